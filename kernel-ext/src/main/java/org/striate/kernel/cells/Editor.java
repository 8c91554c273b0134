package org.striate.kernel.cells;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.VarSnippet;

/** Helps who types: completes, explains, and says whether a cell can be run. Serves while a cell runs. */
public final class Editor {

    private static final Pattern MAGIC =
            Pattern.compile("(?U)\\s*(?:" + MagicLines.TYPE + "\\s+)?(?:[\\w$]+\\s*=\\s*)?(%%?\\w*(?: .*)?)");
    private static final Set<String> WORDS = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "float",
            "for",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "null",
            "package",
            "private",
            "protected",
            "public",
            "record",
            "return",
            "short",
            "static",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "true",
            "false",
            "try",
            "var",
            "void",
            "volatile",
            "while",
            "yield");
    /** The beginning of a full name, or of an import. */
    private static final Pattern PACKAGE = Pattern.compile("(?:^|[^\\w.])((?:[a-z_]\\w*\\.)+)$");

    private static final int MOST_IMPORTS = 30;
    private static final int SHORTEST_FOR_IMPORTS = 3;

    private final Evaluator evaluator;
    private final CellRunner runner;
    private final SourceCodeAnalysis analysis;

    Editor(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.runner = evaluator.runner();
        this.analysis = evaluator.shell().sourceCodeAnalysis();
    }

    /**
     * A text that could stand before the cursor.
     *
     * @param type what it is: function, class, instance, keyword, field, magic, import, module or path
     */
    public record Completion(String text, String type) {}

    /** The texts that could stand before the cursor, and where what they replace begins. */
    public record Completions(List<Completion> found, int from) {

        List<String> texts() {
            return found.stream().map(Completion::text).toList();
        }
    }

    /** What may stand at the cursor, a position in UTF-16 units. */
    public Completions complete(String source, int cursor) {
        var before = source.substring(0, cursor);
        var line = before.substring(before.lastIndexOf('\n') + 1);
        var magic = MAGIC.matcher(line);
        if (magic.matches()) {
            return completeMagic(magic.group(1), cursor);
        }
        var cell = evaluator.magics().lineOf(before);
        if (cell.isPresent()) {
            return completeMagic(cell.get(), cursor);
        }
        return runner.compiling(() -> {
            int start = lastSnippet(before);
            var anchor = new int[1];
            var texts = suggestions(before.substring(start), anchor);
            int from = texts.isEmpty() ? cursor - lastWord(before).length() : start + anchor[0];
            var found = new LinkedHashMap<String, Completion>();
            texts.forEach(text -> found.put(text, new Completion(text, type(text))));
            imports(before, from).forEach(name -> found.putIfAbsent(name, new Completion(name, "import")));
            packages(before, from).forEach(name -> found.putIfAbsent(name, new Completion(name, "module")));
            return new Completions(List.copyOf(found.values()), from);
        });
    }

    private Completions completeMagic(String magic, int cursor) {
        var completions = evaluator.magics().complete(magic);
        boolean name = completions.from() == 0;
        var found = completions.found().stream()
                .map(text -> new Completion(text, name ? "magic" : text.contains("/") ? "path" : "option"))
                .toList();
        return new Completions(found, cursor - (magic.length() - completions.from()));
    }

    private List<String> suggestions(String snippet, int[] anchor) {
        return analysis.completionSuggestions(snippet, snippet.length(), anchor).stream()
                .map(SourceCodeAnalysis.Suggestion::continuation)
                .distinct()
                .toList();
    }

    /** What could follow a snippet that has only begun. */
    List<String> continuations(String snippet) {
        return runner.compiling(() -> suggestions(snippet, new int[1]));
    }

    /** Classes that would need an import: their full name stands in for it. */
    private List<String> imports(String before, int from) {
        var word = before.substring(Math.min(from, before.length()));
        boolean member = before.substring(0, Math.min(from, before.length()))
                .stripTrailing()
                .endsWith(".");
        if (member || word.length() < SHORTEST_FOR_IMPORTS || !Character.isUpperCase(word.charAt(0))) {
            return List.of();
        }
        return evaluator.snippets().classNames().beginningWith(word).stream()
                .limit(MOST_IMPORTS)
                .toList();
    }

    private static String lastWord(String before) {
        int from = before.length();
        while (from > 0 && Character.isJavaIdentifierPart(before.charAt(from - 1))) {
            from--;
        }
        return before.substring(from);
    }

    /** What the name of a package may go on with. */
    private List<String> packages(String before, int from) {
        var outer = PACKAGE.matcher(before.substring(0, from));
        if (!outer.find()) {
            return List.of();
        }
        var word = before.substring(from);
        return evaluator.snippets().classNames().packagesIn(outer.group(1)).stream()
                .filter(name -> name.startsWith(word))
                .toList();
    }

    private String type(String text) {
        if (text.contains("(")) {
            return "function";
        }
        if (WORDS.contains(text.strip())) {
            return "keyword";
        }
        if (evaluator.shell().variables().map(VarSnippet::name).anyMatch(text::equals)) {
            return "instance";
        }
        return !text.isEmpty() && Character.isUpperCase(text.charAt(0)) ? "class" : "field";
    }

    /** Where the snippet begins that is being typed: JShell looks at one snippet at a time. */
    private int lastSnippet(String before) {
        int start = 0;
        while (true) {
            var rest = before.substring(start);
            var line = rest.stripLeading();
            if (line.startsWith("%")) { // a magic's line is no Java
                int end = before.indexOf('\n', start + rest.length() - line.length());
                if (end < 0) {
                    return start;
                }
                start = end + 1;
                continue;
            }
            var info = analysis.analyzeCompletion(rest);
            if (info.remaining().isBlank() || !info.completeness().isComplete()) {
                return start;
            }
            start = before.length() - info.remaining().length();
        }
    }

    /** Signatures and documentation of what stands at the cursor; empty where nothing is known. */
    public List<String> inspect(String source, int cursor) {
        int end = cursor;
        while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
            end++;
        }
        int from = cursor;
        while (from > 0 && Character.isJavaIdentifierPart(source.charAt(from - 1))) {
            from--;
        }
        var name = source.substring(from, end);
        var magic = MAGIC.matcher(source.substring(source.lastIndexOf('\n', Math.max(0, from - 1)) + 1, end));
        if (magic.matches()) {
            var magicName = magic.group(1).split(" ")[0].replace("%", "");
            return evaluator.magics().help(magicName).stream()
                    .map(Object::toString)
                    .toList();
        }
        int nameStart = from;
        int nameEnd = end;
        return runner.compiling(() -> describe(source, name, nameStart, nameEnd));
    }

    private List<String> describe(String source, String name, int from, int end) {
        var lines = new ArrayList<String>();
        int start = lastSnippet(source.substring(0, from));
        var code = source.substring(start, end);
        boolean member = code.substring(0, from - start).stripTrailing().endsWith(".");
        var variable = evaluator
                .shell()
                .variables()
                .filter(v -> !member && v.name().equals(name))
                .findFirst();
        variable.ifPresent(v -> lines.add(Prelude.brief(v.typeName()) + " " + name));
        var found = new ArrayList<Documentation>();
        if (!name.isEmpty() && Character.isUpperCase(name.charAt(0))) {
            found.addAll(analysis.documentation(code, code.length(), true));
        }
        if (found.isEmpty()) {
            var call = name.isEmpty() ? code : code + "(";
            found.addAll(analysis.documentation(call, call.length(), true));
        }
        if (variable.isPresent() && found.isEmpty()) {
            var type = variable.get().typeName().replaceAll("<.*", "");
            found.addAll(analysis.documentation(type, type.length(), true));
        }
        for (var each : found) {
            var signature = Prelude.brief(each.signature());
            lines.add(signature);
            Optional.ofNullable(each.javadoc())
                    .or(() -> Javadocs.of(signature))
                    .map(Javadocs::plain)
                    .ifPresent(lines::add);
        }
        return lines;
    }

    /** Jupyter's word for whether a cell can be run as it stands: complete, incomplete, invalid or unknown. */
    public String completeness(String source) {
        if (source.stripLeading().startsWith("%%")) { // a blank line ends it, as in IPython
            return source.lines().reduce("", (before, line) -> line).isBlank() ? "complete" : "incomplete";
        }
        return runner.compiling(() -> {
            var cell = new Splitter(analysis, source);
            for (var rest = cell.rest(); !rest.isEmpty(); rest = cell.rest()) {
                if (rest.startsWith("%")) {
                    cell.skip(rest.contains("\n") ? rest.indexOf('\n') : rest.length());
                    continue;
                }
                var piece = cell.next();
                if (piece.isIncomplete()) {
                    return "incomplete";
                }
                if (piece.completeness() == Completeness.UNKNOWN || isErroneous(piece.text())) {
                    return "invalid";
                }
            }
            return "complete";
        });
    }

    private boolean isErroneous(String snippet) {
        return analysis.sourceToSnippets(snippet).stream().anyMatch(each -> each.kind() == Snippet.Kind.ERRONEOUS);
    }
}
