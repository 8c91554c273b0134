package org.striate.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.PixelStimuli;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;

/**
 * Calcium responses of mouse V1 to gratings, as the Neuromatch lessons publish them: averages over 1 degree of orientation
 * ({@code resp} 360 x neurons, {@code stimuli} 360), and over 6 degrees in two halves of the trials ({@code resp_train},
 * {@code resp_test}, {@code stimuli}), which become trials 0 and 1.
 */
record StringerOrientations(NamedDataSet set, DataFolder folder) implements PublishedData {

    static final String BINNED_1 = "W3D4_stringer_oribinned1.npz";
    static final String BINNED_6 = "W3D4_stringer_oribinned6_split.npz";

    private static final String ONE_DEGREE = "1 degree";
    private static final String SIX_DEGREES = "6 degrees";
    /** The files hold angles only; stills are drawn with 0.05 cycles/deg, as the paper states. */
    private static final double FREQUENCY = 0.05;

    private static final double DEGREES = 64;
    private static final int SIDE = 64;

    @Override
    public List<String> parts() {
        return List.of(ONE_DEGREE, SIX_DEGREES);
    }

    private Npz file(String part) {
        return Npz.load(folder.checked(set, part.equals(ONE_DEGREE) ? BINNED_1 : BINNED_6));
    }

    private static List<String> ids(Npz npz) {
        return Arrays.stream(npz.array("stimuli").values())
                .mapToObj(angle -> Stimuli.id(angle) + " deg")
                .toList();
    }

    @Override
    public NeuralResponses responses(String part) {
        var npz = file(part);
        var ids = ids(npz);
        var presentations = new ArrayList<Presentation>();
        var rows = new ArrayList<float[]>();
        var arrays = part.equals(ONE_DEGREE) ? List.of("resp") : List.of("resp_train", "resp_test");
        for (int trial = 0; trial < arrays.size(); trial++) {
            var responses = npz.array(arrays.get(trial));
            for (int i = 0; i < ids.size(); i++) {
                presentations.add(new Presentation(ids.get(i), trial));
                rows.add(row(responses, i));
            }
        }
        var neurons = IntStream.rangeClosed(1, rows.get(0).length)
                .mapToObj(i -> new Neuron("neuron " + i, Region.V1, "mouse"))
                .toList();
        return new NeuralResponses(
                set.name() + ", " + part,
                presentations,
                neurons,
                List.of(new TimeBin(Double.NaN, Double.NaN)), // deconvolved calcium: the files state no window
                rows.toArray(float[][]::new),
                folder.origin(set, part.equals(ONE_DEGREE) ? BINNED_1 : BINNED_6));
    }

    static float[] row(NumericArray array, int index) {
        int width = array.shape()[1];
        var row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = (float) array.values()[index * width + i];
        }
        return row;
    }

    @Override
    public StimulusSet stimuli(String part) {
        var npz = file(part);
        var angles = npz.array("stimuli").values();
        return new PixelStimuli(
                set.name() + ", " + part,
                ids(npz),
                1,
                SIDE,
                SIDE,
                DEGREES,
                i -> GratingImage.whole(angles[i], FREQUENCY, 0, 1, DEGREES).render(SIDE, DEGREES),
                Map.of(
                        "orientation",
                        Arrays.stream(angles).mapToObj(angle -> (Object) angle).toList()),
                folder.origin(set, part.equals(ONE_DEGREE) ? BINNED_1 : BINNED_6));
    }
}
