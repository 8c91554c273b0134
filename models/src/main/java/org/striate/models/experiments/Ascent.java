package org.striate.models.experiments;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;
import org.striate.models.Network;
import org.striate.models.Target;

/** The way uphill for one target. */
final class Ascent {

    /** Starts tried for a unit that answers 0 to faint noise, each twice as strong as the one before. */
    private static final int MOST_STARTS = 10;

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    /**
     * An image and how it came about.
     *
     * @param pixels [channels x height x width]
     * @param curve [steps + 1] values of the target: before every step, and of the image
     */
    record Ended(Target target, float[] pixels, double[] curve) {}

    private final Network network;
    private final Target target;
    private final Dream.Design design;
    private final int height;
    private final int width;

    Ascent(Network network, Target target, Dream.Design design) {
        this.network = network;
        this.target = target;
        this.design = design;
        this.height = network.preprocessing().height();
        this.width = network.preprocessing().width();
    }

    Ended run() {
        var random = new Random(design.seed);
        int channels = network.preprocessing().channels();
        int jitter = design.jitter < 0 ? Math.min(height, width) / 32 : design.jitter;
        try (var spectrum = new Spectrum(channels, height, width, design.waves, design.colours);
                var progress = Progress.of("dreaming of " + target, design.steps + 1L)) {
            var numbers = start(spectrum, random);
            var curve = new double[design.steps + 1];
            var moments = new float[2][numbers.length];
            for (int step = 0; step < design.steps; step++) {
                // A filter as fine as the pixels is only driven by an image that stays in its place at the end.
                int reach = 4L * step < 3L * design.steps ? jitter : 0;
                int down = random.nextInt(2 * reach + 1) - reach;
                int right = random.nextInt(2 * reach + 1) - reach;
                var gradient = new float[numbers.length];
                curve[step] = climb(spectrum, numbers, gradient, down, right);
                move(numbers, gradient, moments, step + 1);
                progress.step(String.format(Locale.ROOT, "drive %.3g", curve[step]));
            }
            var pixels = spectrum.pixels(numbers);
            curve[design.steps] = network.gradient(target, pixels).values()[0];
            progress.step(String.format(Locale.ROOT, "drive %.3g", curve[design.steps]));
            return new Ended(target, pixels, curve);
        }
    }

    /**
     * The target's value, and the gradient of what is climbed with respect to the numbers.
     *
     * @param gradient is filled
     */
    double climb(Spectrum spectrum, float[] numbers, float[] gradient, int down, int right) {
        var pixels = spectrum.pixels(numbers);
        var found = network.gradient(target, Images.rolled(pixels, height, width, down, right));
        var slope =
                Images.rolled(found.pixels()[0], height, width, -down, -right).clone();
        if (design.totalVariation > 0) {
            new Roughness(height, width).add(pixels, -design.totalVariation, slope);
        }
        System.arraycopy(spectrum.back(pixels, slope), 0, gradient, 0, gradient.length);
        return found.values()[0];
    }

    private float[] start(Spectrum spectrum, Random random) {
        if (design.start.isPresent()) {
            return start(spectrum, design.start.get(), 0);
        }
        double contrast = design.contrast;
        for (int i = 0; i < MOST_STARTS; i++, contrast *= 2) {
            var numbers = new float[spectrum.size()];
            for (int j = 0; j < numbers.length; j++) {
                numbers[j] = (float) (contrast * random.nextGaussian());
            }
            if (!isFlat(spectrum, numbers)) {
                return numbers;
            }
        }
        if (design.others.isPresent()) {
            var drive = Dream.drive(network, List.of(target), design.others.get())[0];
            int best = IntStream.range(0, drive.length)
                    .reduce((i, j) -> drive[j] > drive[i] ? j : i)
                    .orElse(0);
            return start(spectrum, design.others.get(), best);
        }
        throw unmoved("at " + MOST_STARTS + " images of noise");
    }

    private float[] start(Spectrum spectrum, StimulusSet stimuli, int index) {
        var shown = Images.fitting(network.preprocessing(), stimuli);
        var numbers = spectrum.numbers(shown.pixels(index));
        if (isFlat(spectrum, numbers)) {
            throw unmoved("at stimulus " + shown.ids().get(index));
        }
        return numbers;
    }

    private boolean isFlat(Spectrum spectrum, float[] numbers) {
        var gradient = network.gradient(target, spectrum.pixels(numbers)).pixels()[0];
        for (float slope : gradient) {
            if (!Float.isFinite(slope)) {
                throw BadInput.of(
                        target.toString(),
                        "a gradient of " + slope,
                        "finite numbers",
                        "Look at the layer: network.activations(stimuli, \"" + target.layer() + "\")");
            }
        }
        return Arrays.equals(gradient, new float[gradient.length]);
    }

    private BadInput unmoved(String where) {
        return BadInput.of(
                target.toString(),
                "a gradient of 0 " + where + " (it is silent there, or silenced by a lesion)",
                "a start that the target answers to",
                "Start at a stimulus that drives it: dream.orFrom(stimuli)");
    }

    /** A step uphill: Adam's (Kingma and Ba 2015), or the rate times the gradient. */
    private void move(float[] numbers, float[] gradient, float[][] moments, int step) {
        double first = 1 - Math.pow(BETA1, step);
        double second = 1 - Math.pow(BETA2, step);
        for (int j = 0; j < numbers.length; j++) {
            if (!design.adam) {
                numbers[j] += (float) (design.rate * gradient[j]);
                continue;
            }
            moments[0][j] = (float) (BETA1 * moments[0][j] + (1 - BETA1) * gradient[j]);
            moments[1][j] = (float) (BETA2 * moments[1][j] + (1 - BETA2) * gradient[j] * gradient[j]);
            numbers[j] += (float) (design.rate * moments[0][j] / first / (Math.sqrt(moments[1][j] / second) + EPSILON));
        }
    }
}
