package org.striate.datasets;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
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
 * Human fMRI responses to photographs (Kay et al. 2008), as the Neuromatch projects publish them: {@code responses}
 * 1,750 x 8,428 with {@code stimuli} 1,750 x 128 x 128, the same with {@code _test} for 120 more, {@code roi} and
 * {@code roi_names}. One presentation a photograph: the files hold averages.
 */
record KayImages(NamedDataSet set, DataFolder folder) implements PublishedData {

    static final String FILE = "kay_images.npz";

    private static final String TRAINING = "training";
    private static final String TEST = "test";
    /** The photographs covered 20 degrees (Kay et al. 2008, Methods). */
    private static final double DEGREES = 20;

    @Override
    public List<String> parts() {
        return List.of(TRAINING, TEST);
    }

    private Npz file() {
        return Npz.load(folder.checked(set, FILE));
    }

    private static String key(String name, String part) {
        return part.equals(TEST) ? name + "_test" : name;
    }

    private static List<String> ids(String part, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> part + " " + i).toList();
    }

    @Override
    public NeuralResponses responses(String part) {
        var npz = file();
        var responses = npz.array(key("responses", part));
        var rois = npz.array("roi").ints();
        var names = npz.text("roi_names");
        var voxels = IntStream.range(0, rois.length)
                .mapToObj(i -> new Neuron("voxel " + (i + 1), new Region(names.get(rois[i])), "subject 1"))
                .toList();
        return new NeuralResponses(
                set.name() + ", " + part,
                ids(part, responses.shape()[0]).stream()
                        .map(id -> new Presentation(id, Presentation.AVERAGE))
                        .toList(),
                voxels,
                List.of(new TimeBin(
                        Double.NaN, Double.NaN)), // one value a photograph, from the whole haemodynamic response
                IntStream.range(0, responses.shape()[0])
                        .mapToObj(i -> StringerOrientations.row(responses, i))
                        .toArray(float[][]::new),
                folder.origin(set, FILE));
    }

    /** The files' grey values have no stated range; the darkest of both parts becomes 0, the lightest 1. */
    @Override
    public StimulusSet stimuli(String part) {
        var file = file();
        var range = new DoubleSummaryStatistics();
        for (var either : parts()) {
            Arrays.stream(file.array(key("stimuli", either)).values()).forEach(range::accept);
        }
        double least = range.getMin();
        double most = range.getMax();
        var pictures = file.array(key("stimuli", part));
        var values = pictures.values();
        int size = pictures.shape()[1] * pictures.shape()[2];
        return new PixelStimuli(
                set.name() + ", " + part,
                ids(part, pictures.shape()[0]),
                1,
                pictures.shape()[1],
                pictures.shape()[2],
                DEGREES,
                i -> {
                    var grey = new float[size];
                    for (int j = 0; j < size; j++) {
                        grey[j] = (float) ((values[i * size + j] - least) / (most - least));
                    }
                    return grey;
                },
                Map.of(),
                folder.origin(set, FILE));
    }
}
