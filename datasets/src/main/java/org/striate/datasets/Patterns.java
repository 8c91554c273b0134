package org.striate.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Seeds;

/** Checkerboards, dead leaves, radial-frequency shapes: patterns of sharp edges. */
final class Patterns {

    private static final double SMALLEST_LEAF = 0.02;
    private static final double LARGEST_LEAF = 0.4;
    private static final int MOST_LEAVES = 2000;

    private static final String EXAMPLE = "Stimuli.checkerboards(0.5, 1, 2)";

    private Patterns() {}

    private static void check(String subject, Object value, boolean good, String expected, String example) {
        if (!good) {
            throw BadInput.of(subject, String.valueOf(value), expected, example);
        }
    }

    private record Checks(double checksPerDegree, int polarity) {}

    /** Both polarities of every size. */
    static GeneratedStimuli checkerboards(double... checksPerDegree) {
        GeneratedStimuli.requireOnce(
                "checks per degree", Arrays.stream(checksPerDegree).boxed().toList(), EXAMPLE);
        var items = new ArrayList<Checks>();
        for (double size : checksPerDegree) {
            check("checks per degree", size, size > 0 && size < Double.POSITIVE_INFINITY, "above 0", EXAMPLE);
            items.add(new Checks(size, 1));
            items.add(new Checks(size, -1));
        }
        return GeneratedStimuli.of(
                "checkerboards",
                items,
                i -> "checkerboard " + items.get(i).checksPerDegree + "/deg, polarity " + items.get(i).polarity,
                (checks, size, degrees) -> {
                    check(
                            "checkerboard",
                            checks.checksPerDegree + " checks/deg on " + size / degrees + " pixels/deg",
                            checks.checksPerDegree * degrees <= size,
                            "at most one check a pixel",
                            "stimuli.size(" + (int) Math.ceil(checks.checksPerDegree * degrees) + ")");
                    var pixels = new float[size * size];
                    for (int i = 0; i < pixels.length; i++) {
                        int across = (int) Math.floor((i % size + 0.5) / size * degrees * checks.checksPerDegree);
                        int down = (int) Math.floor((i / size + 0.5) / size * degrees * checks.checksPerDegree);
                        pixels[i] = ((across + down) % 2 == 0) == (checks.polarity > 0) ? 1 : 0;
                    }
                    return pixels;
                },
                Origin.of("checkerboards").with("checksPerDegree", Arrays.toString(checksPerDegree)));
    }

    private record Leaves(long seed, int number) {}

    /**
     * Discs that lie over one another, radii drawn from a power law of exponent -3, so that the picture looks alike at every
     * scale and its spectrum falls as 1/f, as that of natural scenes does (Lee, Mumford and Huang 2001).
     */
    static GeneratedStimuli deadLeaves(int count, long seed) {
        return GeneratedStimuli.random(
                "dead leaves",
                count,
                seed,
                i -> new Leaves(seed, i),
                (leaves, size, degrees) -> fallen(size, Seeds.random(leaves.seed, leaves.number)));
    }

    /** From the front to the back, until every pixel is covered. */
    private static float[] fallen(int size, Random random) {
        var pixels = new float[size * size];
        Arrays.fill(pixels, Float.NaN);
        int open = pixels.length;
        double large = 1 / (LARGEST_LEAF * LARGEST_LEAF);
        double small = 1 / (SMALLEST_LEAF * SMALLEST_LEAF);
        for (int leaf = 0; leaf < MOST_LEAVES && open > 0; leaf++) {
            double radius = size / Math.sqrt(small + (large - small) * random.nextDouble());
            double x = (1.4 * random.nextDouble() - 0.2) * size;
            double y = (1.4 * random.nextDouble() - 0.2) * size;
            float shade = (float) (0.1 + 0.8 * random.nextDouble());
            for (int row = (int) Math.max(0, y - radius); row < Math.min(size, y + radius + 1); row++) {
                for (int column = (int) Math.max(0, x - radius); column < Math.min(size, x + radius + 1); column++) {
                    boolean inside = Math.hypot(column + 0.5 - x, row + 0.5 - y) <= radius;
                    if (inside && Float.isNaN(pixels[row * size + column])) {
                        pixels[row * size + column] = shade;
                        open--;
                    }
                }
            }
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Float.isNaN(pixels[i]) ? 0.5f : pixels[i];
        }
        return pixels;
    }

    private record Lobes(double lobes, double amplitude, double rotation) {}

    /**
     * Closed curves {@code r = R (1 + a cos(k theta))} filled on grey (Wilkinson et al. 1998), every number of lobes k at
     * amplitudes 0.1, 0.2 and 0.3 and four rotations within one lobe.
     */
    static GeneratedStimuli radialFrequency(int... lobes) {
        GeneratedStimuli.requireOnce(
                "lobes", Arrays.stream(lobes).boxed().toList(), "Stimuli.radialFrequency(2, 3, 4, 5)");
        var items = new ArrayList<Lobes>();
        for (int k : lobes) {
            check("lobes", k, k >= 1, "at least 1", "Stimuli.radialFrequency(2, 3, 4, 5)");
            for (double amplitude : List.of(0.1, 0.2, 0.3)) {
                for (int turn = 0; turn < 4; turn++) {
                    items.add(new Lobes(k, amplitude, 360.0 / k * turn / 4));
                }
            }
        }
        return GeneratedStimuli.of(
                "radial frequency shapes",
                items,
                i -> "radial frequency " + (int) items.get(i).lobes + ", amplitude " + items.get(i).amplitude
                        + ", rotation " + items.get(i).rotation,
                Patterns::curve,
                Origin.of("radial frequency shapes").with("lobes", Arrays.toString(lobes)));
    }

    private static float[] curve(Lobes shape, int size, double degrees) {
        var pixels = new float[size * size];
        double radius = 0.3 * size;
        for (int i = 0; i < pixels.length; i++) {
            double x = i % size + 0.5 - size / 2.0;
            double y = size / 2.0 - i / size - 0.5;
            double angle = Math.atan2(y, x) - Math.toRadians(shape.rotation);
            double edge = radius * (1 + shape.amplitude * Math.cos(shape.lobes * angle));
            double inside = Math.max(0, Math.min(1, edge - Math.hypot(x, y) + 0.5)); // one pixel of soft edge
            pixels[i] = (float) (0.5 + 0.45 * inside);
        }
        return pixels;
    }
}
