package org.striate.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.datasets.Canvas3D.View;

/**
 * Cats that turn into dogs, in the manner of Freedman et al. (2001): three prototypes on either side, every pair of a cat and
 * a dog joined by a straight line in the space of forms. Parameters: {@code category} by the boundary in the middle,
 * {@code object} and {@code other} the two prototypes, {@code morph} the share of the dog.
 */
final class Morphs {

    /** Length of body, legs, head, snout, ears, tail, girth. */
    private static final double[][] CATS = {
        {-0.4, -0.5, 0.2, -1.0, 0.9, 0.8, -0.4},
        {-0.6, -0.2, 0.5, -0.9, 0.6, 1.0, 0.3},
        {-0.1, -0.7, 0.0, -0.7, 1.0, 0.5, 0.0}
    };

    private static final double[][] DOGS = {
        {0.6, 0.8, -0.2, 1.0, -0.8, -0.6, 0.1},
        {0.2, 1.0, 0.3, 0.7, -1.0, -0.2, 0.9},
        {1.0, 0.1, 0.1, 0.9, -0.5, -0.9, -0.5}
    };

    private static final double DISTANCE = 6;
    private static final double FOCAL = 0.6 * DISTANCE;
    private static final double YAW = 25;
    private static final double PITCH = 12;

    private Morphs() {}

    private record Morph(String category, String object, String other, double morph) {}

    static GeneratedStimuli of(double... levels) {
        GeneratedStimuli.requireOnce(
                "morph levels", Arrays.stream(levels).boxed().toList(), "Stimuli.morphs(0, 0.4, 0.6, 1)");
        var items = new ArrayList<Morph>();
        for (int cat = 1; cat <= CATS.length; cat++) {
            for (int dog = 1; dog <= DOGS.length; dog++) {
                for (double level : levels) {
                    if (!(level >= 0 && level <= 1)) {
                        throw BadInput.of(
                                "morph level",
                                String.valueOf(level),
                                "0 (cat) to 1 (dog)",
                                "Stimuli.morphs(0, 0.4, 0.6, 1)");
                    }
                    items.add(new Morph(level < 0.5 ? "cat" : "dog", "cat " + cat, "dog " + dog, level));
                }
            }
        }
        return GeneratedStimuli.of(
                "morphs",
                items,
                i -> items.get(i).object + " to " + items.get(i).other + ", " + items.get(i).morph,
                (morph, size, degrees) -> render(morph, size),
                Origin.of("morphs").with("levels", Arrays.toString(levels)));
    }

    private static float[] render(Morph morph, int size) {
        var from = CATS[morph.object.charAt(4) - '1'];
        var to = DOGS[morph.other.charAt(4) - '1'];
        var form = new double[from.length];
        for (int i = 0; i < form.length; i++) {
            form[i] = (1 - morph.morph) * from[i] + morph.morph * to[i];
        }
        var canvas = new Canvas3D(size, FOCAL);
        canvas.draw(Quadruped.of(form), View.of(YAW, PITCH, 0, -0.1, 0.1, -DISTANCE, 1));
        return canvas.over(Canvas3D.grey(size));
    }
}
