package org.striate.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.striate.core.Progress;
import org.striate.magics.Magic;

/** Answers the requests of Jupyter's clients. */
final class Kernel {

    private final Sockets sockets;
    private final CellOutput output;
    private final Thread shellThread;
    private final BlockingQueue<JupyterMessage> requests = new LinkedBlockingQueue<>();
    private final History history = new History();
    private Evaluator evaluator;
    private int count;

    Kernel(Sockets sockets, List<Magic> magics) {
        this.sockets = sockets;
        this.output = new CellOutput(sockets);
        this.shellThread = new Thread(() -> handleAll(magics), "shell");
        shellThread.setDaemon(true);
    }

    /** Serves until a client asks for the end. */
    void serve() {
        output.capture();
        Progress.showOn(new ProgressBars());
        shellThread.start();
        sockets.serve(this::receive, this::control);
    }

    /** Kernel information is had at once: clients wait for it, and JShell is still warming up. */
    private void receive(JupyterMessage request) {
        if (request.type().equals("kernel_info_request")) {
            answer(request, () -> sockets.replyOnShell(request, "kernel_info_reply", KernelInfo.reply()));
        } else {
            requests.add(request);
        }
    }

    private void control(JupyterMessage request) {
        switch (request.type()) {
            case "interrupt_request" ->
                answer(request, () -> {
                    interrupt();
                    sockets.replyOnControl(request, "interrupt_reply", ok());
                });
            case "shutdown_request" ->
                answer(request, () -> {
                    interrupt();
                    var content = ok();
                    content.add("restart", request.content().get("restart"));
                    sockets.publish(request, "shutdown_reply", content);
                    sockets.replyOnControl(request, "shutdown_reply", content);
                    sockets.close();
                });
            case "kernel_info_request" ->
                answer(request, () -> sockets.replyOnControl(request, "kernel_info_reply", KernelInfo.reply()));
            default -> answer(request, () -> {});
        }
    }

    private void interrupt() {
        var running = evaluator;
        if (running != null) {
            running.interrupt();
        }
    }

    private void answer(JupyterMessage request, Runnable reply) {
        status(request, "busy");
        reply.run();
        status(request, "idle");
    }

    private void status(JupyterMessage request, String state) {
        var content = new JsonObject();
        content.addProperty("execution_state", state);
        output.publish(request, "status", content);
    }

    private static JsonObject ok() {
        var content = new JsonObject();
        content.addProperty("status", "ok");
        return content;
    }

    private void handleAll(List<Magic> magics) {
        evaluator = new Evaluator(magics);
        Cell.connect(output, evaluator.magics());
        try {
            while (true) {
                var request = requests.take();
                status(request, "busy");
                try {
                    handle(request);
                } catch (RuntimeException | Error e) { // whatever it is, the next request is served
                    var type = request.type().replace("_request", "_reply");
                    sockets.replyOnShell(request, type, error(e.getClass().getSimpleName(), e.toString(), List.of()));
                }
                status(request, "idle");
            }
        } catch (InterruptedException e) {
            evaluator.close();
        }
    }

    private void handle(JupyterMessage request) {
        var content = request.content();
        switch (request.type()) {
            case "execute_request" -> execute(request);
            case "complete_request" -> {
                var completions = evaluator.complete(content.get("code").getAsString(), cursor(content));
                var reply = ok();
                reply.add("matches", array(completions.texts()));
                reply.addProperty("cursor_start", codePoints(content, completions.from()));
                reply.add("cursor_end", content.get("cursor_pos"));
                reply.add("metadata", new JsonObject());
                sockets.replyOnShell(request, "complete_reply", reply);
            }
            case "inspect_request" -> {
                var lines = evaluator.inspect(content.get("code").getAsString(), cursor(content));
                var reply = ok();
                reply.addProperty("found", !lines.isEmpty());
                var data = new JsonObject();
                if (!lines.isEmpty()) {
                    data.addProperty("text/plain", String.join("\n", lines));
                }
                reply.add("data", data);
                reply.add("metadata", new JsonObject());
                sockets.replyOnShell(request, "inspect_reply", reply);
            }
            case "is_complete_request" -> {
                var reply = new JsonObject();
                reply.addProperty(
                        "status", evaluator.completeness(content.get("code").getAsString()));
                reply.addProperty("indent", "    ");
                sockets.replyOnShell(request, "is_complete_reply", reply);
            }
            case "history_request" -> {
                var reply = ok();
                reply.add("history", history.find(content));
                sockets.replyOnShell(request, "history_reply", reply);
            }
            case "comm_info_request" -> {
                var reply = ok();
                reply.add("comms", new JsonObject());
                sockets.replyOnShell(request, "comm_info_reply", reply);
            }
            case "comm_open" -> { // nobody here takes part in comms: the protocol's answer is to close
                var reply = new JsonObject();
                reply.add("comm_id", content.get("comm_id"));
                reply.add("data", new JsonObject());
                output.publish(request, "comm_close", reply);
            }
            case "shutdown_request" -> {
                var reply = ok();
                reply.add("restart", content.get("restart"));
                sockets.publish(request, "shutdown_reply", reply);
                sockets.replyOnShell(request, "shutdown_reply", reply);
                sockets.close();
            }
            default -> {} // an unknown request is not answered, as the protocol says
        }
    }

