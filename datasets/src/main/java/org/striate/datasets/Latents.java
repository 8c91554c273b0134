package org.striate.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;

/**
 * What stimuli show, from their parameters: an object as a point in a space of forms, and how it is seen. A point is the
 * centre of its category plus the object's own offset; a morph lies on the line between two objects.
 *
 * @param points [stimuli x dimensions]
 */
record Latents(StimulusSet stimuli, double[][] points) {

    static final int DIMENSIONS = 8;
    /** Standard deviation of an object's offset from its category's centre, along each dimension; that of centres is 1. */
    static final double WITHIN = 0.5;

    private static final double ANY = Double.NEGATIVE_INFINITY;

    /** @throws BadInput if the stimuli do not say what they show, or a share of a morph is no finite number */
    static Latents of(StimulusSet stimuli) {
        var parameters = stimuli.parameters();
        if (!parameters.containsKey("category") || !parameters.containsKey("object")) {
            throw BadInput.of(
                    "stimuli " + stimuli.name(),
                    "parameters " + parameters.keySet() + " do not say what is shown",
                    "category and object, since IT and vlPFC are driven by what a stimulus shows, not by its pixels",
                    "Show them Stimuli.objects(1), faces, eyes, words or morphs");
        }
        var categories = parameters.get("category");
        var objects = parameters.get("object");
        boolean morphs = parameters.containsKey("other") && parameters.containsKey("morph");
        var shares = morphs ? checked(stimuli, "morph", ANY) : new double[0];
        var points = IntStream.range(0, stimuli.size())
                .mapToObj(i -> {
                    var object = String.valueOf(objects.get(i));
                    if (!morphs) {
                        return point(String.valueOf(categories.get(i)), object);
                    }
                    var other = String.valueOf(parameters.get("other").get(i));
                    return between(point(kind(object), object), point(kind(other), other), shares[i]);
                })
                .toArray(double[][]::new);
        return new Latents(stimuli, points);
    }

    /** "cat 2" is a cat, whatever side of a boundary a morph of it lies on. */
    private static String kind(String object) {
        return object.replaceFirst(" \\d+$", "");
    }

    private static double[] point(String category, String object) {
        var centre = gaussian("category " + category);
        var offset = gaussian(category + " object " + object);
        return IntStream.range(0, DIMENSIONS)
                .mapToDouble(d -> centre[d] + WITHIN * offset[d])
                .toArray();
    }

    /** A point for a name, always the same; Java fixes the hash of a text. */
    private static double[] gaussian(String name) {
        var random = new Random(name.hashCode() * 0x9E3779B97F4A7C15L);
        random.nextInt();
        return IntStream.range(0, DIMENSIONS)
                .mapToDouble(d -> random.nextGaussian())
                .toArray();
    }

    private static double[] between(double[] from, double[] to, double share) {
        return IntStream.range(0, from.length)
                .mapToDouble(d -> (1 - share) * from[d] + share * to[d])
                .toArray();
    }

    /**
     * A parameter as finite numbers; zeros where the stimuli have no such parameter.
     *
     * @throws BadInput if a stimulus has none
     */
    double[] number(String parameter) {
        return stimuli.parameters().containsKey(parameter)
                ? checked(stimuli, parameter, ANY)
                : new double[points.length];
    }

    /** The sizes of what is shown; ones where the stimuli do not say. */
    double[] scale() {
        if (stimuli.parameters().containsKey("scale")) {
            return checked(stimuli, "scale", 0);
        }
        var same = new double[points.length];
        Arrays.fill(same, 1);
        return same;
    }

    private static double[] checked(StimulusSet stimuli, String parameter, double least) {
        var cells = stimuli.parameter(parameter);
        var numbers = new double[cells.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(cells.get(i) instanceof Number number
                    && Double.isFinite(number.doubleValue())
                    && number.doubleValue() >= least)) {
                throw BadInput.of(
                        parameter + " of \"" + stimuli.ids().get(i) + "\"",
                        "\"" + cells.get(i) + "\"",
                        "a finite number" + (least == 0 ? " of 0 or more" : ""),
                        "Keep those that have one: stimuli.where(\"" + parameter
                                + "\", v -> v instanceof Number n && Double.isFinite(n.doubleValue())"
                                + (least == 0 ? " && n.doubleValue() >= 0)" : ")"));
            }
            numbers[i] = number.doubleValue();
        }
        return numbers;
    }

    List<Object> categories() {
        return stimuli.parameter("category");
    }
}
