package org.striate.kernel.cells;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.striate.core.BadInput;

/** The statements that made a variable, from what JShell remembers of the session. */
final class Makings {

    /** Texts and comments, in which a name means nothing. */
    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*+\"|'(?:\\\\.|[^'\\\\])*+'|//[^\\n]*|/\\*[\\s\\S]*?\\*/");

    private static final Pattern NAME = Pattern.compile("(?U)(?<![\\w$.])[\\w$]+");

    /** A name that is no method's, or a text or a comment, which stays. */
    private static final Pattern WORD =
            Pattern.compile(NO_CODE.pattern() + "|(?<!::)" + NAME.pattern() + "(?!\\s*\\()");

    /** Parameters of functions and local variables: a name, or several in brackets. */
    private static final Pattern BOUND = Pattern.compile("(?U)([\\w$]+)\\s*->|\\(([^()]*)\\)\\s*->"
            + "|(?:[\\w$\\]]|[\\w$?>\\]]>)(?<!\\b(?:return|throw|yield|else|assert|case))\\s+"
            + "([\\w$]+)\\s*(?:=(?!=)|[:;])");

    private final List<Snippet> snippets;

    Makings(List<Snippet> snippets) {
        this.snippets = snippets;
    }

    /**
     * Those of all that it was made of, in order, and its own as the last. Where a name is declared again among them, or is
     * that of a function's parameter, the variable of before has another.
     */
    List<String> of(String name) {
        var own = declaration(name, snippets.size())
                .orElseThrow(() -> BadInput.of(
                        "variable " + name, "no declaration is remembered", "one of this session", "%who lists them"));
        requireUnchanged(name, own, snippets.size());
        var needed = new TreeSet<Integer>();
        gather(own, needed);
        var renamed = renamed(needed);
        return needed.stream().map(at -> statement(at, renamed)).distinct().toList();
    }

    /** Declarations to the name they get, where a later one has theirs. */
    private Map<Integer, String> renamed(SortedSet<Integer> needed) {
        var taken = needed.stream()
                .flatMap(at -> names(source(at)).stream())
                .collect(Collectors.toCollection(HashSet::new));
        var renamed = new HashMap<Integer, String>();
        for (int at : needed) {
            var name = declared(at);
            if (needed.tailSet(at + 1).stream()
                    .anyMatch(later ->
                            declared(later).equals(name) || bound(later).contains(name))) {
                int number = 1;
                while (!taken.add(name + number)) {
                    number++;
                }
                renamed.put(at, name + number);
            }
        }
        return renamed;
    }

    private String statement(int at, Map<Integer, String> renamed) {
        var bound = bound(at);
        var code = WORD.matcher(source(at)).replaceAll(word -> {
            var name = word.group();
            var declared = name.equals(declared(at)) ? Optional.of(at) : declaration(name, at);
            return Matcher.quoteReplacement(declared.filter(known -> !bound.contains(name))
                    .map(renamed::get)
                    .orElse(name));
        });
        var blanked = NO_CODE.matcher(code).replaceAll(text -> {
            boolean comment = text.group().startsWith("/");
            return (comment ? " " : "x").repeat(text.group().length());
        });
        var statement = code.substring(0, blanked.stripTrailing().length()); // a comment behind would hide what follows
        return statement.endsWith(";") ? statement : statement + ";";
    }

    /** Names that mean something else within a statement. */
    private Set<String> bound(int at) {
        var bound = BOUND.matcher(code(source(at)))
                .results()
                .flatMap(found -> Stream.of(1, 2, 3).map(found::group))
                .filter(Objects::nonNull)
                .flatMap(names -> Stream.of(names.split(",")))
                .map(name -> name.strip().replaceFirst("(?s).*\\s", ""))
                .collect(Collectors.toCollection(HashSet::new));
        bound.remove(declared(at));
        return bound;
    }

    private String source(int at) {
        return snippets.get(at).source().strip();
    }

    private String declared(int at) {
        return ((VarSnippet) snippets.get(at)).name();
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
        var used = names(source(at));
        used.remove(declared(at));
        used.removeAll(bound(at));
        for (var name : used) {
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

    /** A source with its comments as blanks, every other character in its place. */
    static String withoutComments(String source) {
        return NO_CODE.matcher(source)
                .replaceAll(found -> found.group().startsWith("/")
                        ? found.group().replaceAll("[^\n]", " ")
                        : Matcher.quoteReplacement(found.group()));
    }

    private static String code(String source) {
        return NO_CODE.matcher(source).replaceAll(" ");
    }
}
