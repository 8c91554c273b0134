package org.striate.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Says in one sentence what was wrong with a value, what was expected and how to mend it:
 * {@code <subject>: <what was wrong>; expected <what>. <mend>.}
 */
public final class BadInput extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** One line that can be printed, whatever a damaged file put into it. */
    private BadInput(String message) {
        super(message.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " "));
    }

    /**
     * @param subject what the value is called, such as {@code responses}
     * @param wrong what was wrong, holding the value: {@code 118 presentations}
     * @param expected what would have been right: {@code 120, one per stimulus}
     * @param mend what to do about it, as a call where there is one
     */
    public static BadInput of(String subject, String wrong, String expected, String mend) {
        return new BadInput(subject + ": " + wrong + "; expected " + expected + ". " + mend
                + (mend.endsWith(".") || mend.endsWith(")") ? "" : "."));
    }

    /**
     * A name that is not among those known, with the nearest one offered.
     *
     * @param kind what the name names, such as {@code layer}
     * @param name the unknown name
     * @param place where it was looked for, such as {@code resnet18}
     * @param known the names there are
     * @param listing the call that lists them, such as {@code network.layers()}
     */
    public static BadInput unknown(String kind, String name, String place, Collection<String> known, String listing) {
        var guess = nearest(name, known)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse(".");
        return new BadInput(kind + " \"" + name + "\" is not in " + place + guess + " All names: " + listing);
    }

    /** The known name with the fewest edits from the given one, if fewer than half its letters differ. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(other -> edits(name, other)))
                .filter(other -> edits(name, other) <= Math.max(1, Math.max(name.length(), other.length()) / 2));
    }

    /** Levenshtein distance without regard to case. */
    private static int edits(String a, String b) {
        var previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
