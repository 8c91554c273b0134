package org.striate.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import org.striate.core.BadInput;

/**
 * The words behind a magic's name, and what every magic takes.
 *
 * @param words the magic's own
 * @param name what {@code --as} gives to the value
 * @param help whether {@code --help} is asked for
 * @param showJava whether {@code --show-java} is asked for
 */
public record MagicLine(List<String> words, Optional<String> name, boolean help, boolean showJava) {

    /** The options of every magic. */
    static final List<String> OPTIONS = List.of("--as", "--help", "--show-java");

    /**
     * Takes out what every magic takes.
     *
     * @param magic the magic's name
     * @throws BadInput if the name is none of Java's
     */
    public static MagicLine of(String magic, List<String> all) {
        var words = new ArrayList<>(all);
        boolean help = words.removeIf("--help"::equals);
        boolean showJava = words.removeIf("--show-java"::equals);
        Optional<String> name = Optional.empty();
        for (int i = 0; i < words.size() && name.isEmpty(); i++) {
            if (words.get(i).startsWith("--as=")) {
                name = Optional.of(words.remove(i).substring("--as=".length()));
            } else if (words.get(i).equals("--as")) {
                words.remove(i);
                name = Optional.of(i < words.size() ? words.remove(i) : "");
            }
        }
        name.filter(each -> !help).ifPresent(each -> requireName(magic, each, words));
        return new MagicLine(List.copyOf(words), name, help, showJava);
    }

    private static void requireName(String magic, String name, List<String> others) {
        if (others.stream().anyMatch(word -> word.equals("--as") || word.startsWith("--as="))) {
            throw BadInput.of("--as", "given twice", "one", "%" + magic + " ... --as result");
        }
        if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
            throw BadInput.of(
                    "--as",
                    name.isEmpty() ? "no name" : "\"" + name + "\"",
                    "the name of a variable",
                    "%" + magic + " ... --as result");
        }
    }
}
