package org.striate.kernel;

import java.util.Map;
import org.striate.core.Showable;

/**
 * A value in the forms that it is shown in.
 *
 * @param toMime MIME type to content; text as {@link String}, pictures as {@code byte[]}
 */
public record Rendered(Map<String, Object> toMime) implements Showable {

    @Override
    public String toHtml() {
        return String.valueOf(toMime.getOrDefault("text/html", toString()));
    }

    @Override
    public String toString() {
        return String.valueOf(toMime.getOrDefault("text/plain", toMime.keySet()));
    }
}
