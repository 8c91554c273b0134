package org.striate.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.DisplayDataRenderable;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.common.Image;
import io.github.spencerpark.jupyter.kernel.display.common.Text;
import io.github.spencerpark.jupyter.kernel.display.common.Url;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forms that a notebook written for IJava has registered for its types, or that its values bring themselves. */
public final class IJavaForms {

    /** No cell pays for what no notebook asks for. */
    private static volatile boolean asked;

    private IJavaForms() {}

    private static final class Holder {

        private static final Renderer RENDERER = new Renderer();

        static {
            Image.registerAll(RENDERER);
            Url.registerAll(RENDERER);
            Text.registerAll(RENDERER);
        }
    }

    /** Where a notebook registers forms. */
    public static Renderer renderer() {
        asked = true;
        return Holder.RENDERER;
    }

    /**
     * The forms of a value besides those that every value has.
     *
     * @param types what is wanted; empty for what the value is best shown as
     * @return MIME type to content; empty where nothing is registered
     */
    static Map<String, Object> of(Object value, List<String> types) {
        if (value == null || !asked && !(value instanceof DisplayData) && !(value instanceof DisplayDataRenderable)) {
            return Map.of();
        }
        var data = value instanceof DisplayData ready
                ? ready
                : types.isEmpty()
                        ? Holder.RENDERER.render(value)
                        : Holder.RENDERER.renderAs(value, types.toArray(String[]::new));
        var forms = new LinkedHashMap<String, Object>();
        // As IJava sends it: the library gives its content in no other way.
        new Gson()
                .toJsonTree(data)
                .getAsJsonObject()
                .getAsJsonObject("data")
                .asMap()
                .forEach((type, content) -> forms.put(type, text(content)));
        forms.remove("text/plain", String.valueOf(value)); // the library's last resort
        forms.remove("image/png", ""); // a picture of a kind that the library cannot write
        return forms;
    }

    private static String text(JsonElement content) {
        return content.isJsonPrimitive() ? content.getAsString() : content.toString();
    }
}
