package org.striate.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.striate.testing.Needs;

/** Every page of the rendered edition, opened in a browser. */
@Needs({Needs.What.BROWSER, Needs.What.BROWSER_DRIVER})
class RenderedPagesTest {

    @Test
    void everyPageIsWhole() throws IOException {
        Runner.executed(Notebook.named("00-quick-start")); // where this test runs alone
        Editions.writeIndex(Runner.RENDERED);
        try (var chromium = new Chromium()) {
            for (var file : pages()) {
                assertWhole(chromium.page(), file);
            }
        }
    }

    private static List<Path> pages() throws IOException {
        try (var files = Files.list(Runner.RENDERED)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        }
    }

    private static void assertWhole(Page page, Path file) {
        var name = file.getFileName().toString();
        var elsewhere = new ArrayList<String>();
        page.onRequest(request -> {
            if (!request.url().equals(file.toUri().toString()) && !request.url().startsWith("data:")) {
                elsewhere.add(request.url());
            }
        });
        page.navigate(file.toUri().toString());
        Chromium.keep(page, "page-" + name.replace(".html", ""));
        assertThat(elsewhere).as("what %s fetches", name).isEmpty();
        assertThat(page.title()).as("title of %s", name).isNotBlank();
        assertThat(count(page, "[...document.images].filter(i => !i.complete || i.naturalWidth === 0).length"))
                .as("missing images of %s", name)
                .isZero();
        assertThat(count(page, "[...document.images].filter(i => !i.alt.trim()).length"))
                .as("images of %s without a description", name)
                .isZero();
        assertThat(page.locator("pre.error").count()).as("errors in %s", name).isZero();
        assertThat(page.locator("details[open]").count())
                .as("open solutions of %s", name)
                .isZero();
        assertHeadingsNest(page, name);
        page.close();
    }

    private static int count(Page page, String script) {
        return (int) page.evaluate(script);
    }

    private static void assertHeadingsNest(Page page, String name) {
        var levels = page.locator("h1, h2, h3, h4, h5, h6")
                .evaluateAll("headings => headings.map(h => Number(h.tagName[1])).join(' ')")
                .toString();
        int before = 0;
        for (var level : levels.split(" ")) {
            assertThat(Integer.parseInt(level))
                    .as("headings %s of %s", levels, name)
                    .isBetween(before == 0 ? 1 : 2, before + 1);
            before = Integer.parseInt(level);
        }
    }
}
