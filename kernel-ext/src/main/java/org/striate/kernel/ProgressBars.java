package org.striate.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.striate.core.Html;
import org.striate.core.Progress;

/** Shows progress under the cell: a bar that is updated in place and ends as one line. */
public final class ProgressBars implements Progress.Display {

    /** Where bars are shown. */
    @FunctionalInterface
    public interface Place {
        /** Shows forms, MIME type to text; again with the same id, in the place of those shown before. */
        void show(String id, Map<String, Object> forms, boolean again);
    }

    private static final long FIRST_AFTER_MS = 500;
    private static final long BETWEEN_NS = 200_000_000L;

    /** A bar that is shown. */
    private static final class Bar {
        private String id = "";
        private long last;
    }

    private final Place place;
    private final Map<Progress, Bar> bars = Collections.synchronizedMap(new WeakHashMap<>());

    /** Bars under this kernel's cells. */
    ProgressBars() {
        this((id, forms, again) -> Cell.publish(again ? "update_display_data" : "display_data", id, Mime.json(forms)));
    }

    /** Bars where another kernel shows them. */
    public ProgressBars(Place place) {
        this.place = place;
    }

    @Override
    public void show(Progress progress) {
        var bar = bars.computeIfAbsent(progress, p -> new Bar());
        synchronized (bar) {
            boolean first = bar.id.isEmpty();
            boolean tooSoon = first && progress.elapsed().toMillis() < FIRST_AFTER_MS;
            boolean tooOften = !first && !progress.finished() && System.nanoTime() - bar.last < BETWEEN_NS;
            if (tooSoon || tooOften) {
                return;
            }
            bar.last = System.nanoTime();
            var forms = new LinkedHashMap<String, Object>();
            forms.put("text/plain", progress.toString());
            forms.put("text/html", html(progress));
            if (first) {
                bar.id = java.util.UUID.randomUUID().toString();
            }
            place.show(bar.id, forms, !first);
        }
    }

    private static String html(Progress progress) {
        var line = Html.escape(progress);
        return progress.finished()
                ? "<small>" + line + "</small>"
                : "<progress value=\"" + progress.done() + "\" max=\"" + progress.total() + "\" aria-label=\""
                        + Html.escape(progress.work()) + "\"></progress> <small>" + line + "</small>";
    }
}
