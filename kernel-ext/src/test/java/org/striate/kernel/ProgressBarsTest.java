package org.striate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.TrainingLog;

class ProgressBarsTest {

    @AfterEach
    void showNowhere() {
        Progress.showOn(progress -> {});
    }

    /** A first step that lasts long shows a bar all the same; the end leaves one line, and the latest picture above it. */
    @Test
    void barMovesByItselfAndEndsAsOneLine() throws InterruptedException {
        var places = Collections.synchronizedMap(new LinkedHashMap<String, Map<String, Object>>());
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var surprises = Collections.synchronizedList(new ArrayList<String>());
        var shown = new CountDownLatch(1);
        var clock = Executors.newSingleThreadScheduledExecutor();
        ProgressBars.Place place = (id, forms, again) -> {
            surprises.addAll(again == places.containsKey(id) ? List.of() : List.of(id));
            places.put(id, forms);
            lines.add(String.valueOf(forms.get("text/html")));
            shown.countDown();
        };
        Progress.showOn(new ProgressBars(() -> place, clock));
        var values = new double[] {2, 1};
        try (var progress = Progress.of("training <x>", 4)) {
            assertThat(shown.await(5, TimeUnit.MINUTES)).isTrue();
            assertThat(lines.get(0)).startsWith("<progress value=\"0\" max=\"4\" aria-label=\"training &lt;x&gt;\">");
            progress.soFar(new TrainingLog(values, values, values, Origin.of("test")));
            try (var part = Progress.of("part", 2)) {
                part.step("inside");
            }
            progress.step(4, "");
        } finally {
            clock.shutdownNow();
        }
        assertThat(surprises).as("places said to be there already, or not").isEmpty();
        assertThat(places).hasSize(2);
        var forms = List.copyOf(places.values());
        assertThat(forms)
                .anySatisfy(form -> assertThat(form)
                        .containsOnlyKeys("text/plain", "image/png")
                        .extractingByKey("text/plain")
                        .asString()
                        .startsWith("so far: "));
        assertThat(forms)
                .anySatisfy(form -> assertThat(form.get("text/html").toString())
                        .startsWith("<small>training &lt;x&gt; 4/4, ")
                        .doesNotContain("left"));
    }

    @Test
    void shortWorkShowsNothing() {
        var lines = new ArrayList<String>();
        Progress.showOn(new ProgressBars((id, forms, again) -> lines.add(id)));
        var progress = Progress.of("quick", 1);
        try (progress) {
            progress.step("");
        }
        boolean delayed = progress.elapsed().toMillis() >= 500; // by a machine that has other work
        assertThat(lines).hasSize(delayed ? lines.size() : 0);
    }
}
