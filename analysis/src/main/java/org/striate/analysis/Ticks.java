package org.striate.analysis;

import java.util.function.DoubleConsumer;
import org.striate.core.Progress;

/** A layer's thousand steps of a progress, taken in shares. */
final class Ticks {

    private static final int ALL = 1000;

    private final Progress progress;
    private final String note;
    private final int fits;
    private double share;
    private long taken;

    /** @param fits how many equal parts the layer's work has */
    Ticks(Progress progress, String note, int fits) {
        this.progress = progress;
        this.note = note;
        this.fits = fits;
    }

    /** Takes shares of one of {@code parts} equal parts of a fit. */
    DoubleConsumer share(int parts) {
        return done -> {
            share += done / parts / fits;
            to(Math.min(ALL, Math.round(share * ALL)));
        };
    }

    /** Takes what is left. */
    void rest() {
        to(ALL);
    }

    private void to(long steps) {
        long more = steps - taken;
        taken = steps;
        progress.step(more, note);
    }
}
