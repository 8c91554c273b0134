package org.striate.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.striate.core.HomeFolder;

/**
 * The cells of this session and, from a file of one JSON line each, of sessions before. Several kernels append to that file;
 * a line that was cut short or damaged is passed over.
 */
final class History {

    private static final int MOST_KEPT = 10_000;
    private static final long MOST_CHARACTERS = 32 << 20;

    /** A cell that was run: the session's number, its own, its source, and its value as text or null. */
    private record Entry(int session, int line, String source, String output) {

        int length() {
            return source.length() + (output == null ? 0 : output.length());
        }
    }

    private final Optional<Path> file;
    private final List<Entry> entries = new ArrayList<>();
    private int session;
    private long characters;

    History(Optional<Path> file) {
        this.file = file;
    }

    /** In the file that the environment variable STRIATE_HISTORY names, or in the user's own; none where it is "off". */
    static History ofUser() {
        var named = Optional.ofNullable(System.getenv("STRIATE_HISTORY")).filter(name -> !name.isBlank());
        if (named.isPresent()) {
            return new History(named.filter(name -> !name.equals("off")).map(Path::of));
        }
        return new History(
                Optional.of(HomeFolder.path().resolve(Path.of(".local", "share", "striate", "history.jsonl"))));
    }

    /** The sessions before are read when they are first needed. */
    private void begin() {
        if (session > 0) {
            return;
        }
        session = 1;
        try {
            if (file.isPresent() && Files.isRegularFile(file.get())) {
                var lines = new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8) // whatever the bytes are
                        .lines()
                        .toList();
                lines.subList(Math.max(0, lines.size() - MOST_KEPT), lines.size())
                        .forEach(this::read);
            }
        } catch (IOException e) {
            entries.clear(); // this session's cells are there all the same
        }
        session = entries.stream().mapToInt(Entry::session).max().orElse(0) + 1;
    }

    private void read(String line) {
        try {
            var json = JsonParser.parseString(line).getAsJsonObject();
            var output = json.get("output");
            entries.add(new Entry(
                    json.get("session").getAsInt(),
                    json.get("line").getAsInt(),
                    json.get("source").getAsString(),
                    output == null || output.isJsonNull() ? null : output.getAsString()));
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | NumberFormatException
                | UnsupportedOperationException e) {
            return; // cut short or damaged
        }
    }

    /** Notes a cell that has run. */
    synchronized void add(int line, String source, Optional<String> output) {
        begin();
        var entry = new Entry(session, line, source, output.orElse(null));
        entries.add(entry);
        characters += entry.length();
        if (entries.size() > 2 * MOST_KEPT || characters > MOST_CHARACTERS) {
            entries.subList(0, entries.size() / 2).clear(); // the file has them
            characters = entries.stream().mapToLong(Entry::length).sum();
        }
        file.ifPresent(path -> append(path, entry));
    }

    private static void append(Path path, Entry entry) {
        var json = new JsonObject();
        json.addProperty("session", entry.session());
        json.addProperty("line", entry.line());
        json.addProperty("source", entry.source());
        json.addProperty("output", entry.output());
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, json + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            return; // a read-only home: this session's cells are remembered all the same
        }
    }

    /**
     * What a history request asks for: the tail, a range of a session's lines, or a search with {@code *} and {@code ?}.
     *
     * @return entries [session, line, source]; where output is asked for, [source, output] in the place of the source
     */
    synchronized JsonArray find(JsonObject request) {
        begin();
        boolean range = text(request, "hist_access_type", "tail").equals("range");
        boolean search = text(request, "hist_access_type", "tail").equals("search");
        int which = number(request, "session", 0);
        int of = which > 0 ? which : session + which; // 0 is this session, -1 the one before
        int from = number(request, "start", 1);
        int to = number(request, "stop", Integer.MAX_VALUE);
        var glob = glob(search ? text(request, "pattern", "*") : "*");
        var found = new ArrayList<>(entries.stream()
                .filter(entry -> !range || (entry.session() == of && entry.line() >= from && entry.line() < to))
                .filter(entry -> glob.matcher(entry.source()).matches())
                .toList());
        if (search && flag(request, "unique")) {
            keepLatest(found);
        }
        int most = range ? found.size() : number(request, "n", found.size());
        var last = new JsonArray();
        boolean output = flag(request, "output");
        found.subList(Math.max(0, found.size() - Math.max(0, most)), found.size())
                .forEach(entry -> last.add(json(entry, output)));
        return last;
    }

    private static void keepLatest(List<Entry> found) {
        var seen = new HashSet<String>();
        for (int i = found.size() - 1; i >= 0; i--) {
            if (!seen.add(found.get(i).source())) {
                found.remove(i);
            }
        }
    }

    private static JsonArray json(Entry entry, boolean output) {
        var json = new JsonArray();
        json.add(entry.session());
        json.add(entry.line());
        if (output) {
            var both = new JsonArray();
            both.add(entry.source());
            both.add(entry.output());
            json.add(both);
        } else {
            json.add(entry.source());
        }
        return json;
    }

    private static Pattern glob(String pattern) {
        var regex = ("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.DOTALL);
    }

    private static boolean flag(JsonObject request, String name) {
        return given(request, name).isJsonPrimitive() && request.get(name).getAsBoolean();
    }

    private static String text(JsonObject request, String name, String otherwise) {
        return given(request, name).isJsonPrimitive() ? request.get(name).getAsString() : otherwise;
    }

    private static int number(JsonObject request, String name, int otherwise) {
        return given(request, name).isJsonPrimitive() ? request.get(name).getAsInt() : otherwise;
    }

    private static JsonElement given(JsonObject request, String name) {
        return request.has(name) ? request.get(name) : JsonNull.INSTANCE;
    }
}
