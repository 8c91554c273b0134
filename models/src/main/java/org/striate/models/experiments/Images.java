package org.striate.models.experiments;

import java.util.stream.IntStream;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.Resize;
import org.striate.core.StimulusSet;
import org.striate.models.Preprocessing;

/** Images as [channels x height x width] pixels. */
final class Images {

    private Images() {}

    /** Stimuli with the channels and the size of a network's input, resized as the network does it. */
    static StimulusSet fitting(Preprocessing input, StimulusSet stimuli) {
        var coloured = input.channels() == 1 ? stimuli.toGrey() : stimuli.toRgb();
        int height = input.height();
        int width = input.width();
        if (coloured.height() == height && coloured.width() == width) {
            return coloured;
        }
        return new PixelStimuli(
                stimuli.name(),
                stimuli.ids(),
                coloured.channels(),
                height,
                width,
                stimuli.degrees(),
                i -> resized(
                        coloured.pixels(i), coloured.channels(), coloured.height(), coloured.width(), height, width),
                stimuli.parameters(),
                Origin.of("resized").with("pixels", height + " x " + width).from(stimuli.origin()));
    }

    /** The same stimuli rendered once, where they fit into a quarter of the memory. */
    static StimulusSet rendered(StimulusSet stimuli) {
        long bytes = 4L * stimuli.size() * stimuli.channels() * stimuli.height() * stimuli.width();
        if (bytes > Runtime.getRuntime().maxMemory() / 4) {
            return stimuli;
        }
        var pixels = IntStream.range(0, stimuli.size())
                .parallel()
                .mapToObj(stimuli::pixels)
                .toArray(float[][]::new);
        return new PixelStimuli(
                stimuli.name(),
                stimuli.ids(),
                stimuli.channels(),
                stimuli.height(),
                stimuli.width(),
                stimuli.degrees(),
                i -> pixels[i].clone(),
                stimuli.parameters(),
                stimuli.origin());
    }

    static float[] resized(float[] image, int channels, int height, int width, int toHeight, int toWidth) {
        var resized = new float[channels * toHeight * toWidth];
        for (int c = 0; c < channels; c++) {
            var plane = Resize.BILINEAR.apply(image, c * height * width, height, width, toHeight, toWidth);
            System.arraycopy(plane, 0, resized, c * toHeight * toWidth, plane.length);
        }
        return resized;
    }

    /** Moved down and to the right, what leaves at one side coming in at the other. */
    static float[] rolled(float[] image, int height, int width, int down, int right) {
        if (down == 0 && right == 0) {
            return image;
        }
        var rolled = new float[image.length];
        int area = height * width;
        IntStream.range(0, image.length).forEach(i -> {
            int y = Math.floorMod(i % area / width + down, height);
            int x = Math.floorMod(i % width + right, width);
            rolled[i / area * area + y * width + x] = image[i];
        });
        return rolled;
    }

    /** A rectangle of an image. */
    static float[] cut(float[] image, int channels, int height, int width, int top, int left, int down, int across) {
        var cut = new float[channels * down * across];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < down; y++) {
                System.arraycopy(image, (c * height + top + y) * width + left, cut, (c * down + y) * across, across);
            }
        }
        return cut;
    }
}
