package org.striate.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Set;
import org.striate.kernel.cells.Editor;

/** Answers what needs no cell to run: completion, inspection, history. It does so while a cell runs. */
final class Desk {

    private static final Map<String, String> INDENTED = Map.of("incomplete", "    ");

    private final Sockets sockets;
    private final History history;
    private final Editor editor;

    Desk(Sockets sockets, History history, Editor editor) {
        this.sockets = sockets;
        this.history = history;
        this.editor = editor;
    }

    private static final Set<String> REQUESTS = Set.of(
            "complete_request", "inspect_request", "is_complete_request", "history_request", "comm_info_request");

    static boolean answers(String type) {
        return REQUESTS.contains(type);
    }

    void handle(JupyterMessage request) {
        var reply = switch (request.type()) {
            case "complete_request" -> complete(request);
            case "inspect_request" -> inspect(request);
            case "is_complete_request" -> isComplete(request);
            case "history_request" -> {
                var found = Reply.ok();
                found.add("history", history.find(request.content()));
                yield found;
            }
            default -> {
                var comms = Reply.ok();
                comms.add("comms", Comm.info(request.text("target_name", "")));
                yield comms;
            }
        };
        sockets.replyOnShell(request, request.type().replace("_request", "_reply"), reply);
    }

    private JsonObject complete(JupyterMessage request) {
        var code = request.text("code", "");
        int cursor = cursor(request, code);
        var completions = editor.complete(code, cursor);
        int from = code.codePointCount(0, completions.from());
        int to = code.codePointCount(0, cursor);
        var matches = new JsonArray();
        var types = new JsonArray();
        for (var each : completions.found()) {
            matches.add(each.text());
            var type = new JsonObject();
            type.addProperty("start", from);
            type.addProperty("end", to);
            type.addProperty("text", each.text());
            type.addProperty("type", each.type());
            types.add(type);
        }
        var metadata = new JsonObject();
        metadata.add("_jupyter_types_experimental", types);
        var reply = Reply.ok();
        reply.add("matches", matches);
        reply.addProperty("cursor_start", from);
        reply.addProperty("cursor_end", to);
        reply.add("metadata", metadata);
        return reply;
    }

    private JsonObject inspect(JupyterMessage request) {
        var code = request.text("code", "");
        var lines = editor.inspect(code, cursor(request, code));
        var reply = Reply.ok();
        reply.addProperty("found", !lines.isEmpty());
        var data = new JsonObject();
        if (!lines.isEmpty()) {
            data.addProperty("text/plain", String.join("\n", lines));
        }
        reply.add("data", data);
        reply.add("metadata", new JsonObject());
        return reply;
    }

    private JsonObject isComplete(JupyterMessage request) {
        var status = editor.completeness(request.text("code", ""));
        var reply = Reply.status(status);
        if (INDENTED.containsKey(status)) {
            reply.addProperty("indent", INDENTED.get(status));
        }
        return reply;
    }

    /** Jupyter counts code points, Java counts UTF-16 units. */
    private static int cursor(JupyterMessage request, String code) {
        var content = request.content();
        boolean given = content.has("cursor_pos") && content.get("cursor_pos").isJsonPrimitive();
        int all = code.codePointCount(0, code.length());
        int points = given ? content.get("cursor_pos").getAsInt() : all;
        return code.offsetByCodePoints(0, Math.max(0, Math.min(points, all)));
    }
}
