package org.striate.datasets;

import java.util.ArrayList;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.Origin;
import org.striate.core.Resize;
import org.striate.core.Seeds;

/**
 * Families of textures, each sample with its spectrally matched noise, as in Freeman et al. (2013): the noise has the
 * texture's amplitude spectrum with random phases, so that both drive V1 alike and only what looks at dependencies between
 * filters tells them apart. A family is made of elongated elements of its own orientation, scale and density laid over one
 * another, not by the synthesis of Portilla and Simoncelli (2000).
 */
final class Textures {

    private static final double CONTRAST = 0.18;

    private Textures() {}

    private record Sample(int family, String type, int sample, long seed) {}

    static GeneratedStimuli of(int families, int samples, long seed) {
        var items = new ArrayList<Sample>();
        for (int family = 0; family < families; family++) {
            for (var type : new String[] {"texture", "noise"}) {
                for (int sample = 0; sample < samples; sample++) {
                    items.add(new Sample(family, type, sample, seed));
                }
            }
        }
        return GeneratedStimuli.of(
                "textures",
                items,
                i -> {
                    var item = items.get(i);
                    return item.type + " " + seed + "/" + item.family + "/" + item.sample;
                },
                (item, size, degrees) -> render(item, size),
                Origin.of("textures")
                        .with("families", families)
                        .with("samples", samples)
                        .with("seed", seed));
    }

    private static float[] render(Sample item, int size) {
        int side = Math.max(GeneratedStimuli.SIZE, Fourier.side(size));
        var random = Seeds.random(item.seed, 1_000_003 * item.family + item.sample + 1);
        var texture = elements(item, side, random);
        if (item.type.equals("noise")) {
            randomisePhases(texture, side, random);
        }
        return PowerLaw.standardised(reduced(texture, side, size), CONTRAST);
    }

    private static double[] reduced(double[] texture, int side, int size) {
        if (side == size) {
            return texture;
        }
        var pixels = new float[texture.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) texture[i];
        }
        var fewer = Resize.AREA.apply(pixels, 0, side, side, size, size);
        return IntStream.range(0, fewer.length).mapToDouble(i -> fewer[i]).toArray();
    }

    /** Bars with rounded profiles, wrapped around the edges so that the spectrum has no cross. */
    private static double[] elements(Sample item, int side, Random random) {
        var family = Seeds.random(item.seed, -1 - item.family);
        double orientation = Math.PI * family.nextDouble();
        double spread = 0.1 + family.nextDouble();
        double width = side * (0.015 + 0.03 * family.nextDouble());
        double length = width * (1.5 + 5 * family.nextDouble());
        double curvature = family.nextDouble();
        double light = family.nextDouble();
        int count = (int) (0.8 * side * side / (width * length));
        var values = new double[side * side];
        for (int element = 0; element < count; element++) {
            double angle = orientation + spread * random.nextGaussian();
            double x = place(side, random);
            double y = place(side, random);
            double shade = random.nextDouble() < light ? 1 : -1;
            shade *= 0.5 + 0.5 * random.nextDouble();
            int reach = (int) Math.ceil(Math.max(width, length) + 1);
            for (int row = (int) Math.ceil(y - reach); row <= y + reach; row++) {
                for (int column = (int) Math.ceil(x - reach); column <= x + reach; column++) {
                    double dx = column - x;
                    double dy = row - y;
                    double along = dx * Math.cos(angle) + dy * Math.sin(angle);
                    double across = -dx * Math.sin(angle) + dy * Math.cos(angle);
                    across += curvature * along * along / length;
                    double distance = Math.hypot(along / length, across / width);
                    if (distance < 1) {
                        int at = Math.floorMod(row, side) * side + Math.floorMod(column, side);
                        values[at] = shade * Math.sqrt(1 - distance * distance); // in front of what was there
                    }
                }
            }
        }
        return values;
    }

    /** The middle of one of 64 pixels, in pixels of another size, so that elements of every size lie at the same places. */
    private static double place(int side, Random random) {
        int pixel = (int) (GeneratedStimuli.SIZE * random.nextDouble());
        return (pixel + 0.5) * side / GeneratedStimuli.SIZE - 0.5;
    }

    /** The phases of white noise with the amplitudes of the texture. */
    private static void randomisePhases(double[] texture, int side, Random random) {
        var imaginary = new double[texture.length];
        Fourier.transform(texture, imaginary, side, false);
        var real = new double[texture.length];
        var other = new double[texture.length];
        white(real, other, side, random);
        for (int i = 1; i < real.length; i++) {
            double gain = Math.hypot(texture[i], imaginary[i]) / Math.max(1e-12, Math.hypot(real[i], other[i]));
            texture[i] = real[i] * gain;
            imaginary[i] = other[i] * gain;
        }
        Fourier.transform(texture, imaginary, side, true);
    }

    /** The spectrum of white noise; a larger one holds the smaller in its lower frequencies, so that their phases stay. */
    private static void white(double[] real, double[] imaginary, int side, Random random) {
        if (side == GeneratedStimuli.SIZE) {
            gaussian(real, imaginary, side, random);
            return;
        }
        int half = side / 2;
        var innerReal = new double[half * half];
        var innerImaginary = new double[half * half];
        white(innerReal, innerImaginary, half, random);
        gaussian(real, imaginary, side, random);
        for (int v = 1 - half / 2; v < half / 2; v++) {
            for (int u = 1 - half / 2; u < half / 2; u++) {
                int from = Math.floorMod(v, half) * half + Math.floorMod(u, half);
                int to = Math.floorMod(v, side) * side + Math.floorMod(u, side);
                real[to] = innerReal[from];
                imaginary[to] = innerImaginary[from];
            }
        }
    }

    private static void gaussian(double[] real, double[] imaginary, int side, Random random) {
        for (int i = 0; i < real.length; i++) {
            real[i] = random.nextGaussian();
        }
        Fourier.transform(real, imaginary, side, false);
    }
}
