package org.striate.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;

/** The same stimuli with other pixels: resized, on another screen, in grey, in colour. */
final class StimulusViews {

    private static final float SCREEN = 0.5f;

    private StimulusViews() {}

    static StimulusSet resized(StimulusSet stimuli, int height, int width) {
        if (height < 1 || width < 1) {
            throw BadInput.of("size", height + " x " + width + " pixels", "at least 1", "stimuli.resized(64)");
        }
        int channels = stimuli.channels();
        requireArray("size", channels, height, width, "stimuli.resized(64)");
        int plane = stimuli.height() * stimuli.width();
        int lines = stimuli.height();
        var down = height < lines ? Resize.AREA : Resize.BILINEAR;
        var across = width < stimuli.width() ? Resize.AREA : Resize.BILINEAR;
        return view(stimuli, channels, height, width, stimuli.degrees(), Origin.of("resized"), index -> {
            var from = stimuli.pixels(index);
            var to = new float[channels * height * width];
            for (int channel = 0; channel < channels; channel++) {
                var narrow = across.apply(from, channel * plane, lines, stimuli.width(), lines, width);
                var resized = down.apply(narrow, 0, lines, width, height, width);
                System.arraycopy(resized, 0, to, channel * resized.length, resized.length);
            }
            return to;
        });
    }

    static StimulusSet onScreen(StimulusSet stimuli, double degrees) {
        if (!(degrees > 0)) {
            throw BadInput.of("degrees", String.valueOf(degrees), "more than 0", "stimuli.onScreen(8)");
        }
        double ratio = degrees / stimuli.degrees();
        double tall = Math.max(1, Math.round(stimuli.height() * ratio));
        double wide = Math.max(1, Math.round(stimuli.width() * ratio));
        requireArray("degrees " + degrees, stimuli.channels(), tall, wide, "stimuli.onScreen(8)");
        int height = (int) tall;
        int width = (int) wide;
        int down = Math.floorDiv(height - stimuli.height(), 2);
        int right = Math.floorDiv(width - stimuli.width(), 2);
        var step = Origin.of("on screen").with("degrees", degrees);
        return view(stimuli, stimuli.channels(), height, width, degrees, step, index -> {
            var from = stimuli.pixels(index);
            var to = new float[stimuli.channels() * height * width];
            Arrays.fill(to, SCREEN);
            for (int channel = 0; channel < stimuli.channels(); channel++) {
                for (int y = Math.max(0, down); y < Math.min(height, down + stimuli.height()); y++) {
                    int first = Math.max(0, right);
                    int last = Math.min(width, right + stimuli.width());
                    System.arraycopy(
                            from,
                            (channel * stimuli.height() + y - down) * stimuli.width() + first - right,
                            to,
                            (channel * height + y) * width + first,
                            last - first);
                }
            }
            return to;
        });
    }

    static StimulusSet grey(StimulusSet stimuli) {
        return stimuli.channels() == 1
                ? stimuli
                : view(
                        stimuli,
                        1,
                        stimuli.height(),
                        stimuli.width(),
                        stimuli.degrees(),
                        Origin.of("grey"),
                        stimuli::grey);
    }

    static StimulusSet rgb(StimulusSet stimuli) {
        if (stimuli.channels() == 3) {
            return stimuli;
        }
        int plane = stimuli.height() * stimuli.width();
        return view(stimuli, 3, stimuli.height(), stimuli.width(), stimuli.degrees(), Origin.of("RGB"), index -> {
            var grey = stimuli.pixels(index);
            var rgb = Arrays.copyOf(grey, 3 * plane);
            System.arraycopy(grey, 0, rgb, plane, plane);
            System.arraycopy(grey, 0, rgb, 2 * plane, plane);
            return rgb;
        });
    }

    private static void requireArray(String subject, int channels, double height, double width, String mend) {
        if (channels * height * width > Integer.MAX_VALUE - 8) {
            throw BadInput.of(
                    subject,
                    String.format(Locale.ROOT, "%.0f x %.0f pixels", height, width),
                    "so many that one picture fits in an array",
                    mend);
        }
    }

    private static StimulusSet view(
            StimulusSet stimuli,
            int channels,
            int height,
            int width,
            double degrees,
            Origin step,
            IntFunction<float[]> source) {
        return new PixelStimuli(
                stimuli.name(),
                stimuli.ids(),
                channels,
                height,
                width,
                degrees,
                source,
                stimuli.parameters(),
                step.with("pixels", channels + " x " + height + " x " + width).from(stimuli.origin()));
    }
}
