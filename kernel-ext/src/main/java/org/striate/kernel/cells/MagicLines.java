package org.striate.kernel.cells;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.striate.core.BadInput;
import org.striate.magics.CellMagic;
import org.striate.magics.Magic;
import org.striate.magics.Variables;

/** Turns {@code %name arguments} into Java, and runs it. */
public final class MagicLines {

    /** An optional declaration or assignment, then the magic, up to the end of the line. */
    private static final Pattern LINE =
            Pattern.compile("^((?:[\\w.<>\\[\\]]+[ \\t]+)?\\w+[ \\t]*=[ \\t]*)?%(\\w+)([^\\n]*)");

    private static final Pattern CELL = Pattern.compile("\\s*%%(\\w+)([^\\n]*)(?:\\n(.*))?", Pattern.DOTALL);

    static final String TIME = "time";
    private static final String LIST = "lsmagic";
    private static final String TIME_HELP =
            "Usage: %time CODE\n       %%time\nSays how long a line, or the cell below, runs. var x = %time CODE keeps the value.";

    private final List<Magic> magics;
    private final Variables variables;

    MagicLines(List<Magic> magics, Variables variables) {
        this.magics = List.copyOf(magics);
        this.variables = variables;
    }

    /**
     * What a magic at the beginning of a source becomes.
     *
     * @param java one snippet, or two where the value is both named and shown
     * @param length how much of the source it takes
     * @param timed whether to say how long it takes
     */
    record Translation(List<String> java, int length, boolean timed) {}

    /** A magic that takes its whole cell. */
    record CellCall(String name, String arguments, String body) {}

    /** The cell magic that a source begins with. */
    static Optional<CellCall> ofCell(String source) {
        var cell = CELL.matcher(source);
        return source.stripLeading().startsWith("%%") && cell.matches()
                ? Optional.of(new CellCall(
                        cell.group(1),
                        cell.group(2).strip(),
                        Optional.ofNullable(cell.group(3)).orElse("")))
                : Optional.empty();
    }

    /** Empty where the source does not begin with a magic. */
    Optional<Translation> translate(String source) {
        var line = LINE.matcher(source);
        if (!line.find()) {
            return Optional.empty();
        }
        var name = line.group(2);
        var assigned = Optional.ofNullable(line.group(1));
        var arguments = line.group(3).strip();
        var words = words(arguments.replaceFirst(";$", ""));
        boolean help = words.contains("--help");
        if (name.equals(TIME) && !help) {
            var code = assigned.map(to -> to + arguments + (arguments.endsWith(";") ? "" : ";"));
            return Optional.of(new Translation(List.of(code.orElse(arguments)), line.end(), true));
        }
        return Optional.of(new Translation(
                java(name, arguments.replaceFirst(";$", ""), words, help, assigned), line.end(), false));
    }

    private List<String> java(
            String name, String arguments, List<String> words, boolean help, Optional<String> assigned) {
        var type = help || name.equals(LIST) ? "String" : magic(name).type().getCanonicalName();
        var call = "(" + type + ") org.striate.kernel.Cell.magic(" + quoted(name) + ", " + quoted(arguments) + ")";
        if (assigned.isPresent()) {
            return List.of(assigned.get() + call + ";");
        }
        int as = words.indexOf("--as");
        if (as < 0 || help) {
            return List.of(call);
        }
        if (as + 1 >= words.size() || !words.get(as + 1).matches("[A-Za-z_$][\\w$]*")) {
            throw BadInput.of(
                    "--as",
                    as + 1 < words.size() ? "\"" + words.get(as + 1) + "\"" : "no name",
                    "the name of a variable",
                    "%" + name + " ... --as result");
        }
        return List.of("var " + words.get(as + 1) + " = " + call + ";", words.get(as + 1));
    }

    /** Runs a line magic. */
    public Object run(String name, String arguments) {
        return run(name, words(arguments));
    }

    /** Runs a line magic with arguments that are words already. */
    public Object run(String name, List<String> arguments) {
        if (name.equals(LIST)) {
            return list();
        }
        var words = new ArrayList<>(arguments);
        if (words.contains("--help")) {
            return name.equals(TIME) ? TIME_HELP : magic(name).help();
        }
        int as = words.indexOf("--as");
        if (as >= 0) {
            words.subList(as, Math.min(as + 2, words.size())).clear();
        }
        return magic(name).run(words, variables);
    }

    Object runCell(CellCall call) {
        return runCell(call.name(), words(call.arguments()), call.body());
    }

    /** Runs a cell magic. */
    public Object runCell(String name, List<String> arguments, String body) {
        var magic = magic(name);
        if (arguments.contains("--help")) {
            return magic.help();
        }
        if (magic instanceof CellMagic cell) {
            return cell.runCell(arguments, body);
        }
        throw BadInput.of("%%" + name, "takes no cell", "one line", "%" + name + " --help");
    }

    private String list() {
        var list = new StringBuilder();
        magics.forEach(m -> list.append(m instanceof CellMagic ? "%%" : "%")
                .append(m.name())
                .append("  ")
                .append(m.summary())
                .append('\n'));
        return list.append("%time, %%time  Says how long code runs.\n")
                .append("Each takes --help, and --as NAME to name its value.")
                .toString();
    }

    /** The names of all magics, with their per cent signs. */
    List<String> names() {
        var own = Stream.of("%" + LIST, "%" + TIME, "%%" + TIME);
        return Stream.concat(own, magics.stream().map(m -> (m instanceof CellMagic ? "%%" : "%") + m.name()))
                .sorted()
                .toList();
    }

    /** What may stand at the end of a line that begins with a per cent sign; whole words. */
    List<String> complete(String line) {
        int space = line.indexOf(' ');
        if (space < 0) {
            return names().stream().filter(name -> name.startsWith(line)).toList();
        }
        var name = line.substring(0, space).replace("%", "");
        var words = words(line.substring(space));
        if (line.endsWith(" ")) {
            words.add("");
        }
        var last = words.get(words.size() - 1);
        var found = magics.stream()
                .filter(m -> m.name().equals(name))
                .flatMap(m -> m.complete(words, variables).stream())
                .toList();
        return found.isEmpty() && !last.startsWith("-") ? files(last) : found;
    }

    /** Usage of a magic; empty where there is none of that name. */
    Optional<String> help(String name) {
        return name.equals(TIME)
                ? Optional.of(TIME_HELP)
                : magics.stream()
                        .filter(m -> m.name().equals(name))
                        .map(Magic::help)
                        .findFirst();
    }

    /** Files and folders whose path begins so. */
    static List<String> files(String typed) {
        int slash = typed.lastIndexOf('/') + 1;
        var folder = typed.substring(0, slash);
        try (var files = Files.list(Path.of(folder.isEmpty() ? "." : folder))) {
            return files.map(file -> folder + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .filter(path -> path.startsWith(typed) && (slash < typed.length() || !path.startsWith(".", slash)))
                    .sorted()
                    .limit(200)
                    .toList();
        } catch (IOException | java.nio.file.InvalidPathException e) {
            return List.of(); // nothing to offer there
        }
    }

    private Magic magic(String name) {
        return magics.stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown(
                        "magic",
                        name,
                        "this kernel",
                        names().stream().map(n -> n.replace("%", "")).toList(),
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
