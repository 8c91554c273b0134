package org.striate.kernel;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One message of Jupyter's protocol, version 5.3.
 *
 * @param identities who it goes to, or came from
 * @param parent header of the message that this one answers; empty where none
 */
public record JupyterMessage(
        List<byte[]> identities, JsonObject header, JsonObject parent, JsonObject metadata, JsonObject content) {

    static final String PROTOCOL = "5.3";
    /** This process's own, as the protocol wants it: a client knows a restart by it. */
    private static final String SESSION = UUID.randomUUID().toString();

    /** A message that answers nothing, such as a client's request. */
    public static JupyterMessage of(String type, String session, JsonObject content) {
        return new JupyterMessage(List.of(), header(type, session), new JsonObject(), new JsonObject(), content);
    }

    private static JsonObject header(String type, String session) {
        var header = new JsonObject();
        header.addProperty("msg_id", UUID.randomUUID().toString());
        header.addProperty("session", session);
        header.addProperty("username", "striate");
        header.addProperty("date", Instant.now().toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", PROTOCOL);
        return header;
    }

    /** A message that answers nothing, from this kernel. */
    static JupyterMessage own(String type, JsonObject content) {
        return of(type, SESSION, content);
    }

    /** An answer to this message, to the same identities. */
    JupyterMessage answer(String type, JsonObject content) {
        return new JupyterMessage(identities, header(type, SESSION), header, new JsonObject(), content);
    }

    /** Whether it has what every message must have. */
    boolean isWhole() {
        return isText("msg_type") && isText("msg_id");
    }

    private boolean isText(String name) {
        return header.has(name)
                && header.get(name).isJsonPrimitive()
                && header.get(name).getAsJsonPrimitive().isString();
    }

    /** A text of the content; the other one where there is none. */
    String text(String name, String otherwise) {
        return content.has(name) && content.get(name).isJsonPrimitive()
                ? content.get(name).getAsString()
                : otherwise;
    }

    /** A yes or no of the content; the other one where there is none. */
    boolean flag(String name, boolean otherwise) {
        return content.has(name) && content.get(name).isJsonPrimitive()
                ? content.get(name).getAsBoolean()
                : otherwise;
    }

    public String type() {
        return header.get("msg_type").getAsString();
    }

    /** The id of the message that this one answers; empty where none. */
    public String parentId() {
        return parent.has("msg_id") && parent.get("msg_id").isJsonPrimitive()
                ? parent.get("msg_id").getAsString()
                : "";
    }

    public String id() {
        return header.get("msg_id").getAsString();
    }
}
