package org.striate.kernel;

import com.google.gson.JsonObject;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.striate.core.Showable;

/** Values in the forms that a front end can show. */
final class Mime {

    private static final int MOST_ELEMENTS = 20;

    private Mime() {}

    /** MIME type to content, pictures in base64. If a value fails to show itself, its text says so. */
    static JsonObject bundle(Object value) {
        try {
            return json(forms(value));
        } catch (RuntimeException | LinkageError e) {
            System.err.println(value.getClass().getSimpleName() + " could not be shown: " + e);
            return json(Map.of("text/plain", value.getClass().getName() + " (could not be shown)"));
        }
    }

    static JsonObject json(Map<String, Object> forms) {
        var bundle = new JsonObject();
        forms.forEach((type, content) -> bundle.addProperty(
                type,
                content instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : content.toString()));
        return bundle;
    }

    private static Map<String, Object> forms(Object value) {
        if (value instanceof Showable showable) {
            return showable.toMime();
        }
        var forms = new LinkedHashMap<String, Object>();
        forms.put("text/plain", text(value));
        if (value instanceof RenderedImage image) {
            forms.put("image/png", png(image));
        }
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
