package org.striate.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.striate.core.BadInput;
import org.striate.core.Showable;

/** Values in the forms that a front end can show. */
final class Mime {

    private static final int MOST_ELEMENTS = 20;

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

    private static JsonElement json(String type, Object content) {
        if (type.endsWith("json") && content instanceof String text) {
            return JsonParser.parseString(text); // the protocol wants it as it is, and not as a text
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
            forms.put("image/png", png(image));
        }
        forms.putAll(IJavaForms.of(value, types));
        return forms;
    }

    private static String text(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return String.valueOf(value);
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
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
