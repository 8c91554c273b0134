package org.striate.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.BufferUnderflowException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.striate.core.BadInput;
import org.striate.core.Showable;

/** Values in the forms that a front end can show. */
final class Mime {

    private static final int MOST_ELEMENTS = 20;
    private static final int MOST_OF_TEXT = 60;
    private static final String PNG = "image/png";
    private static final Pattern FIGURE = Pattern.compile("(?s)(?:so far: )?Figure: (.*)");

    private Mime() {}

    /** MIME type to content, pictures in base64. */
    static JsonObject bundle(Object value) {
        return json(forms(value, List.of()));
    }

    /** The forms with these types alone; a text is taken as what it is said to be. */
    static Map<String, Object> forms(Object value, List<String> types) {
        var all = all(value, types);
        if (types.isEmpty()) {
            return all;
        }
        var chosen = new LinkedHashMap<String, Object>();
        chosen.put("text/plain", all.getOrDefault("text/plain", ""));
        for (var type : types) {
            var form = value instanceof CharSequence ? value.toString() : all.get(type);
            if (form == null) {
                throw BadInput.of("render", "no " + type, "one of " + all.keySet(), "display(value)");
            }
            chosen.put(type, form);
        }
        return chosen;
    }

    static JsonObject json(Map<String, Object> forms) {
        var bundle = new JsonObject();
        forms.forEach((type, content) -> bundle.add(type, json(type, content)));
        return bundle;
    }

    /** How large a PNG stands on the page, which may have more pixels than that, and a figure's description. */
    static JsonObject metadata(JsonObject bundle) {
        var metadata = new JsonObject();
        if (bundle.has(PNG)) {
            metadata.add(PNG, size(bundle.get(PNG).getAsString()));
            var described = FIGURE.matcher(
                    bundle.has("text/plain") ? bundle.get("text/plain").getAsString() : "");
            if (described.matches()) {
                metadata.getAsJsonObject(PNG).addProperty("alt", described.group(1));
            }
        }
        return metadata;
    }

    private static JsonObject size(String png) {
        var size = new JsonObject();
        try {
            var header = PngHeader.of(Base64.getDecoder().decode(png));
            size.addProperty("width", header.layoutWidth());
            size.addProperty("height", header.layoutHeight());
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return new JsonObject(); // a cell may call anything a PNG; the front end makes of it what it can
        }
        return size;
    }

    private static JsonElement json(String type, Object content) {
        if (type.endsWith("json") && content instanceof String text) {
            try {
                return JsonParser.parseString(text); // the protocol wants it as it is, and not as a text
            } catch (JsonParseException e) {
                var begin = text.length() > MOST_OF_TEXT ? text.substring(0, MOST_OF_TEXT) + "..." : text;
                throw BadInput.of(type, "\"" + begin + "\"", "JSON", "As a text: display(value, \"text/plain\")");
            }
        }
        return new JsonPrimitive(
                content instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : content.toString());
    }

    private static Map<String, Object> all(Object value, List<String> types) {
        if (value instanceof Showable showable) {
            return showable.toMime();
        }
        var forms = new LinkedHashMap<String, Object>();
        forms.put("text/plain", text(value));
        if (value instanceof RenderedImage image) {
            forms.put(PNG, png(image));
        }
        forms.putAll(IJavaForms.of(value, types));
        return forms;
    }

    private static String text(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return String.valueOf((Object) String.valueOf(value)); // a class may say null of itself
        }
        int length = Array.getLength(value);
        var text = new StringBuilder(value.getClass().getComponentType().getSimpleName());
        text.append('[').append(length).append("] {");
        for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
            text.append(i == 0 ? "" : ", ").append(text(Array.get(value, i)));
        }
        return text.append(length > MOST_ELEMENTS ? ", ...}" : "}").toString();
    }

    private static byte[] png(RenderedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) { // a kind of picture that PNG does not know
                ImageIO.write(drawn(image), "png", bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage drawn(RenderedImage image) {
        var colours = image.getColorModel() != null && image.getColorModel().hasAlpha()
                ? BufferedImage.TYPE_INT_ARGB
                : BufferedImage.TYPE_INT_RGB;
        var drawn = new BufferedImage(image.getWidth(), image.getHeight(), colours);
        var pen = drawn.createGraphics();
        pen.drawRenderedImage(image, new AffineTransform());
        pen.dispose();
        return drawn;
    }
}
