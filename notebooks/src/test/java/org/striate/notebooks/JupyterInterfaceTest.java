package org.striate.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.striate.testing.Needs;

/** What a student does in Jupyter Notebook: open, run all, interrupt, restart and run again. */
@Needs({Needs.What.BROWSER, Needs.What.BROWSER_DRIVER})
class JupyterInterfaceTest {

    private static final String QUICK_START = "00-quick-start.ipynb";
    private static final double MOST_MS = Duration.ofMinutes(20).toMillis();
    private static final String IDLE = "#kernel_indicator_icon.kernel_idle_icon";
    private static final String BUSY = "#kernel_indicator_icon.kernel_busy_icon";
    private static final String PROMPTS = "[...document.querySelectorAll('.code_cell .input_prompt')]";

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void quickStartRunsIsInterruptedAndRunsAgain() throws IOException {
        Runner.installKernel();
        Files.copy(
                Notebook.FOLDER.resolve(QUICK_START), folder.resolve(QUICK_START), StandardCopyOption.REPLACE_EXISTING);
        try (var server = new JupyterServer(folder);
                var chromium = new Chromium()) {
            var page = chromium.page();
            page.setDefaultTimeout(MOST_MS);
            page.navigate(server.address(QUICK_START));
            page.waitForSelector(IDLE);
            Chromium.keep(page, "jupyter-1-opened");
            choose(page, "#celllink", "#run_all_cells");
            awaitAllRun(page);
            assertFigures(page);
            keepWhole(page, "jupyter-2-all-run");
            interrupt(page);
            restartAndRunAll(page);
            assertFigures(page);
            keepWhole(page, "jupyter-4-run-again");
        }
    }

    private static void choose(Page page, String menu, String item) {
        page.click(menu);
        page.click(item + " a");
    }

    private static void awaitAllRun(Page page) {
        page.waitForFunction("() => " + PROMPTS + ".every(p => /In.\\[\\d+\\]/.test(p.textContent))");
        page.waitForSelector(IDLE);
    }

    private static void assertFigures(Page page) {
        assertThat(page.locator(".output_error").count()).as("errors").isZero();
        assertThat(page.locator(".output_png img, .output_svg svg").count())
                .as("figures")
                .isGreaterThanOrEqualTo(4);
        assertThat(page.evaluate("[...document.querySelectorAll('.output_png img')]"
                        + ".every(i => i.complete && i.naturalWidth > 0)"))
                .as("whether every picture is there")
                .isEqualTo(true);
    }

    /** A cell without end is stopped, says so, and what was computed before it is still there. */
    private static void interrupt(Page page) {
        runInNewLastCell(page, "while (true) { Thread.onSpinWait(); }");
        page.waitForSelector(BUSY);
        page.click("button[data-jupyter-action='jupyter-notebook:interrupt-kernel']");
        last(page).locator(".output_error").waitFor();
        page.waitForSelector(IDLE);
        last(page).scrollIntoViewIfNeeded();
        Chromium.keep(page, "jupyter-3-interrupted");
        deleteLastCell(page);
        runInNewLastCell(page, "scores.best().layer().length() > 0");
        assertThat(last(page).locator(".output_result").textContent()).contains("true");
        deleteLastCell(page);
    }

    private static Locator last(Page page) {
        return page.locator(".cell").last();
    }

    private static void runInNewLastCell(Page page, String code) {
        last(page).click();
        page.keyboard().press("Escape");
        page.keyboard().press("b");
        page.keyboard().press("Enter");
        page.keyboard().insertText(code);
        page.keyboard().press("Control+Enter");
    }

    private static void deleteLastCell(Page page) {
        last(page).locator(".input_prompt").click();
        page.keyboard().press("Escape");
        page.keyboard().press("d");
        page.keyboard().press("d");
    }

    private static void restartAndRunAll(Page page) {
        choose(page, "#kernellink", "#restart_run_all");
        page.click(".modal-footer .btn-danger");
        page.waitForFunction("() => " + PROMPTS + ".some(p => p.textContent.includes('*'))");
        awaitAllRun(page);
    }

    /** The notebook scrolls inside the page: the page is made as high as it. */
    private static void keepWhole(Page page, String name) {
        var before = page.viewportSize();
        int height = (int) page.evaluate("document.querySelector('#notebook-container').scrollHeight + 300");
        page.setViewportSize(before.width, height);
        Chromium.keep(page, name);
        page.setViewportSize(before.width, before.height);
    }
}
