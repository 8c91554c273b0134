package org.striate.kernel.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import org.striate.core.BadInput;

/** What a name that the compiler does not know may have meant. */
final class Suggestions {

    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(variable|class|method)\\s+(\\w+)");
    private static final Pattern OF_TYPE =
            Pattern.compile("location:.*\\bof type ([\\w.]+)|location: class (\\w[\\w.]*)");
    private static final int MOST = 3;

    private final Evaluator evaluator;

    Suggestions(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    static String nameOf(Snippet snippet) {
        return snippet instanceof PersistentSnippet named ? named.name() : "";
    }

    /** Lines that help: an import, or the nearest name there is. */
    List<String> mend(Diag error, String source) {
        var message = error.getMessage(Locale.ROOT);
        var symbol = SYMBOL.matcher(message);
        if (!symbol.find()) {
            return List.of();
        }
        var name = symbol.group(2);
        var location = OF_TYPE.matcher(message);
        if (location.find() || isMember(error, source)) {
            return near(name, members(error, source));
        }
        var missing = missingFor(name);
        if (!missing.isEmpty()) {
            return List.of("  not defined yet: " + missing + "; " + name + " can be used once it is");
        }
        var lines = new ArrayList<String>();
        if (!symbol.group(1).equals("method")) {
            evaluator.snippets().classNames().named(name).stream()
                    .limit(MOST)
                    .forEach(full -> lines.add("  import " + full + ";"));
        }
        var known = names(symbol.group(1), Character.isUpperCase(name.charAt(0)));
        known.removeIf(name::equals); // a class, where a variable was meant
        return lines.isEmpty() ? near(name, known) : lines;
    }

    /** What a name of the session needs to be there for the compiler. */
    private String missingFor(String name) {
        var shell = evaluator.shell();
        return evaluator
                .runner()
                .compiling(() -> shell.snippets()
                        .filter(snippet -> shell.status(snippet) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
                        .filter(snippet -> nameOf(snippet).equals(name))
                        .flatMap(snippet -> shell.unresolvedDependencies((DeclarationSnippet) snippet))
                        .distinct()
                        .collect(Collectors.joining(", ")));
    }

    private static boolean isMember(Diag error, String source) {
        int at = (int) Math.min(Math.max(0, error.getStartPosition()), source.length());
        int end = (int) Math.min(Math.max(at, error.getEndPosition()), source.length());
        return source.substring(at, end).contains(".");
    }

    private static List<String> near(String name, List<String> known) {
        return BadInput.nearest(name, known).map(near -> "  did you mean " + near + "?").stream()
                .toList();
    }

    /** Members of what stands before the last point, as completion knows them. */
    private List<String> members(Diag error, String source) {
        int end = (int) Math.min(Math.max(0, error.getEndPosition()), source.length());
        int point = source.lastIndexOf('.', Math.max(0, end - 1));
        if (point < 0) {
            return List.of();
        }
        return evaluator.editor().continuations(source.substring(0, point + 1)).stream()
                .map(text -> text.replaceAll("\\(.*", ""))
                .distinct()
                .toList();
    }

    private List<String> names(String kind, boolean types) {
        var names = new ArrayList<String>();
        evaluator.runner().compiling(() -> {
            evaluator
                    .shell()
                    .snippets()
                    .filter(snippet -> evaluator.shell().status(snippet).isActive())
                    .filter(snippet -> kind.equals("method") == (snippet instanceof MethodSnippet))
                    .map(Suggestions::nameOf)
                    .filter(name -> !name.isEmpty() && !name.startsWith("$") && !name.contains("*"))
                    .forEach(names::add);
            return names;
        });
        if (kind.equals("method")) {
            names.addAll(List.of("display", "updateDisplay", "render", "eval", "input", "clearOutput"));
        } else if (types) {
            names.addAll(evaluator.editor().continuations("").stream()
                    .filter(text -> !text.isEmpty() && Character.isUpperCase(text.charAt(0)))
                    .toList());
        }
        return names;
    }
}
