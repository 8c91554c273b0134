package org.striate.magics;

import java.util.List;
import java.util.Optional;

/** A magic that is nothing but a short way to write Java: what it shows as Java is what is run. */
public interface JavaMagic extends Magic {

    /**
     * The Java for a line.
     *
     * @param words behind the name, without {@code --as}, {@code --show-java} and {@code --help}
     * @throws org.striate.core.BadInput if a word is wrong
     */
    JavaCall java(List<String> words, Variables variables);

    /** Lines to try, each beginning with the per cent sign; those of all magics in order are one session. */
    List<String> examples();

    @Override
    default Object run(List<String> words, Variables variables) {
        Object last = null;
        for (var snippet : java(words, variables).snippets(Optional.empty())) {
            last = variables.evaluate(snippet);
        }
        return last;
    }
}
