package org.striate.plots;

import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.Pictures;
import org.striate.core.StimulusSet;
import org.striate.plots.Canvas.At;

/**
 * Up to 48 stimuli, evenly chosen, each with a caption.
 *
 * @param captions one a stimulus
 */
record ContactSheet(StimulusSet stimuli, List<String> captions) {

    private static final int MOST = 48;
    private static final int CAPTION = 16;
    private static final int GAP = 8;
    private static final int TOP = 38;
    private static final int EDGE = 10;

    /** Captions are the numbers. */
    static ContactSheet of(StimulusSet stimuli) {
        return new ContactSheet(
                stimuli,
                IntStream.range(0, stimuli.size()).mapToObj(String::valueOf).toList());
    }

    Figure figure() {
        int shown = Math.min(MOST, stimuli.size());
        int columns = shown <= 6 ? 6 : shown <= 16 ? 8 : 12;
        int side = (Frame.WIDTH - 2 * EDGE + GAP) / columns - GAP;
        int tall = Math.max(1, (int) Math.round((double) side * stimuli.height() / stimuli.width()));
        int rows = (shown + columns - 1) / columns;
        int height = TOP + rows * (tall + CAPTION + GAP) + EDGE - GAP;
        var described = shown + " of " + stimuli.size() + " stimuli of " + stimuli.name() + ".";
        return new Figure(described, Frame.WIDTH, height, c -> paint(c, shown, columns, side, tall));
    }

    private void paint(Canvas c, int shown, int columns, int side, int tall) {
        var title = stimuli.name() + ": " + shown + " of " + stimuli.size();
        c.title(title, EDGE, Frame.WIDTH - 2.0 * EDGE);
        for (int k = 0; k < shown; k++) {
            int index = (int) ((long) k * stimuli.size() / shown);
            int x = EDGE + k % columns * (side + GAP);
            int y = TOP + k / columns * (tall + CAPTION + GAP);
            var picture = Pictures.rgb(Pictures.of(stimuli, index));
            boolean small = picture.getWidth() < side;
            c.image(small ? Enlarged.to(picture, 2 * side) : picture, x, y, side, tall, small);
            var caption = Canvas.fitted(captions.get(index), Fonts.SMALL, side);
            c.text(
                    caption,
                    x,
                    y + tall + CAPTION - 4,
                    At.LEFT,
                    Fonts.SMALL,
                    c.theme().ink());
        }
    }
}
