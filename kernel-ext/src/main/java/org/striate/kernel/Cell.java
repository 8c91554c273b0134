package org.striate.kernel;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.striate.core.Illustrator;
import org.striate.core.Showable;
import org.striate.kernel.cells.Session;

/** What every cell can call without an import. */
public final class Cell {

    /** Ends the id of a value with a picture above it, whose own id is longer by as much again. */
    private static final String PICTURE = "-picture";

    private static volatile CellOutput output;
    private static volatile Input input;
    private static volatile Session session;

    private Cell() {}

    static void connect(CellOutput output, Input input, Session session) {
        Cell.output = output;
        Cell.input = input;
        Cell.session = session;
    }

    /**
     * Shows a value under the cell, a result with its picture above.
     *
     * @return an id for {@link #updateDisplay}
     */
    public static String display(Object value) {
        var picture = pictureOf(value);
        var id = UUID.randomUUID() + (picture.isPresent() ? PICTURE : "");
        picture.ifPresent(above -> publish("display_data", id + PICTURE, above));
        publish("display_data", id, Mime.bundle(value));
        return id;
    }

    /**
     * Shows a value in the given forms. A text is taken as what it is said to be: {@code display("<b>bold</b>",
     * "text/html")}.
     *
     * @param types such as {@code text/html}, {@code text/markdown} or {@code image/svg+xml}
     * @return an id for {@link #updateDisplay}
     */
    public static String display(Object value, String... types) {
        var id = UUID.randomUUID().toString();
        publish("display_data", id, Mime.bundle(render(value, types)));
        return id;
    }

    /** Shows another value in the place of one shown before; its picture in the place of that one's, if there was one. */
    public static void updateDisplay(String id, Object value) {
        updatePicture(id, pictureOf(value));
        publish("update_display_data", id, Mime.bundle(value));
    }

    /** Shows another value, in the given forms and without a picture, in the place of one shown before. */
    public static void updateDisplay(String id, Object value, String... types) {
        updatePicture(id, Optional.empty());
        publish("update_display_data", id, Mime.bundle(render(value, types)));
    }

    /** The forms that a value is shown in, as a value that can be shown. */
    public static Rendered render(Object value, String... types) {
        return new Rendered(Mime.forms(value, List.of(types)));
    }

    /** Prints as {@link java.io.PrintStream#printf} does. */
    public static void printf(String format, Object... values) {
        System.out.printf(format, values);
    }

    /** Removes what the cell has shown so far. */
    public static void clearOutput() {
        clearOutput(false);
    }

    /**
     * Removes what the cell has shown so far.
     *
     * @param wait whether it stays until there is something new, so that nothing flickers
     */
    public static void clearOutput(boolean wait) {
        var content = new JsonObject();
        content.addProperty("wait", wait);
        CellOutput.current().ifPresent(request -> output.publish(request, "clear_output", content));
    }

    /** Asks the user for a line. */
    public static String input(String prompt) {
        return input.ask(prompt, false);
    }

    /** Asks the user for a line. */
    public static String input() {
        return input("");
    }

    /** Asks the user for a line that is not shown while it is typed. */
    public static String password(String prompt) {
        return input.ask(prompt, true);
    }

    /** Evaluates Java, or magics, as a cell would. */
    public static Object eval(String code) {
        return session.eval(code);
    }

    /** Runs a line magic. */
    @SuppressWarnings("unchecked") // the caller knows what the magic gives
    public static <T> T lineMagic(String name, List<String> arguments) {
        return (T) session.lineMagic(name, arguments);
    }

    /** Runs a cell magic. */
    @SuppressWarnings("unchecked") // the caller knows what the magic gives
    public static <T> T cellMagic(String name, List<String> arguments, String body) {
        return (T) session.cellMagic(name, arguments, body);
    }

    /** What a line that starts with a per cent sign becomes. */
    public static Object magic(String name, String arguments) {
        return session.lineMagic(name, arguments);
    }

    /** Where the calling thread's cell shows progress, for other threads too. */
    static ProgressBars.Place place() {
        var request = CellOutput.current();
        return (id, forms, again) ->
                publish(request, again ? "update_display_data" : "display_data", id, Mime.json(forms));
    }

    /** Shows the picture of a result, if it has one; its table is shown below. */
    static void picture(Object value) {
        pictureOf(value)
                .ifPresent(picture -> publish("display_data", UUID.randomUUID().toString(), picture));
    }

    private static Optional<JsonObject> pictureOf(Object value) {
        return value instanceof Showable showable ? Illustrator.of(showable).map(Mime::bundle) : Optional.empty();
    }

    private static void updatePicture(String id, Optional<JsonObject> picture) {
        if (id.endsWith(PICTURE)) {
            publish("update_display_data", id + PICTURE, picture.orElseGet(() -> Mime.bundle("")));
        }
    }

    private static void publish(String type, String id, JsonObject bundle) {
        publish(CellOutput.current(), type, id, bundle);
    }

    private static void publish(Optional<JupyterMessage> request, String type, String id, JsonObject bundle) {
        if (request.isEmpty() || request.get().flag("silent", false)) {
            return; // a thread that no cell started, or a cell that shows nothing
        }
        var content = new JsonObject();
        content.add("data", bundle);
        content.add("metadata", Mime.metadata(bundle));
        var transients = new JsonObject();
        transients.addProperty("display_id", id);
        content.add("transient", transients);
        output.publish(request.get(), type, content);
    }
}
