package org.striate.models.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;
import org.striate.models.Network;
import org.striate.models.Target;

/**
 * Images made to drive a unit, a channel, a layer or a fitted neuron, by following the gradient uphill (Erhan et al. 2009; Olah,
 * Mordvintsev and Schubert 2017). Settings; {@link #on} makes the images, one for each target.
 *
 * <pre>{@code Dream.channel("conv3", 0, 1, 2).steps(200).on(network)}</pre>
 */
public final class Dream {

    /** Stimuli that are shown at a time. */
    private static final int PART = 32;

    /** All settings; changed only in a copy that nobody has seen yet. */
    static final class Design {
        List<Target> targets;
        int steps = 256;
        double rate = 0.05;
        /** Below 0 for a share of the size. */
        int jitter = -1;

        double totalVariation;
        boolean waves = true;
        boolean colours = true;
        boolean adam = true;
        double contrast = 0.01;
        long seed = 1;
        double degrees = 8;
        Optional<StimulusSet> start = Optional.empty();
        /** Where targets start that noise does not move. */
        Optional<StimulusSet> others = Optional.empty();

        private Design copy() {
            var copy = new Design();
            copy.targets = targets;
            copy.steps = steps;
            copy.rate = rate;
            copy.jitter = jitter;
            copy.totalVariation = totalVariation;
            copy.waves = waves;
            copy.colours = colours;
            copy.adam = adam;
            copy.contrast = contrast;
            copy.seed = seed;
            copy.degrees = degrees;
            copy.start = start;
            copy.others = others;
            return copy;
        }

        @Override
        public String toString() {
            var moved = jitter < 0 ? "a 32nd of the size" : String.valueOf(jitter);
            return steps + " steps of " + (adam ? "Adam" : "plain ascent") + ", rate " + rate + ", jitter " + moved
                    + ", total variation " + totalVariation + (waves ? ", waves" : ", pixels")
                    + (colours ? ", uncorrelated colours" : "") + ", " + degrees + " deg, seed " + seed
                    + start.map(image -> ", from " + image.ids().get(0)).orElse("")
                    + others.map(images -> ", where noise moves nothing from the best of " + images.name())
                            .orElse("");
        }
    }

    private final Design design;

    private Dream(Design design) {
        this.design = design;
    }

    /**
     * Images for these targets.
     *
     * @throws BadInput if there are none
     */
    public static Dream of(Target... targets) {
        if (targets.length == 0) {
            throw BadInput.of("dream", "no target", "at least one", "Dream.unit(\"conv1\", 0)");
        }
        var design = new Design();
        design.targets = List.of(targets);
        return new Dream(design);
    }

    /** Images for units, by index = (channel * height + y) * width + x. */
    public static Dream unit(String layer, int... units) {
        return each(units, unit -> Target.unit(layer, unit));
    }

    /** Images for the units in the middle of these channels' maps. */
    public static Dream centre(String layer, int... channels) {
        return each(channels, channel -> Target.centre(layer, channel));
    }

    /** Images for the mean over a channel's map: textures. */
    public static Dream channel(String layer, int... channels) {
        return each(channels, channel -> Target.channel(layer, channel));
    }

    /** An image for all units of a layer at once. */
    public static Dream layer(String layer) {
        return of(Target.layer(layer));
    }

    /**
     * An image for a neuron, as a readout fitted to a layer predicts it.
     *
     * @param weights one for each unit of the layer
     */
    public static Dream neuron(String layer, double[] weights, double intercept) {
        return of(Target.neuron(layer, weights, intercept));
    }

    private static Dream each(int[] indices, java.util.function.IntFunction<Target> target) {
        return of(Arrays.stream(indices).mapToObj(target).toArray(Target[]::new));
    }

    private Dream with(java.util.function.Consumer<Design> change) {
        var changed = design.copy();
        change.accept(changed);
        return new Dream(changed);
    }

    /** How many steps; 256 unless said otherwise. */
    public Dream steps(int steps) {
        require(steps >= 0, "steps", steps, "at least 0", "dream.steps(256)");
        return with(d -> d.steps = steps);
    }

