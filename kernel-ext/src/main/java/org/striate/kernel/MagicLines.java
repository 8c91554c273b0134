package org.striate.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.striate.core.BadInput;
import org.striate.magics.Magic;
import org.striate.magics.Variables;

/** Turns {@code %name arguments} into Java, and runs it. */
final class MagicLines {

    /** An optional declaration or assignment, then the magic, up to the end of the line. */
    private static final Pattern LINE =
            Pattern.compile("^((?:[\\w.<>\\[\\]]+[ \\t]+)?\\w+[ \\t]*=[ \\t]*)?%(\\w+)([^\\n]*)");

    private static final String LIST = "lsmagic";

    private final List<Magic> magics;
    private final Variables variables;

    MagicLines(List<Magic> magics, Variables variables) {
        this.magics = magics;
        this.variables = variables;
    }

    /**
     * What a magic at the beginning of a source becomes.
     *
     * @param java one snippet, or two where the value is both named and shown
     * @param length how much of the source it takes
     */
    record Translation(List<String> java, int length) {}

    /** Empty where the source does not begin with a magic. */
    Optional<Translation> translate(String source) {
        var line = LINE.matcher(source);
        if (!line.find()) {
            return Optional.empty();
        }
        var name = line.group(2);
        var arguments = line.group(3).strip().replaceFirst(";$", "");
        var words = words(arguments);
        int as = words.indexOf("--as");
        boolean help = words.contains("--help");
        var type = help || name.equals(LIST) ? "String" : magic(name).type().getCanonicalName();
        var call = "(" + type + ") org.striate.kernel.Cell.magic(" + quoted(name) + ", " + quoted(arguments) + ")";
        if (line.group(1) != null) {
            return Optional.of(new Translation(List.of(line.group(1) + call + ";"), line.end()));
        }
        if (as >= 0 && !help) {
            if (as + 1 >= words.size() || !words.get(as + 1).matches("[A-Za-z_$][\\w$]*")) {
                throw BadInput.of(
                        "--as",
                        as + 1 < words.size() ? "\"" + words.get(as + 1) + "\"" : "no name",
                        "the name of a variable",
                        "%" + name + " ... --as result");
            }
            var variable = words.get(as + 1);
            return Optional.of(new Translation(List.of("var " + variable + " = " + call + ";", variable), line.end()));
        }
        return Optional.of(new Translation(List.of(call), line.end()));
    }

    Object run(String name, String arguments) {
        if (name.equals(LIST)) {
            var list = new StringBuilder();
            magics.forEach(m -> list.append('%')
                    .append(m.name())
                    .append("  ")
                    .append(m.summary())
                    .append('\n'));
            return list.append("Each takes --help, and --as NAME to name its value.")
                    .toString();
        }
        var words = words(arguments);
        if (words.contains("--help")) {
            return magic(name).help();
        }
        int as = words.indexOf("--as");
        if (as >= 0) {
            words.subList(as, Math.min(as + 2, words.size())).clear();
        }
        return magic(name).run(words, variables);
    }

    /** What may stand at the end of a line that begins with a per cent sign; whole words. */
    List<String> complete(String line) {
        int space = line.indexOf(' ');
        if (space < 0) {
            var names = new ArrayList<>(magics.stream().map(Magic::name).toList());
            names.add(LIST);
            return names.stream()
                    .map(n -> "%" + n)
                    .filter(n -> n.startsWith(line))
                    .sorted()
                    .toList();
        }
        var name = line.substring(1, space);
        var words = words(line.substring(space));
        if (line.endsWith(" ")) {
            words.add("");
        }
        return magics.stream()
                .filter(m -> m.name().equals(name))
                .flatMap(m -> m.complete(words, variables).stream())
                .toList();
    }

    private Magic magic(String name) {
        return magics.stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown(
                        "magic",
                        name,
                        "this kernel",
                        magics.stream().map(Magic::name).toList(),
                        "%lsmagic"));
    }

    /** Words as a shell splits them: by blanks, except within quotes, which are removed. */
    static List<String> words(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (char c : line.toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
