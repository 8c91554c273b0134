package org.striate.kernel;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.UUID;

/** What every cell can call without an import. */
public final class Cell {

    private static volatile CellOutput output;
    private static volatile MagicLines magics;

    private Cell() {}

    static void connect(CellOutput output, MagicLines magics) {
        Cell.output = output;
        Cell.magics = magics;
    }

    /**
     * Shows a value under the cell.
     *
     * @return an id for {@link #updateDisplay}
     */
    public static String display(Object value) {
        var id = UUID.randomUUID().toString();
        publish("display_data", id, Mime.bundle(value));
        return id;
    }

    /**
     * Shows a text as what it is: {@code display("<b>bold</b>", "text/html")}.
     *
     * @param type such as {@code text/html}, {@code text/markdown} or {@code image/svg+xml}
     * @return an id for {@link #updateDisplay}
     */
    public static String display(String text, String type) {
        var id = UUID.randomUUID().toString();
        publish("display_data", id, Mime.json(Map.of("text/plain", text, type, text)));
        return id;
    }

    /** Shows another value in the place of one shown before. */
    public static void updateDisplay(String id, Object value) {
        publish("update_display_data", id, Mime.bundle(value));
    }

    static void publish(String type, String id, JsonObject bundle) {
        var request = CellOutput.current();
        if (request == null) {
            return; // a thread that no cell started
        }
        var content = new JsonObject();
        content.add("data", bundle);
        content.add("metadata", new JsonObject());
        var transients = new JsonObject();
        transients.addProperty("display_id", id);
        content.add("transient", transients);
        output.publish(request, type, content);
    }

    /** What a line that starts with a per cent sign becomes. */
    public static Object magic(String name, String arguments) {
        return magics.run(name, arguments);
    }
}
