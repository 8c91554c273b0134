package org.striate.notebooks;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The machine's own Chromium, driven by Playwright, which downloads none. */
final class Chromium implements AutoCloseable {

    /** Where pictures of what was seen are left. */
    static final Path SEEN = Runner.TARGET.resolve("browser");

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 900;
    private static final double MOST_MS = Duration.ofMinutes(10).toMillis();
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setHeadless(true)
                    .setTimeout(MOST_MS)
                    .setArgs(QUIET));

    Page page() {
        var page = browser.newPage(new Browser.NewPageOptions().setViewportSize(WIDTH, HEIGHT));
        page.setDefaultTimeout(MOST_MS);
        return page;
    }

    /** Leaves a picture of the page from top to bottom. */
    static void keep(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SEEN.resolve(name + ".png"))
                .setFullPage(true)
                .setTimeout(MOST_MS));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
