package org.striate.datasets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.PixelStimuli;
import org.striate.core.Rdm;
import org.striate.core.StimulusSet;

/**
 * Kriegeskorte et al. (2008): 92 object images, RDMs of monkey and human IT, as published with rsatoolbox. The pictures
 * are colour on grey, 175 x 175; the paper showed them at 2.9 degrees.
 */
record NinetyTwoImages(NamedDataSet set, DataFolder folder) implements PublishedData {

    private static final String SUPPLEMENT = "Kriegeskorte_Neuron2008_supplementalData.mat";
    private static final String BRAINS = "92_brainRDMs.mat";
    private static final String MODELS = "92_modelRDMs.mat";
    private static final int STIMULI = 92;
    private static final int SIDE = 175;
    private static final double DEGREES = 2.9;
    private static final int SUBJECTS = 4;
    private static final List<String> RDMS = List.of("monkey IT", "human IT", "human IT subjects", "models");
    private static final String CORRELATION = "1 - Pearson r";

    @Override
    public StimulusSet stimuli(String part) {
        var mat = MatFile.load(folder.checked(set, SUPPLEMENT));
        var parameters = new LinkedHashMap<String, List<Object>>();
        parameters.put("category", column(i -> mat.text(field(i, "category"))));
        for (var flag : List.of("human", "face", "animal", "natural")) {
            parameters.put(flag, column(i -> mat.matrix(field(i, flag)).values()[0]));
        }
        return new PixelStimuli(
                set.name(),
                ids(),
                3,
                SIDE,
                SIDE,
                DEGREES,
                i -> picture(mat.matrix(field(i, "image"))),
                parameters,
                folder.origin(set, SUPPLEMENT));
    }

    private static List<Object> column(java.util.function.IntFunction<Object> value) {
        return IntStream.range(0, STIMULI).mapToObj(value).toList();
    }

    private static String field(int stimulus, String name) {
        return "stimuli_92objs(" + stimulus + ")." + name;
    }

    /** From [height x width x 3] bytes to [3 x height x width] in [0, 1]. */
    private static float[] picture(NumericArray bytes) {
        var pixels = new float[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            for (int channel = 0; channel < 3; channel++) {
                pixels[channel * SIDE * SIDE + i] = (float) (bytes.values()[3 * i + channel] / 255);
            }
        }
        return pixels;
    }

    @Override
    public List<Rdm> rdms(String which) {
        return switch (which) {
            case "monkey IT" -> List.of(published(0, which));
            case "human IT" -> List.of(published(1, which));
            case "human IT subjects" -> subjects();
            case "models" -> models();
            default -> throw BadInput.unknown("RDMs", which, set.name(), RDMS, RDMS.toString());
        };
    }

    private Rdm published(int index, String name) {
        var mat = MatFile.load(folder.checked(set, SUPPLEMENT));
        return rdm(
                name,
                CORRELATION,
                mat.matrix("RDMs_mIT_hIT_fig1(" + index + ").RDM").values(),
                SUPPLEMENT);
    }

    private List<Rdm> subjects() {
        var mat = MatFile.load(folder.checked(set, BRAINS));
        var rdms = new ArrayList<Rdm>();
        for (int subject = 0; subject < SUBJECTS; subject++) {
            var first = condensed(mat.matrix("RDMs(" + subject + ").RDM"));
            var second = condensed(mat.matrix("RDMs(" + (subject + SUBJECTS) + ").RDM"));
            var mean = IntStream.range(0, first.length)
                    .mapToDouble(i -> (first[i] + second[i]) / 2)
                    .toArray();
            rdms.add(rdm(
                    "human IT " + mat.text("RDMs(" + subject + ").name").split(" \\| ")[1], CORRELATION, mean, BRAINS));
        }
        return rdms;
    }

    private List<Rdm> models() {
        var mat = MatFile.load(folder.checked(set, MODELS));
        return IntStream.range(0, mat.count("Models"))
                .mapToObj(i -> rdm(
                        mat.text("Models(" + i + ").name"),
                        "as published",
                        condensed(mat.matrix("Models(" + i + ").RDM")),
                        MODELS))
                .toList();
    }

    private Rdm rdm(String name, String measure, double[] values, String file) {
        return new Rdm(name, measure, ids(), values, folder.origin(set, file).with("rdm", name));
    }

    private static double[] condensed(NumericArray square) {
        int n = square.shape()[0];
        return IntStream.range(0, n)
                .boxed()
                .flatMapToDouble(i -> IntStream.range(i + 1, n).mapToDouble(j -> square.at(i, j)))
                .toArray();
    }

    private static List<String> ids() {
        return IntStream.rangeClosed(1, STIMULI).mapToObj(i -> "object " + i).toList();
    }
}
