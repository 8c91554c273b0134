package org.striate.models;

import java.util.List;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Resize;
import org.striate.core.StimulusSet;

/**
 * How stimuli become a network's input: grey or RGB, resized (bilinear, antialiased, without cropping), then {@code (pixel -
 * mean) / deviation} in each channel. Grey stimuli fill all channels of a colour network.
 *
 * @param channels 1 for grey, 3 for RGB
 * @param height in pixels
 * @param width in pixels
 * @param mean [channels]
 * @param deviation [channels]
 */
public record Preprocessing(int channels, int height, int width, List<Double> mean, List<Double> deviation) {

    public Preprocessing {
        if ((channels != 1 && channels != 3) || height < 1 || width < 1) {
            throw BadInput.of(
                    "preprocessing",
                    channels + " channels of " + height + " x " + width,
                    "1 or 3 channels and at least 1 pixel",
                    "Preprocessing.imageNet(224, 224)");
        }
        if (mean.size() != channels
                || deviation.size() != channels
                || !mean.stream().allMatch(Double::isFinite)
                || !deviation.stream().allMatch(d -> d > 0 && Double.isFinite(d))) {
            throw BadInput.of(
                    "preprocessing",
                    "mean " + mean + ", deviation " + deviation,
                    "one finite mean and one finite deviation above 0 for each of " + channels + " channels",
                    "Preprocessing.imageNet(224, 224)");
        }
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
    }

    /** RGB with the mean and deviation of ImageNet that torchvision's networks were trained with. */
    public static Preprocessing imageNet(int height, int width) {
        return new Preprocessing(3, height, width, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    }

    /** Grey, mean 0.5, deviation 0.25. */
    public static Preprocessing grey(int height, int width) {
        return new Preprocessing(1, height, width, List.of(0.5), List.of(0.25));
    }

    /** Pixels as they are. */
    public static Preprocessing plain(int channels, int height, int width) {
        return new Preprocessing(
                channels,
                height,
                width,
                java.util.Collections.nCopies(channels, 0.0),
                java.util.Collections.nCopies(channels, 1.0));
    }

    /** The same for images of another side. */
    Preprocessing size(int side) {
        return new Preprocessing(channels, side, side, mean, deviation);
    }

    int size() {
        return channels * height * width;
    }

    /** Writes one stimulus's input into {@code to}, from index {@code at} on. */
    void write(StimulusSet stimuli, int index, float[] to, int at) {
        boolean grey = channels == 1 || stimuli.channels() == 1;
        var pixels = grey ? stimuli.grey(index) : stimuli.pixels(index);
        int area = height * width;
        boolean fits = stimuli.height() == height && stimuli.width() == width;
        for (int c = 0; c < channels; c++) {
            int plane = grey ? 0 : c;
            float shift = mean.get(c).floatValue();
            float scale = deviation.get(c).floatValue();
            var resized = fits
                    ? pixels
                    : Resize.BILINEAR.apply(
                            pixels,
                            plane * stimuli.height() * stimuli.width(),
                            stimuli.height(),
                            stimuli.width(),
                            height,
                            width);
            int from = fits ? plane * area : 0;
            for (int i = 0; i < area; i++) {
                to[at + c * area + i] = (resized[from + i] - shift) / scale;
            }
        }
    }

    Origin in(Origin origin) {
        return origin.with("input", channels + " x " + height + " x " + width)
                .with("mean", mean)
                .with("deviation", deviation);
    }
}
