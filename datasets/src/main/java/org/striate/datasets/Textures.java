package org.striate.datasets;

import java.util.ArrayList;
import java.util.Random;
import org.striate.core.Origin;
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
        int side = Fourier.side(size);
        var random = Seeds.random(item.seed, 1_000_003 * item.family + item.sample + 1);
        var texture = elements(item, side, random);
        if (item.type.equals("noise")) {
            randomisePhases(texture, side, random);
        }
        var cut = new double[size * size];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = texture[i / size * side + i % size];
        }
        return PowerLaw.standardised(cut, CONTRAST);
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
            double x = side * random.nextDouble();
            double y = side * random.nextDouble();
            double shade = random.nextDouble() < light ? 1 : -1;
            shade *= 0.5 + 0.5 * random.nextDouble();
            int reach = (int) Math.ceil(Math.max(width, length) + 1);
            for (int dy = -reach; dy <= reach; dy++) {
                for (int dx = -reach; dx <= reach; dx++) {
                    double along = dx * Math.cos(angle) + dy * Math.sin(angle);
                    double across = -dx * Math.sin(angle) + dy * Math.cos(angle);
                    across += curvature * along * along / length;
                    double distance = Math.hypot(along / length, across / width);
                    if (distance < 1) {
                        int at = Math.floorMod((int) y + dy, side) * side + Math.floorMod((int) x + dx, side);
                        values[at] = shade * Math.sqrt(1 - distance * distance); // in front of what was there
                    }
                }
            }
        }
        return values;
    }

    /** The phases of white noise with the amplitudes of the texture. */
    private static void randomisePhases(double[] texture, int side, Random random) {
        var imaginary = new double[texture.length];
        Fourier.transform(texture, imaginary, side, false);
        var real = new double[texture.length];
        var other = new double[texture.length];
        for (int i = 0; i < real.length; i++) {
            real[i] = random.nextGaussian();
        }
        Fourier.transform(real, other, side, false);
        for (int i = 1; i < real.length; i++) {
            double gain = Math.hypot(texture[i], imaginary[i]) / Math.max(1e-12, Math.hypot(real[i], other[i]));
            texture[i] = real[i] * gain;
            imaginary[i] = other[i] * gain;
        }
        Fourier.transform(texture, imaginary, side, true);
    }
}
