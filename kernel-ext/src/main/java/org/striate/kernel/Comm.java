package org.striate.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.ToNumberPolicy;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.striate.core.BadInput;

/**
 * A line to a part of the front end, such as a widget. Either side opens it: the kernel by {@link #open}, the front end by
 * the name of a target that a cell has given a handler with {@link #target}. Data are what JSON can hold: maps, lists, texts,
 * finite numbers, truth values and nulls; whole numbers arrive as {@code Long}, others as {@code Double}.
 */
public final class Comm {

    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();
    private static final Map<String, Consumer<Comm>> TARGETS = new ConcurrentHashMap<>();
    private static final Map<String, Comm> OPEN = new ConcurrentHashMap<>();
    private static volatile CellOutput output;

    private final String id;
    private final String target;
    private volatile Map<String, Object> data;
    private volatile Consumer<Map<String, Object>> onMessage = message -> {};
    private volatile Consumer<Map<String, Object>> onClose = message -> {};

    private Comm(String id, String target, Map<String, Object> data) {
        this.id = id;
        this.target = target;
        this.data = data;
    }

    static void connect(CellOutput output) {
        Comm.output = output;
    }

    /** What to do when the front end opens a comm of this name. */
    public static void target(String name, Consumer<Comm> opened) {
        TARGETS.put(name, opened);
    }

    /** Opens a comm from here. */
    public static Comm open(String target, Map<String, Object> data) {
        var comm = new Comm(UUID.randomUUID().toString(), target, data);
        comm.publish("comm_open", data);
        OPEN.put(comm.id, comm);
        return comm;
    }

    public String id() {
        return id;
    }

    /** What came with the opening. */
    public Map<String, Object> data() {
        return data;
    }

    /** Sends data to the other side. */
    public void send(Map<String, Object> message) {
        publish("comm_msg", message);
    }

    /** What to do with data from the other side. */
    public Comm onMessage(Consumer<Map<String, Object>> handler) {
        onMessage = handler;
        return this;
    }

    /** What to do when the other side closes. */
    public Comm onClose(Consumer<Map<String, Object>> handler) {
        onClose = handler;
        return this;
    }

    /** Ends the line. */
    public void close() {
        OPEN.remove(id);
        publish("comm_close", Map.of());
    }

    private void publish(String type, Map<String, Object> message) {
        var content = new JsonObject();
        content.addProperty("comm_id", id);
        if (type.equals("comm_open")) {
            content.addProperty("target_name", target);
        }
        content.add("data", json(message));
        CellOutput.current().ifPresent(request -> output.publish(request, type, content));
    }

    private JsonElement json(Map<String, Object> message) {
        try {
            return GSON.toJsonTree(message);
        } catch (IllegalArgumentException e) { // a number that is not finite
            throw BadInput.of(
                    "comm " + target,
                    e.getMessage().replaceFirst(" as per JSON.*", ""),
                    "finite numbers",
                    "Send null or a text in its place");
        }
    }

    /** Handles what the front end sends; runs on the cells' thread. */
    static void receive(JupyterMessage request) {
        var id = request.text("comm_id", "");
        var message = map(request.content().get("data"));
        var open = OPEN.get(id);
        switch (request.type()) {
            case "comm_open" -> {
                var comm = new Comm(id, request.text("target_name", ""), message);
                var opened = TARGETS.get(comm.target);
                if (opened == null) { // the protocol's answer where nobody takes part
                    comm.close();
                } else {
                    OPEN.put(id, comm);
                    opened.accept(comm);
                }
            }
            case "comm_msg" -> {
                if (open != null) {
                    open.onMessage.accept(message);
                }
            }
            default -> {
                if (open != null) {
                    OPEN.remove(id);
                    open.onClose.accept(message);
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // JSON objects become maps with texts as keys
    private static Map<String, Object> map(JsonElement json) {
        return json == null || !json.isJsonObject() ? Map.of() : GSON.fromJson(json, Map.class);
    }

    /** The open comms, of one target or of all. */
    static JsonObject info(String target) {
        var comms = new JsonObject();
        OPEN.values().stream()
                .filter(comm -> target.isEmpty() || comm.target.equals(target))
                .forEach(comm -> {
                    var entry = new JsonObject();
                    entry.addProperty("target_name", comm.target);
                    comms.add(comm.id, entry);
                });
        return comms;
    }

    @Override
    public String toString() {
        return "Comm " + target + ", " + (OPEN.containsKey(id) ? "open" : "closed");
    }
}
