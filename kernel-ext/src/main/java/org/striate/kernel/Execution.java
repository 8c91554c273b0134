package org.striate.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.striate.kernel.cells.CellFailure;
import org.striate.kernel.cells.CellThreads;
import org.striate.kernel.cells.Evaluator;

/** Runs the cells that clients send. */
final class Execution {

    /** A cell that only asks what something is: {@code Stimuli.gratings?}. */
    private static final Pattern QUESTION = Pattern.compile("\\s*(%{0,2}[\\w.]+)\\s*\\?\\s*");

    private final Sockets sockets;
    private final CellOutput output;
    private final History history;
    private final Evaluator evaluator;
    private final Runnable abortQueued;
    private volatile int count;

    Execution(Sockets sockets, CellOutput output, History history, Evaluator evaluator, Runnable abortQueued) {
        this.abortQueued = abortQueued;
        this.sockets = sockets;
        this.output = output;
        this.history = history;
        this.evaluator = evaluator;
    }

    int count() {
        return count;
    }

    /** Runs a cell, publishes what it shows, and replies; what fails stops the cells that wait behind it. */
    void execute(JupyterMessage request) {
        var code = request.text("code", "");
        boolean silent = request.flag("silent", false);
        boolean store = request.flag("store_history", true) && !silent;
        count += store ? 1 : 0;
        if (!silent) {
            var input = new JsonObject();
            input.addProperty("code", code);
            input.addProperty("execution_count", count);
            output.publish(request, "execute_input", input);
        }
        CellThreads.enter(request);
        var shown = Optional.<JsonObject>empty();
        JsonObject reply;
        try {
            var payload = new JsonArray();
            shown = value(code, payload);
            reply = Reply.ok();
            reply.add("user_expressions", expressions(request.content()));
            reply.add("payload", payload);
        } catch (CellFailure failure) {
            reply = Reply.error(failure.name(), failure.getMessage(), failure.traceback());
        } catch (RuntimeException | Error e) { // the kernel's own: what waits behind the cell is not run either
            reply = Reply.error(e.getClass().getSimpleName(), e.toString(), List.of(e.toString()));
        }
        output.recapture();
        if (!silent) {
            publish(request, shown, reply);
        }
        output.flush();
        if (store) {
            history.add(count, code, shown.map(data -> plain(data)));
        }
        reply.addProperty("execution_count", count);
        if (reply.get("status").getAsString().equals("error") && request.flag("stop_on_error", true)) {
            abortQueued.run(); // before the client knows, and sends what is not behind it
        }
        sockets.replyOnShell(request, "execute_reply", reply);
    }

    private Optional<JsonObject> value(String code, JsonArray payload) throws CellFailure {
        var question = QUESTION.matcher(code);
        if (!question.matches()) {
            return evaluator.evaluate(code, count, value -> {
                Cell.picture(value);
                return Mime.bundle(value);
            });
        }
        var name = question.group(1);
        var known = evaluator.editor().inspect(name, name.length());
        var data = new JsonObject();
        data.addProperty("text/plain", known.isEmpty() ? "nothing is known of " + name : String.join("\n", known));
        var page = new JsonObject();
        page.addProperty("source", "page");
        page.add("data", data);
        page.addProperty("start", 0);
        payload.add(page);
        return Optional.empty();
    }

    private void publish(JupyterMessage request, Optional<JsonObject> shown, JsonObject reply) {
        if (shown.isPresent()) {
            var result = new JsonObject();
            result.addProperty("execution_count", count);
            result.add("data", shown.get());
            result.add("metadata", Mime.metadata(shown.get()));
            output.publish(request, "execute_result", result);
        }
        if (reply.get("status").getAsString().equals("error")) {
            var error = reply.deepCopy();
            error.remove("status");
            output.publish(request, "error", error);
        }
    }

    private static String plain(JsonObject data) {
        return data.has("text/plain") ? data.get("text/plain").getAsString() : "";
    }

    private JsonObject expressions(JsonObject content) {
        var results = new JsonObject();
        if (content.has("user_expressions") && content.get("user_expressions").isJsonObject()) {
            content.getAsJsonObject("user_expressions").entrySet().forEach(entry -> {
                var expression = entry.getValue().getAsString();
                results.add(entry.getKey(), expression(expression));
            });
        }
        return results;
    }

    private JsonObject expression(String source) {
        try {
            var value = evaluator.evaluate(source, count, Mime::bundle);
            if (value.isEmpty()) {
                return Reply.error("NoValue", source + " has no value", List.of());
            }
            var result = Reply.ok();
            result.add("data", value.get());
            result.add("metadata", Mime.metadata(value.get()));
            return result;
        } catch (CellFailure failure) {
            return Reply.error(failure.name(), failure.getMessage(), failure.traceback());
        }
    }
}