    private void execute(JupyterMessage request) {
        var content = request.content();
        var code = content.get("code").getAsString();
        boolean silent = flag(content, "silent", false);
        boolean store = flag(content, "store_history", true) && !silent;
        if (store) {
            count++;
            history.add(code);
        }
        if (!silent) {
            var input = new JsonObject();
            input.addProperty("code", code);
            input.addProperty("execution_count", count);
            output.publish(request, "execute_input", input);
        }
        CellOutput.enter(request);
        try {
            var value = evaluator.evaluate(code, count);
            if (value.isPresent() && !silent) {
                var result = new JsonObject();
                result.addProperty("execution_count", count);
                result.add("data", Mime.bundle(value.get()));
                result.add("metadata", new JsonObject());
                output.publish(request, "execute_result", result);
            }
            output.flush();
            var reply = ok();
            reply.addProperty("execution_count", count);
            reply.add("user_expressions", expressions(content));
            reply.add("payload", new JsonArray());
            sockets.replyOnShell(request, "execute_reply", reply);
        } catch (CellFailure failure) {
            var error = error(failure.name(), failure.getMessage(), failure.traceback());
            if (!silent) {
                output.publish(request, "error", error);
            }
            output.flush();
            error.addProperty("execution_count", count);
            sockets.replyOnShell(request, "execute_reply", error);
            if (flag(content, "stop_on_error", true)) {
                abortQueued();
            }
        }
    }

    /** Cells that wait behind one that failed are not run. */
    private void abortQueued() {
        var waiting = new ArrayList<JupyterMessage>();
        requests.drainTo(waiting);
        for (var request : waiting) {
            if (request.type().equals("execute_request")) {
                answer(request, () -> {
                    var reply = new JsonObject();
                    reply.addProperty("status", "aborted");
                    reply.addProperty("execution_count", count);
                    sockets.replyOnShell(request, "execute_reply", reply);
                });
            } else {
                requests.add(request);
            }
        }
    }

    private JsonObject expressions(JsonObject content) {
        var results = new JsonObject();
        if (content.has("user_expressions") && content.get("user_expressions").isJsonObject()) {
            content.getAsJsonObject("user_expressions").entrySet().forEach(entry -> {
                var value = evaluator.value(entry.getValue().getAsString());
                var result = value.isPresent()
                        ? ok()
                        : error("Undefined", entry.getValue().getAsString(), List.of());
                value.ifPresent(v -> {
                    result.add("data", Mime.bundle(v));
                    result.add("metadata", new JsonObject());
                });
                results.add(entry.getKey(), result);
            });
        }
        return results;
    }

    private static JsonObject error(String name, String value, List<String> traceback) {
        var content = new JsonObject();
        content.addProperty("status", "error");
        content.addProperty("ename", name);
        content.addProperty("evalue", value);
        content.add("traceback", array(traceback));
        return content;
    }

    private static boolean flag(JsonObject content, String name, boolean otherwise) {
        return content.has(name) && content.get(name).isJsonPrimitive()
                ? content.get(name).getAsBoolean()
                : otherwise;
    }

    /** Jupyter counts code points, Java counts UTF-16 units. */
    private static int cursor(JsonObject content) {
        var code = content.get("code").getAsString();
        int points = content.has("cursor_pos") ? content.get("cursor_pos").getAsInt() : code.length();
        return code.offsetByCodePoints(0, Math.max(0, Math.min(points, code.codePointCount(0, code.length()))));
    }

    private static int codePoints(JsonObject content, int units) {
        return content.get("code").getAsString().codePointCount(0, units);
    }

    private static JsonArray array(List<String> texts) {
        var array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
