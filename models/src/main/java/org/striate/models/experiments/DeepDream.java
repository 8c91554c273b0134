package org.striate.models.experiments;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;
import org.striate.models.Network;
import org.striate.models.Target;

/**
 * Exaggerates in an image what a layer sees in it (Mordvintsev, Olah and Tyka 2015): the image is climbed by its normalised
 * gradient at a few sizes, from small to large, each keeping the detail of the one before. A network's input has one size: larger
 * images are seen through tiles of it, moved at random before each step so that no seams show. Settings; {@link #on} makes the
 * image.
 *
 * @param target what is driven
 * @param octaves sizes; the smallest is that of the network's input
 * @param scale from one size to the next
 * @param steps at each size
 * @param rate the mean change of a pixel in a step
 * @param seed of the tiles' places
 */
public record DeepDream(Target target, int octaves, double scale, int steps, double rate, long seed) {

    public DeepDream {
        if (octaves < 1 || !(scale >= 1 && scale <= 4) || steps < 0 || !(rate > 0 && rate < 1)) {
            throw BadInput.of(
                    "deep dream",
                    octaves + " octaves of " + scale + ", " + steps + " steps of " + rate,
                    "at least 1 octave, a scale from 1 to 4, at least 0 steps, a rate between 0 and 1",
                    "DeepDream.of(\"conv3\").octaves(3).steps(20)");
        }
    }

    /** All units of a layer, at three sizes 1.4 apart, 20 steps of 0.01 each. */
    public static DeepDream of(String layer) {
        return of(Target.layer(layer));
    }

    /** Another target. */
    public static DeepDream of(Target target) {
        return new DeepDream(target, 3, 1.4, 20, 0.01, 1);
    }

    public DeepDream octaves(int octaves) {
        return new DeepDream(target, octaves, scale, steps, rate, seed);
    }

    public DeepDream scale(double scale) {
        return new DeepDream(target, octaves, scale, steps, rate, seed);
    }

    public DeepDream steps(int steps) {
        return new DeepDream(target, octaves, scale, steps, rate, seed);
    }

    public DeepDream rate(double rate) {
        return new DeepDream(target, octaves, scale, steps, rate, seed);
    }

    public DeepDream seed(long seed) {
        return new DeepDream(target, octaves, scale, steps, rate, seed);
    }

    /**
     * Dreams on a stimulus.
     *
     * @return one image, larger than the network's input by {@code scale^(octaves - 1)}, with the stimulus's parameters
     * @throws BadInput if the layer or unit is not there, or there is no such stimulus
     */
    public StimulusSet on(Network network, StimulusSet stimuli, int index) {
        if (index < 0 || index >= stimuli.size()) {
            throw BadInput.of(
                    "stimulus", String.valueOf(index), "0 to " + (stimuli.size() - 1), "dream.on(network, stimuli, 0)");
        }
        var input = network.preprocessing();
        int channels = input.channels();
        var coloured = channels == 1 ? stimuli.toGrey() : stimuli.toRgb();
        var original = coloured.pixels(index);
        double fit = Math.max((double) input.height() / stimuli.height(), (double) input.width() / stimuli.width());
        var canvas = new Canvas(new float[0], channels, 0, 0);
        var detail = canvas;
        var random = new Random(seed);
        try (var progress = Progress.of("deep dream of " + target, (long) octaves * steps)) {
            for (int octave = 0; octave < octaves; octave++) {
                double zoom = fit * Math.pow(scale, octave);
                int height = Math.max(input.height(), (int) Math.round(zoom * stimuli.height()));
                int width = Math.max(input.width(), (int) Math.round(zoom * stimuli.width()));
                var base = new Canvas(original, channels, stimuli.height(), stimuli.width()).resized(height, width);
                canvas = octave == 0 ? base : base.plus(detail.resized(height, width), 1);
                for (int step = 0; step < steps; step++) {
                    var climbed = climb(network, canvas, random);
                    canvas = climbed.canvas();
                    progress.step(String.format(Locale.ROOT, "octave %d, drive %.3g", octave + 1, climbed.drive()));
                }
                detail = canvas.plus(base, -1);
            }
        }
        var picture = canvas;
        var shown = stimuli.select(index);
        return new PixelStimuli(
                "deep dream",
                List.of("deep dream on " + shown.ids().get(0)),
                channels,
                picture.height(),
                picture.width(),
                stimuli.degrees(),
                i -> picture.pixels().clone(),
                Map.copyOf(shown.parameters()),
                Origin.of("deep dream")
                        .with("target", target)
                        .with("octaves", octaves + " x " + scale)
                        .with("steps", steps + " of " + rate)
                        .with("seed", seed)
                        .from(network.origin())
                        .from(shown.origin()));
    }

    private record Climbed(Canvas canvas, double drive) {}

    private Climbed climb(Network network, Canvas canvas, Random random) {
        var input = network.preprocessing();
        int down = random.nextInt(input.height());
        int right = random.nextInt(input.width());
        var moved = canvas.rolled(down, right);
        var tiles = moved.tiles(input.height(), input.width());
        var found =
                network.gradient(target, tiles.stream().map(Canvas.Tile::pixels).toArray(float[][]::new));
        var slope = moved.slope(tiles, found.pixels(), input.height(), input.width())
                .rolled(-down, -right);
        double mean = slope.meanSize();
        double drive = java.util.Arrays.stream(found.values()).average().orElseThrow();
        return new Climbed(mean == 0 ? canvas : canvas.plus(slope, rate / mean).clipped(), drive);
    }
}
