package org.striate.kernel.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.striate.core.BadInput;
import org.striate.magics.CellMagic;
import org.striate.magics.Help;
import org.striate.magics.JavaMagic;
import org.striate.magics.Magic;
import org.striate.magics.MagicLine;
import org.striate.magics.MagicTable;
import org.striate.magics.Variables;
import org.striate.magics.Words;

/** Turns {@code %name arguments} into Java, and runs it. */
public final class MagicLines {

    /** A type as it stands in a declaration, its arguments and brackets included. */
    static final String TYPE = "[\\w.]+(?:<[\\w.,?<>\\[\\] ]*>)?(?:\\[\\])*";

    /** An optional declaration or assignment, then the magic, up to the end of the line. */
    private static final Pattern LINE =
            Pattern.compile("(?U)^((?:" + TYPE + "[ \\t]+)?[\\w$]+[ \\t]*=[ \\t]*)?%(\\w+)([^\\n]*)");

    private static final Pattern CELL = Pattern.compile("\\s*%%(\\w+)([^\\n]*)(?:\\n(.*))?", Pattern.DOTALL);

    static final String TIME = "time";
    private static final String LIST = "lsmagic";
    private static final Help TIME_HELP = Help.of(
            "%time CODE, %%time",
            "Says how long a line, or the cell below, runs; var x = %time CODE keeps the value.", "%time 1 + 1");

    private final List<Magic> magics;
    private final Variables variables;

    MagicLines(List<Magic> magics, Variables variables) {
        this.magics = List.copyOf(magics);
        this.variables = variables;
    }

    /**
     * What a magic at the beginning of a source becomes.
     *
     * @param java snippets; the last one is shown
     * @param length how much of the source it takes
     * @param timed whether to say how long it takes
     * @param printed the Java to print first, if that is asked for
     */
    record Translation(List<String> java, int length, boolean timed, Optional<String> printed) {}

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

    /** The help that {@code %%time} is asked for, if that; it takes nothing else but its cell. */
    static Optional<Help> helpOfTime(CellCall call) {
        if (Words.texts(call.arguments()).contains("--help")) {
            return Optional.of(TIME_HELP);
        }
        if (!call.arguments().isEmpty()) {
            throw BadInput.of(
                    "%%" + TIME,
                    "\"" + call.arguments() + "\"",
                    "nothing behind it",
                    "Its code stands below it; for one line: %time " + call.arguments());
        }
        return Optional.empty();
    }

    /** The line that a cell stands for whose magic takes no text: its arguments go on over the lines below. */
    Optional<String> asLine(CellCall call) {
        return magic(call.name()) instanceof JavaMagic
                ? Optional.of("%" + call.name() + " " + call.arguments() + " "
                        + call.body().lines().map(String::strip).collect(java.util.stream.Collectors.joining(" ")))
                : Optional.empty();
    }

    /** The beginning of such a cell as the beginning of a line, character by character. */
    Optional<String> lineOf(String source) {
        return ofCell(source)
                .filter(call -> magics.stream()
                        .anyMatch(magic ->
                                magic instanceof JavaMagic && magic.name().equals(call.name())))
                .map(call -> source.stripLeading().replace('\n', ' '));
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
        if (name.equals(TIME) && !Words.texts(arguments).contains("--help")) {
            var code = assigned.map(to -> to + arguments + (arguments.endsWith(";") ? "" : ";"));
            return Optional.of(new Translation(List.of(code.orElse(arguments)), line.end(), true, Optional.empty()));
        }
        var plain = arguments.replaceFirst(";$", "");
        var parsed = MagicLine.of(name, Words.texts(plain));
        if (assigned.isPresent() && !parsed.help()) {
            parsed.name().ifPresent(second -> {
                throw BadInput.of(
                        "--as",
                        "\"" + second + "\" behind \"" + assigned.get().strip() + "\"",
                        "one name for the value",
                        "Leave one of them out");
            });
        }
        var declaration =
                assigned.or(() -> parsed.name().filter(n -> !parsed.help()).map(to -> "var " + to + " = "));
        var java = new ArrayList<>(java(name, plain, parsed, declaration));
        var printed = Optional.of(String.join("\n", java)).filter(text -> parsed.showJava() && !parsed.help());
        if (assigned.isEmpty() && !parsed.help()) {
            parsed.name().ifPresent(java::add);
        }
        return Optional.of(new Translation(java, line.end(), false, printed));
    }

    private List<String> java(String name, String arguments, MagicLine parsed, Optional<String> declaration) {
        if (!name.equals(LIST) && !parsed.help() && magic(name) instanceof JavaMagic magic) {
            return magic.java(parsed.words(), variables).snippets(declaration);
        }
        var type = parsed.help()
                ? Help.class
                : name.equals(LIST) ? MagicTable.class : magic(name).type();
        var call = "(" + type.getCanonicalName() + ") org.striate.kernel.Cell.magic(" + quoted(name) + ", "
                + quoted(arguments) + ")";
        return List.of(declaration.map(to -> to + call + ";").orElse(call));
    }

    /** Runs a line magic. */
    public Object run(String name, String arguments) {
        return run(name, Words.texts(arguments));
    }

    /** Runs a line magic with arguments that are words already. */
    public Object run(String name, List<String> arguments) {
        if (name.equals(LIST)) {
            return table();
        }
        var parsed = MagicLine.of(name, arguments);
        if (parsed.help()) {
            return name.equals(TIME) ? TIME_HELP : magic(name).help();
        }
        return magic(name).run(parsed.words(), variables);
    }

    Object runCell(CellCall call) {
        return runCell(call.name(), Words.texts(call.arguments()), call.body());
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

    private MagicTable table() {
        return MagicTable.of(magics).and("%time, %%time", TIME_HELP.summary(), "%time 1 + 1");
    }

    /** The names of all magics, with their per cent signs. */
    List<String> names() {
        var own = Stream.of("%" + LIST, "%" + TIME, "%%" + TIME);
        return Stream.concat(own, magics.stream().map(MagicTable::written))
                .sorted()
                .toList();
    }

    /**
     * What may stand before the cursor.
     *
     * @param found whole words, quoted where they must be
     * @param from where in the line what they replace begins
     */
    record Completions(List<String> found, int from) {}

    /** What may stand at the end of a line that begins with a per cent sign. */
    Completions complete(String line) {
        int space = line.indexOf(' ');
        if (space < 0) {
            return new Completions(
                    names().stream().filter(name -> name.startsWith(line)).toList(), 0);
        }
        var name = line.substring(0, space).replace("%", "");
        var typed = Words.typed(line.substring(space));
        var words = typed.stream().map(Words.Word::text).toList();
        var last = words.get(words.size() - 1);
        var found = magics.stream()
                .filter(m -> m.name().equals(name))
                .flatMap(m -> m.complete(words, variables).stream())
                .toList();
        boolean value = words.size() > 1 && words.get(words.size() - 2).startsWith("-");
        var offered =
                found.isEmpty() && !value && !last.startsWith("-") ? org.striate.magics.Completer.files(last) : found;
        return new Completions(
                offered.stream().map(Words::written).toList(),
                space + typed.get(typed.size() - 1).from());
    }

    /** Usage of a magic; empty where there is none of that name. */
    Optional<Help> help(String name) {
        return name.equals(TIME)
                ? Optional.of(TIME_HELP)
                : magics.stream()
                        .filter(m -> m.name().equals(name))
                        .map(Magic::help)
                        .findFirst();
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

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
