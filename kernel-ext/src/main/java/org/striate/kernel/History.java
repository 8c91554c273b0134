package org.striate.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The cells of this session. */
final class History {

    private final List<String> sources = new ArrayList<>();

    void add(String source) {
        sources.add(source);
    }

    /**
     * What a history request asks for: the tail, a range of lines, or a search with {@code *} and {@code ?}.
     *
     * @return entries [session, line, source]; where output is asked for, the source is [source, null]
     */
    JsonArray find(JsonObject request) {
        boolean range = text(request, "hist_access_type", "tail").equals("range");
        int from = range ? number(request, "start", 1) : 1;
        int to = range ? number(request, "stop", sources.size() + 1) : sources.size() + 1;
        var glob = glob(text(request, "pattern", "*"));
        boolean unique = request.has("unique") && request.get("unique").getAsBoolean();
        boolean output = request.has("output") && request.get("output").getAsBoolean();
        var entries = new ArrayList<JsonArray>();
        for (int line = Math.max(1, from); line < Math.min(to, sources.size() + 1); line++) {
            var source = sources.get(line - 1);
            boolean again = unique && sources.subList(line, sources.size()).contains(source);
            if (!again && glob.matcher(source).matches()) {
                entries.add(entry(line, output));
            }
        }
        int most = range ? entries.size() : number(request, "n", entries.size());
        var last = new JsonArray();
        entries.subList(Math.max(0, entries.size() - most), entries.size()).forEach(last::add);
        return last;
    }

    private JsonArray entry(int line, boolean output) {
        var entry = new JsonArray();
        entry.add(0);
        entry.add(line);
        if (output) {
            var both = new JsonArray();
            both.add(sources.get(line - 1));
            both.add(JsonNull.INSTANCE);
            entry.add(both);
        } else {
            entry.add(sources.get(line - 1));
        }
        return entry;
    }

    private static Pattern glob(String pattern) {
        var regex = ("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.DOTALL);
    }

    private static String text(JsonObject request, String name, String otherwise) {
        return request.has(name) && !request.get(name).isJsonNull()
                ? request.get(name).getAsString()
                : otherwise;
    }

    private static int number(JsonObject request, String name, int otherwise) {
        return request.has(name) && !request.get(name).isJsonNull()
                ? request.get(name).getAsInt()
                : otherwise;
    }
}
