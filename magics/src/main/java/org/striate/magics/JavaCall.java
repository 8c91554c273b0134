package org.striate.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Java that a magic stands for, as a cell would have it.
 *
 * @param before statements and declarations that come first
 * @param value an expression
 */
public record JavaCall(List<String> before, String value) {

    public JavaCall {
        before = List.copyOf(before);
    }

    static JavaCall of(Object value) {
        return new JavaCall(List.of(), value.toString());
    }

    JavaCall after(String statement) {
        return new JavaCall(List.of(statement), value);
    }

    /**
     * One snippet after the other.
     *
     * @param declaration what is given the value, such as {@code var scores = }
     */
    public List<String> snippets(Optional<String> declaration) {
        var snippets = new ArrayList<>(before);
        snippets.add(declaration.map(to -> to + value + ";").orElse(value));
        return snippets;
    }
}
