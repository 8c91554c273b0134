package org.striate.launcher;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.striate.kernel.JupyterMessage;

/** Gathers what a notebook's cells publish, by the rules of nbclient. One for the whole notebook. */
final class CellOutputs {

    private final Map<String, List<JsonObject>> displays = new HashMap<>();
    /** What the last output has printed, if it is a stream; split into lines when it is asked for. */
    private final StringBuilder printed = new StringBuilder();

    private JsonArray outputs = new JsonArray();
    private boolean clearAtNext;

    /** Begins the next cell. */
    void begin() {
        clear();
        clearAtNext = false;
    }

    private void clear() {
        outputs = new JsonArray();
        printed.setLength(0);
    }

    /** The outputs of the current cell, as nbformat writes them. */
    JsonArray outputs() {
        if (!printed.isEmpty()) {
            last().add("text", lines(printed.toString()));
        }
        return outputs;
    }

    /** Takes one message of the current cell. */
    void take(JupyterMessage message) {
        var content = message.content();
        switch (message.type()) {
            case "stream" -> stream(content);
            case "display_data", "execute_result" -> add(output(message.type(), content), content);
            case "update_display_data" -> update(content);
            case "error" -> {
                var error = new JsonObject();
                error.addProperty("output_type", "error");
                for (var part : List.of("ename", "evalue", "traceback")) {
                    error.add(part, content.get(part));
                }
                add(error, content);
            }
            case "clear_output" -> {
                if (content.get("wait").getAsBoolean()) {
                    clearAtNext = true;
                } else {
                    clear();
                }
            }
            default -> {} // status and the echo of the input are not outputs
        }
    }

    /** Consecutive texts of one stream are one output. */
    private void stream(JsonObject content) {
        var name = content.get("name").getAsString();
        var text = content.get("text").getAsString();
        if (!outputs.isEmpty() && !clearAtNext) {
            var last = last();
            if (last.get("output_type").getAsString().equals("stream")
                    && last.get("name").getAsString().equals(name)) {
                printed.append(text);
                return;
            }
        }
        var stream = new JsonObject();
        stream.addProperty("output_type", "stream");
        stream.addProperty("name", name);
        stream.add("text", lines(text));
        add(stream, content);
        printed.append(text);
    }

    private JsonObject last() {
        return outputs.get(outputs.size() - 1).getAsJsonObject();
    }

    private void add(JsonObject output, JsonObject content) {
        if (clearAtNext) {
            clear();
            clearAtNext = false;
        }
        outputs().add(output);
        printed.setLength(0);
        var id = displayId(content);
        if (!id.isEmpty()) {
            displays.computeIfAbsent(id, key -> new ArrayList<>()).add(output);
        }
    }

    private void update(JsonObject content) {
        var fresh = output("display_data", content);
        for (var output : displays.getOrDefault(displayId(content), List.of())) {
            output.add("data", fresh.get("data"));
            output.add("metadata", fresh.get("metadata"));
        }
    }

    private static String displayId(JsonObject content) {
        if (!content.has("transient") || !content.getAsJsonObject("transient").has("display_id")) {
            return "";
        }
        return content.getAsJsonObject("transient").get("display_id").getAsString();
    }

    private static JsonObject output(String type, JsonObject content) {
        var output = new JsonObject();
        output.addProperty("output_type", type);
        if (type.equals("execute_result")) {
            output.add("execution_count", content.get("execution_count"));
        }
        var data = new JsonObject();
        content.getAsJsonObject("data").entrySet().forEach(entry -> {
            var value = entry.getValue();
            boolean text = value.isJsonPrimitive() && !entry.getKey().matches("image/(?!svg).*");
            data.add(entry.getKey(), text ? lines(value.getAsString()) : value);
        });
        output.add("data", data);
        output.add("metadata", content.has("metadata") ? content.get("metadata") : new JsonObject());
        return output;
    }

    /** A text as nbformat keeps it: a list of lines, each with its end. */
    static JsonArray lines(String text) {
        var lines = new JsonArray();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from) + 1;
            end = end == 0 ? text.length() : end;
            lines.add(text.substring(from, end));
            from = end;
        }
        return lines;
    }

    static String joined(JsonArray lines) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }
}
