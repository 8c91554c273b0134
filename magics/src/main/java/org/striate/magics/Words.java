package org.striate.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line's words, split as a shell splits them: by blanks, except within quotes, which are removed. What stands in brackets is
 * Java and stays as it is, so {@code --to Recordings.load("my v1").region(Region.V1)} is two words, as is {@code --to new
 * PixelModel(8)}.
 */
public final class Words {

    /**
     * One word.
     *
     * @param text without the quotes around it
     * @param from where it begins in the line
     */
    public record Word(String text, int from) {}

    private static final String NEW = "new";
    private static final Pattern CONSTRUCTOR = Pattern.compile("(?U)\\s[\\w.]+(?:<[^>]*>)?\\(");
    private static final char CURSOR = '\uffff'; // no character of Unicode

    private final String line;
    private final List<Word> found = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int from = -1;

    private Words(String line) {
        this.line = line;
    }

    /** The words of a line; within quotes, a backslash before a quote keeps that quote. */
    public static List<Word> of(String line) {
        var words = new Words(line);
        int at = 0;
        while (at < line.length()) {
            at = words.take(at);
        }
        words.end();
        return List.copyOf(words.found);
    }

    /** The words before a cursor at the end of a line; the last one, perhaps empty, is being typed. */
    public static List<Word> typed(String line) {
        var words = new ArrayList<>(of(line + CURSOR));
        var last = words.remove(words.size() - 1);
        words.add(new Word(last.text().substring(0, last.text().length() - 1), last.from()));
        return words;
    }

    /** The words of a line without their places. */
    public static List<String> texts(String line) {
        return of(line).stream().map(Word::text).toList();
    }

    /** A word as it has to be written to be one word. */
    public static String written(String word) {
        boolean plain = of(word).size() == 1 && of(word).get(0).text().equals(word);
        return plain ? word : '"' + word.replace("\"", "\\\"") + '"';
    }

    private int take(int at) {
        char c = line.charAt(at);
        if (Character.isWhitespace(c)) {
            if (NEW.contentEquals(word)
                    && CONSTRUCTOR.matcher(line.substring(at)).lookingAt()) {
                word.append(c);
            } else {
                end();
            }
            return at + 1;
        }
        from = from < 0 ? at : from;
        if (c == '"' || c == '\'') {
            return quoted(at);
        }
        int close = c == '(' ? closing(at) : -1;
        int next = close < 0 ? at + 1 : close + 1;
        word.append(line, at, next);
        return next;
    }

    private void end() {
        if (from >= 0) {
            found.add(new Word(word.toString(), from));
        }
        word.setLength(0);
        from = -1;
    }

    private int quoted(int at) {
        char quote = line.charAt(at);
        int next = at + 1;
        while (next < line.length() && line.charAt(next) != quote) {
            boolean kept = line.charAt(next) == '\\' && next + 1 < line.length() && line.charAt(next + 1) == quote;
            next += kept ? 1 : 0;
            word.append(line.charAt(next));
            next++;
        }
        return next + 1;
    }

    /** Where the bracket that opens here is closed, past Java's own texts; -1 where it is not. */
    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' || c == '\'') {
                i = endOfText(i);
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private int endOfText(int at) {
        char quote = line.charAt(at);
        int end = at + 1;
        while (end < line.length() && line.charAt(end) != quote) {
            end += line.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end, line.length());
    }
}
