package org.striate.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.striate.core.BadInput;

/**
 * The Java that a magic stands for, as a cell would have it.
 *
 * @param before statements and declarations that come first
 * @param value an expression
 */
public record JavaCall(List<String> before, String value) {

    /** The name behind a type. */
    private static final Pattern DECLARED = Pattern.compile("(?U)[\\w>\\]]\\s+([\\w$]+)\\s*=\\s*$");

    private static final Pattern TEXT = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");

    public JavaCall {
        before = List.copyOf(before);
    }

    static JavaCall of(Object value) {
        return new JavaCall(List.of(), value.toString());
    }

    private void requireNoInput(String declaration) {
        var declared = DECLARED.matcher(declaration);
        if (declared.find()) {
            var name = declared.group(1);
            var used = Pattern.compile("(?U)(?<![\\w$.])" + Pattern.quote(name) + "(?![\\w$]|\\s*\\()");
            if (used.matcher(TEXT.matcher(value).replaceAll("\"\"")).find()) {
                throw BadInput.of(
                        "name \"" + name + "\"",
                        "is that of an input, which a new variable would hide",
                        "another name",
                        "Such as --as " + name + "2");
            }
        }
    }

    JavaCall after(String statement) {
        return new JavaCall(List.of(statement), value);
    }

    /**
     * One snippet after the other.
     *
     * @param declaration what is given the value, such as {@code var scores = }
     * @throws BadInput if it declares what the value is made of, which Java would then not find
     */
    public List<String> snippets(Optional<String> declaration) {
        declaration.ifPresent(this::requireNoInput);
        var snippets = new ArrayList<>(before);
        snippets.add(declaration.map(to -> to + value + ";").orElse(value));
        return snippets;
    }
}