    /** Size of a step; 0.05 unless said otherwise. */
    public Dream rate(double rate) {
        require(rate > 0 && rate < Double.POSITIVE_INFINITY, "rate", rate, "more than 0", "dream.rate(0.05)");
        return with(d -> d.rate = rate);
    }

    /**
     * By how many pixels the image is moved at random before each of the first three quarters of the steps, at most; a 32nd of
     * its size unless said otherwise.
     */
    public Dream jitter(int pixels) {
        require(pixels >= 0, "jitter", pixels, "at least 0 pixels", "dream.jitter(4)");
        return with(d -> d.jitter = pixels);
    }

    /**
     * What is taken off the target for roughness: the weight times the mean over pixels of the length of the difference to the
     * right and lower neighbours, in the unit of the answers; 0 unless said otherwise.
     */
    public Dream totalVariation(double weight) {
        require(
                weight >= 0 && weight < Double.POSITIVE_INFINITY,
                "weight",
                weight,
                "at least 0",
                "dream.totalVariation(1)");
        return with(d -> d.totalVariation = weight);
    }

    /** Moves pixels themselves and not the waves that they are made of. */
    public Dream pixels() {
        return with(d -> d.waves = false);
    }

    /** Moves red, green and blue and not colours that are uncorrelated in natural images. */
    public Dream correlatedColours() {
        return with(d -> d.colours = false);
    }

    /** Steps of rate times the gradient, and not those of Adam. */
    public Dream plainAscent() {
        return with(d -> d.adam = false);
    }

    /** Seed of the start and the jitter. */
    public Dream seed(long seed) {
        return with(d -> d.seed = seed);
    }

    /** Width of the images in degrees of visual angle, for later use as stimuli; 8 unless said otherwise. */
    public Dream degrees(double degrees) {
        require(
                degrees > 0 && degrees < Double.POSITIVE_INFINITY,
                "degrees",
                degrees,
                "more than 0",
                "dream.degrees(8)");
        return with(d -> d.degrees = degrees);
    }

    /** Starts at a stimulus and not at faint noise. */
    public Dream from(StimulusSet stimuli, int index) {
        return with(d -> d.start = Optional.of(stimuli.select(index)));
    }

    /**
     * Starts at noise, and targets that are silent there at the stimulus that drives them most.
     *
     * @throws BadInput if there is none
     */
    public Dream orFrom(StimulusSet stimuli) {
        require(stimuli.size() > 0, "stimuli to start from", "none", "at least one", "dream.orFrom(stimuli)");
        return with(d -> d.others = Optional.of(stimuli));
    }

    private static void require(boolean good, String subject, Object value, String expected, String mend) {
        if (!good) {
            throw BadInput.of(subject, String.valueOf(value), expected, mend);
        }
    }

    /**
     * Makes the images, of the size of the network's input.
     *
     * @throws BadInput if a layer or unit is not there, or a target's gradient is 0 wherever the ascent might start
     */
    public Dreams on(Network network) {
        var made = new ArrayList<Ascent.Ended>();
        Progress.each("dreaming", design.targets, target -> made.add(new Ascent(network, target, design).run()));
        return Dreams.of(network, design, made);
    }

    /**
     * How strongly stimuli drive the targets.
     *
     * @return [targets x stimuli]
     */
    public double[][] drive(Network network, StimulusSet stimuli) {
        return drive(network, design.targets, stimuli);
    }

    static double[][] drive(Network network, List<Target> targets, StimulusSet stimuli) {
        var shown = Images.fitting(network.preprocessing(), stimuli);
        var drives = new double[targets.size()][shown.size()];
        for (int from = 0; from < shown.size(); from += PART) {
            var images = IntStream.range(from, Math.min(shown.size(), from + PART))
                    .mapToObj(shown::pixels)
                    .toArray(float[][]::new);
            for (int t = 0; t < drives.length; t++) {
                var values = network.gradient(targets.get(t), from, images).values();
                System.arraycopy(values, 0, drives[t], from, values.length);
            }
            Progress.check("drives of " + shown.name());
        }
        return drives;
    }

    @Override
    public String toString() {
        return "Dream of " + design.targets + ": " + design;
    }
}
