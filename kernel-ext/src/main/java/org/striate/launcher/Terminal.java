package org.striate.launcher;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.striate.kernel.JupyterMessage;

/** One line a cell; where someone watches, with the seconds and the progress of the work in place. */
final class Terminal {

    private static final int WIDTH = 100;
    private static final int SOURCE = 56;
    private static final int BAR = 20;
    private static final Pattern CODE = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");
    private static final Pattern SHARE = Pattern.compile("value=\"(\\d+)\" max=\"(\\d+)\"");

    private final boolean watched = System.console() != null;
    private String cell = "";
    private long start;

    void working(String what) {
        if (watched) {
            inPlace(what);
        }
    }

    void begin(int number, int count, String source) {
        var first = source.lines().findFirst().orElse("");
        cell = String.format(
                Locale.ROOT,
                "[%2d/%d] %s",
                number,
                count,
                first.length() > SOURCE ? first.substring(0, SOURCE) + "…" : first);
        start = System.nanoTime();
        working(cell);
    }

    /** The progress that a cell reports is shown beside it. */
    void show(JupyterMessage message) {
        if (watched && message.type().endsWith("display_data")) {
            var data = message.content().getAsJsonObject("data");
            if (data.has("text/html") && data.get("text/html").getAsString().startsWith("<progress")) {
                inPlace(bar(data.get("text/html").getAsString())
                        + data.get("text/plain").getAsString());
            }
        }
    }

    /** The bar of a page as one of characters; empty where nobody knows how far it is. */
    static String bar(String html) {
        var share = SHARE.matcher(html);
        if (!share.find()) {
            return "";
        }
        long total = Math.max(1, Long.parseLong(share.group(2)));
        int full = (int) Math.min(BAR, BAR * Long.parseLong(share.group(1)) / total);
        return "█".repeat(full) + "░".repeat(BAR - full) + " ";
    }

    void end() {
        var line = String.format(Locale.ROOT, "%-66s %6.1f s", cell, (System.nanoTime() - start) / 1e9);
        if (watched) {
            inPlace(line);
            System.out.println();
        } else {
            System.out.println(line);
        }
    }

    private static void inPlace(String line) {
        var shown = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
        System.out.print("\r" + shown + "\u001b[K");
        System.out.flush();
    }

    /** A traceback without the codes of terminals. */
    static String plain(JsonArray traceback) {
        return plain(StreamSupport.stream(traceback.spliterator(), false)
                .map(JsonElement::getAsString)
                .collect(Collectors.joining("\n")));
    }

    /** A text without the codes by which it asks a terminal for colours, places and the like. */
    static String plain(String text) {
        return CODE.matcher(text).replaceAll("");
    }
}
