package org.striate.datasets;

import java.util.List;
import org.striate.core.NeuralResponses;
import org.striate.core.StimulusSet;

/**
 * A public assembly of Brain-Score with its stimulus set; three files: NetCDF-4, CSV, ZIP. The responses are read as the
 * benchmark takes them: MajajHong2015 in its one bin from 70 to 170 ms on 8 degrees, FreemanZiemba2013 as the mean of 50 to
 * 200 ms on 4 degrees; its part {@code time bins} has all 300 bins of 1 ms.
 */
record BrainScoreData(NamedDataSet set, DataFolder folder) implements PublishedData {

    static final String MAJAJ_HONG = "assy_dicarlo_MajajHong2015_public.nc";
    static final String FREEMAN_ZIEMBA = "assy_movshon_FreemanZiemba2013_public.nc";

    private static final String BENCHMARK = "benchmark";
    private static final String TIME_BINS = "time bins";

    private boolean isFreemanZiemba() {
        return set.files().get(0).name().equals(FREEMAN_ZIEMBA);
    }

    @Override
    public List<String> parts() {
        return isFreemanZiemba() ? List.of(BENCHMARK, TIME_BINS) : List.of(BENCHMARK);
    }

    @Override
    public NeuralResponses responses(String part) {
        var file = folder.checked(set, set.files().get(0).name());
        var reader =
                isFreemanZiemba() && part.equals(BENCHMARK) ? BrainIo.reader().window(50, 200) : BrainIo.reader();
        return reader.load(file).withStimuli(stimuli(part));
    }

    @Override
    public StimulusSet stimuli(String part) {
        return BrainIo.stimuli(
                folder.checked(set, set.files().get(1).name()),
                folder.checked(set, set.files().get(2).name()),
                isFreemanZiemba() ? 4 : 8);
    }
}
