package org.striate.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.PixelStimuli;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;

/**
 * Session 210325 of Cowley et al. (2023), animal PE: counts of 50 V4 neurons in 100 ms, 640 images, 6 to 10 repeats. The files
 * do not say when after onset the window begins, nor how large the images stood on the screen: the bin is called 0 to 100
 * ms, and 4 degrees are assumed; no analysis here depends on either.
 */
record CowleyV4(NamedDataSet set, DataFolder folder) implements PublishedData {

    private static final String RESPONSES = "responses_raw_210325.npy";
    private static final String IMAGES = "images_210325.zip";
    private static final int STIMULI = 640;
    private static final int SIDE = 112;
    private static final double DEGREES = 4;
    /** The pictures stand in blocks of 80 an object; the order was read off by eye. */
    private static final List<String> OBJECTS =
            List.of("bear", "elephant", "face", "car", "dog", "apple", "chair", "plane");

    /** Presentations in the order of images, then repeats; a repeat that no neuron has is left out. */
    @Override
    public NeuralResponses responses(String part) {
        var raw = Npy.load(folder.checked(set, RESPONSES)); // neurons x images x repeats
        int neurons = raw.shape()[0];
        var presentations = new ArrayList<Presentation>();
        var rows = new ArrayList<float[]>();
        for (int image = 0; image < raw.shape()[1]; image++) {
            for (int repeat = 0; repeat < raw.shape()[2]; repeat++) {
                var row = new float[neurons];
                boolean recorded = false;
                for (int neuron = 0; neuron < neurons; neuron++) {
                    row[neuron] = (float) raw.at(neuron, image, repeat);
                    recorded |= !Float.isNaN(row[neuron]);
                }
                if (recorded) {
                    presentations.add(new Presentation(id(image), repeat));
                    rows.add(row);
                }
            }
        }
        var units = IntStream.rangeClosed(1, neurons)
                .mapToObj(i -> new Neuron("neuron " + i, Region.V4, "PE"))
                .toList();
        return new NeuralResponses(
                set.name(),
                presentations,
                units,
                List.of(new TimeBin(0, 100)),
                rows.toArray(float[][]::new),
                folder.origin(set, RESPONSES));
    }

    @Override
    public StimulusSet stimuli(String part) {
        var zip = folder.checked(set, IMAGES);
        var ids = IntStream.range(0, STIMULI).mapToObj(CowleyV4::id).toList();
        var objects = IntStream.range(0, STIMULI)
                .mapToObj(i -> (Object) OBJECTS.get(i / (STIMULI / OBJECTS.size())))
                .toList();
        return new PixelStimuli(
                set.name(),
                ids,
                3,
                SIDE,
                SIDE,
                DEGREES,
                i -> decode(zip, ids.get(i)),
                Map.of("object", objects),
                folder.origin(set, IMAGES));
    }

    private static String id(int image) {
        return String.format(java.util.Locale.ROOT, "image%04d", image + 1);
    }

    private static float[] decode(Path archive, String id) {
        try (var zip = new ZipFile(archive.toFile());
                var in = zip.getInputStream(zip.getEntry(id + ".jpg"))) {
            return ImageSet.rgb(ImageFiles.decode(id, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
