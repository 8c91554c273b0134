package org.striate.core;

import java.util.LinkedHashMap;
import java.util.Map;

/** A value that can show itself under a notebook cell. */
public interface Showable {

    /** One line, such as {@code Activations layer3: 50 stimuli x 512 units, resnet18}. */
    @Override
    String toString();

    /** A small table or picture of at most ten rows, with its origin below. */
    String toHtml();

    /**
     * The forms a front end may choose from, best last.
     *
     * @return MIME type to content; text as {@link String}, pictures as {@code byte[]}
     */
    default Map<String, Object> toMime() {
        var forms = new LinkedHashMap<String, Object>();
        forms.put("text/plain", toString());
        forms.put("text/html", toHtml());
        return forms;
    }
}
