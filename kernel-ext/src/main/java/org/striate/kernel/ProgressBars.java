package org.striate.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.striate.core.Html;
import org.striate.core.Illustrator;
import org.striate.core.Progress;
import org.striate.core.Showable;

/**
 * Shows progress under the cell: a bar that is updated in place, also while a step lasts long, and ends as one line. What the
 * work has come to so far, such as a learning curve, is drawn above it, in place of the one before.
 */
public final class ProgressBars implements Progress.Display {

    /** Where bars are shown. */
    @FunctionalInterface
    public interface Place {
        /** Shows forms, MIME type to text; again with the same id, in the place of those shown before. */
        void show(String id, Map<String, Object> forms, boolean again);
    }

    private static final long FIRST_AFTER_MS = 500;
    private static final long BETWEEN_NS = 200_000_000L;
    private static final long BETWEEN_PICTURES_NS = 2_000_000_000L;

    /** A bar, from the start of its work on. */
    private static final class Bar {
        private final Place place;
        private final String id = UUID.randomUUID().toString();
        private final String pictureId = UUID.randomUUID().toString();
        private ScheduledFuture<?> clock;
        private boolean shown;
        private long last;
        private Showable pictured;
        private long lastPicture;

        Bar(Place place) {
            this.place = place;
        }
    }

    private final Supplier<Place> here;
    private final ScheduledExecutorService clock;
    private final Map<Progress, Bar> bars = Collections.synchronizedMap(new WeakHashMap<>());

    /** Bars under this kernel's cells. */
    ProgressBars() {
        this(Cell::place, Executors.newSingleThreadScheduledExecutor(ProgressBars::unbound));
    }

    /** Bars where another kernel shows them; they move with the work's steps alone, since its cells are bound to threads. */
    public ProgressBars(Place place) {
        this(() -> place, null);
    }

    private ProgressBars(Supplier<Place> here, ScheduledExecutorService clock) {
        this.here = here;
        this.clock = clock;
        if (clock != null) {
            clock.execute(() -> {}); // its thread starts here, and not in the group of a cell
        }
    }

    private static Thread unbound(Runnable work) {
        var thread = new Thread(null, work, "progress", 0, false);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void show(Progress progress) {
        var bar = bars.computeIfAbsent(progress, p -> new Bar(here.get()));
        synchronized (bar) {
            if (clock != null && bar.clock == null && !progress.finished()) {
                bar.clock = clock.scheduleWithFixedDelay(() -> tick(progress, bar), 600, 1000, TimeUnit.MILLISECONDS);
            }
            if (progress.finished() && bar.clock != null) {
                bar.clock.cancel(false);
            }
            draw(progress, bar);
        }
    }

    private void tick(Progress progress, Bar bar) {
        synchronized (bar) {
            if (!progress.finished()) {
                draw(progress, bar);
            }
        }
    }

    private void draw(Progress progress, Bar bar) {
        boolean tooSoon = !bar.shown && progress.elapsed().toMillis() < FIRST_AFTER_MS;
        boolean tooOften = bar.shown && !progress.finished() && System.nanoTime() - bar.last < BETWEEN_NS;
        if (tooSoon || tooOften) {
            return;
        }
        bar.last = System.nanoTime();
        picture(progress, bar);
        var forms = new LinkedHashMap<String, Object>();
        forms.put("text/plain", progress.toString());
        forms.put("text/html", html(progress));
        bar.place.show(bar.id, forms, bar.shown);
        bar.shown = true;
    }

    private static void picture(Progress progress, Bar bar) {
        var soFar = progress.soFar().orElse(bar.pictured);
        boolean tooOften = !progress.finished() && System.nanoTime() - bar.lastPicture < BETWEEN_PICTURES_NS;
        if (soFar == null || soFar == bar.pictured || tooOften && bar.pictured != null) {
            return;
        }
        Illustrator.of(soFar).ifPresent(picture -> {
            var forms = new LinkedHashMap<>(picture.toMime());
            forms.keySet().removeIf(type -> !type.equals("text/plain") && !type.equals("image/png"));
            bar.place.show(bar.pictureId, forms, bar.pictured != null);
            bar.pictured = soFar;
            bar.lastPicture = System.nanoTime();
        });
    }

    private static String html(Progress progress) {
        var line = Html.escape(progress);
        if (progress.finished()) {
            return "<small>" + line + "</small>";
        }
        var share = progress.total() > 0 ? " value=\"" + progress.done() + "\" max=\"" + progress.total() + "\"" : "";
        return "<progress" + share + " aria-label=\"" + Html.escape(progress.work()) + "\"></progress> <small>" + line
                + "</small>";
    }
}
