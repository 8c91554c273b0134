package org.striate.kernel.cells;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.striate.core.BadInput;

/** The statements that made a variable, from what JShell remembers of the session. */
final class Makings {

    /** Texts and comments, in which a name means nothing. */
    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|//[^\\n]*|/\\*[\\s\\S]*?\\*/");

    private static final Pattern NAME = Pattern.compile("(?U)(?<![\\w$.])[\\w$]+");

    private final List<Snippet> snippets;

    Makings(List<Snippet> snippets) {
        this.snippets = snippets;
    }

    /** Those of all that it was made of, in order, and its own as the last. */
    List<String> of(String name) {
        var own = declaration(name, snippets.size())
                .orElseThrow(() -> BadInput.of(
                        "variable " + name, "no declaration is remembered", "one of this session", "%who lists them"));
        requireUnchanged(name, own, snippets.size());
        var needed = new LinkedHashSet<Integer>();
        gather(own, needed);
        return needed.stream()
                .sorted()
                .map(at -> statement(snippets.get(at)))
                .distinct()
                .toList();
    }

    private static String statement(Snippet snippet) {
        var source = snippet.source().strip();
        return source.endsWith(";") ? source : source + ";";
    }

    /** Which snippet declared a name last, before another. */
    private Optional<Integer> declaration(String name, int before) {
        for (int at = before - 1; at >= 0; at--) {
            if (snippets.get(at) instanceof VarSnippet variable
                    && variable.name().equals(name)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private void gather(int at, Set<Integer> needed) {
        if (!needed.add(at)) {
            return;
        }
        for (var name : names(snippets.get(at).source())) {
            declaration(name, at).ifPresent(other -> {
                gather(other, needed);
                requireUnchanged(name, other, at);
            });
        }
    }

    /** No assignment stands between two places; a declaration of the same name within a block is none. */
    private void requireUnchanged(String name, int from, int to) {
        var change = Pattern.compile("(?U)(?<![\\w$.])(?<![\\w$>\\]]\\s)" + Pattern.quote(name)
                + "\\s*(?:\\[[^\\]]*\\]\\s*)*(?:(?:[-+*/%&|^]|<<|>>>?)?=(?!=)|\\+\\+|--)|(?:\\+\\+|--)"
                + Pattern.quote(name) + "\\b");
        for (int at = from + 1; at < to; at++) {
            var snippet = snippets.get(at);
            if (snippet instanceof VarSnippet variable && variable.name().equals(name)) {
                return; // another variable of that name
            }
            if (snippet.kind() != Snippet.Kind.METHOD
                    && !snippet.kind().name().contains("TYPE")
                    && change.matcher(code(snippet.source())).find()) {
                throw BadInput.of(
                        "variable " + name,
                        "was changed after its declaration, by "
                                + snippet.source().strip().replaceFirst(";$", ""),
                        "one whose declaration makes it",
                        "Give the changed value a name of its own: var changed = ...");
            }
        }
    }

    private static Set<String> names(String source) {
        return NAME.matcher(code(source))
                .results()
                .map(java.util.regex.MatchResult::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String code(String source) {
        return NO_CODE.matcher(source).replaceAll(" ");
    }
}
