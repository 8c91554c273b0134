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
import org.striate.core.BadInput;
import org.striate.kernel.cells.Statements.Statement;

/** The statements that made a variable, from what is remembered of the session. */
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

    /** What JShell overlooks and a block may not have, behind what it may. */
    private static final Pattern MODIFIER =
            Pattern.compile("\\A((?:\\s|/\\*[\\s\\S]*?\\*/|//[^\\n]*\\n|final\\b|@[\\w.]+(?:\\s*\\([^()]*\\))?)*+)"
                    + "(?:public|protected|private|static|transient|volatile)\\s+");

    /** What stands before a variable's name where it is assigned to and not declared. */
    private static final Pattern NO_TYPE = Pattern.compile(
            "(?U)(?s)(?:.*(?:->|[^\\w$>\\]\\s]|(?<![\\w$])(?:else|do|return|yield|throw|assert)))?\\s*");

    private final List<Statement> statements;
    private final Set<String> forgotten;

    /** Of statements in their order; the declarations of those variables are not among them any more. */
    Makings(List<Statement> statements, Set<String> forgotten) {
        this.statements = statements;
        this.forgotten = forgotten;
    }

    /**
     * Those of all that it was made of, in order, and its own as the last. Where a name is declared again among them, or is
     * that of a function's parameter, the variable of before has another.
     */
    List<String> of(String name) {
        var needed = needed(name);
        var renamed = renamed(needed);
        return needed.stream().map(at -> statement(at, renamed)).toList();
    }

    /** Those that make it again within a block. */
    List<String> again(String name) {
        var needed = needed(name);
        needed.forEach(this::requireBlock);
        requireValues(needed, name);
        return of(name);
    }

    /** Its own as it is, for a block that uses the session's other variables. */
    String last(String name) {
        int own = own(name);
        requireBlock(own);
        requireValues(new TreeSet<>(Set.of(own)), name);
        return statement(own, Map.of());
    }

    /** Whether its declaration failed, and no assignment has given it a value since. */
    boolean failed(String name) {
        return declaration(name, statements.size())
                .filter(at -> failed(name, at))
                .filter(at -> change(name, at, statements.size()).isEmpty())
                .isPresent();
    }

    private int own(String name) {
        int own = known(name, statements.size())
                .orElseThrow(() -> BadInput.of(
                        "variable " + name, "no declaration is remembered", "one of this session", "%who lists them"));
        requireUnchanged(name, own, statements.size());
        return own;
    }

    private SortedSet<Integer> needed(String name) {
        var needed = new TreeSet<Integer>();
        gather(own(name), needed);
        return needed;
    }

    /** A local variable, other than one of JShell's, is not to be used where it is made. */
    private void requireBlock(int at) {
        if (declared(at).size() > 1) {
            return; // the first may be used to make the second
        }
        for (var name : declared(at)) {
            long uses = WORD.matcher(source(at))
                    .results()
                    .filter(word -> word.group().equals(name))
                    .count();
            if (uses > 1) {
                throw BadInput.of(
                        "variable " + name,
                        "its declaration names it",
                        "one that a block may have, to replay it",
                        "Make it a method, or give it a name of its own");
            }
        }
    }

    /** A local variable has no value until it is given one, which JShell's have. */
    private void requireValues(SortedSet<Integer> needed, String own) {
        for (int at : needed) {
            for (var name : declared(at)) {
                boolean used = name.equals(own)
                        || needed.tailSet(at + 1).stream()
                                .anyMatch(later -> names(source(later)).contains(name));
                if (used && isWithoutValue(name, code(source(at)))) {
                    throw BadInput.of(
                            "variable " + name,
                            "its declaration gives it no value",
                            "one that does, to replay it",
                            "Give it the value it has");
                }
            }
        }
    }

    private static boolean isWithoutValue(String name, String declaration) {
        var behind = Pattern.compile("(?U)(?<![\\w$.])" + Pattern.quote(name) + "(?![\\w$])(?:\\s|\\[\\s*\\])*(.?)")
                .matcher(declaration);
        return behind.find() && ",;".contains(behind.group(1));
    }

    /** Declarations to the names they get, where a later one has theirs. */
    private Map<Integer, Map<String, String>> renamed(SortedSet<Integer> needed) {
        var taken = needed.stream()
                .flatMap(at -> names(source(at)).stream())
                .collect(Collectors.toCollection(HashSet::new));
        var renamed = new HashMap<Integer, Map<String, String>>();
        for (int at : needed) {
            for (var name : declared(at)) {
                if (needed.tailSet(at + 1).stream()
                        .anyMatch(later ->
                                declared(later).contains(name) || bound(later).contains(name))) {
                    int number = 1;
                    while (!taken.add(name + number)) {
                        number++;
                    }
                    renamed.computeIfAbsent(at, all -> new HashMap<>()).put(name, name + number);
                }
            }
        }
        return renamed;
    }

    private String statement(int at, Map<Integer, Map<String, String>> renamed) {
        var bound = bound(at);
        var code = WORD.matcher(source(at)).replaceAll(word -> {
            var name = word.group();
            var declared = declared(at).contains(name) ? Optional.of(at) : declaration(name, at);
            return Matcher.quoteReplacement(declared.filter(known -> !bound.contains(name))
                    .map(renamed::get)
                    .map(names -> names.get(name))
                    .orElse(name));
        });
        code = withoutModifiers(code);
        var blanked = NO_CODE.matcher(code).replaceAll(text -> {
            boolean comment = text.group().startsWith("/");
            return (comment ? " " : "x").repeat(text.group().length());
        });
        var statement = code.substring(0, blanked.stripTrailing().length()); // a comment behind would hide what follows
        return statement.endsWith(";") ? statement : statement + ";";
    }

    private static String withoutModifiers(String statement) {
        var modifier = MODIFIER.matcher(statement);
        return modifier.find() ? withoutModifiers(modifier.replaceFirst("$1")) : statement;
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
        bound.removeAll(declared(at));
        return bound;
    }

    private String source(int at) {
        return statements.get(at).source();
    }

    private Set<String> declared(int at) {
        return statements.get(at).declared();
    }

    /** Which statement declared a name last, before another. */
    private Optional<Integer> declaration(String name, int before) {
        for (int at = before - 1; at >= 0; at--) {
            if (declared(at).contains(name)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** As {@link #declaration}; if that is not remembered any more or failed, another would be wrong. */
    private Optional<Integer> known(String name, int before) {
        var declaration = declaration(name, before);
        if (declaration.isEmpty() && forgotten.contains(name)) {
            throw BadInput.of(
                    "variable " + name,
                    "its declaration is remembered no more",
                    "one of the latest thousands of statements",
                    "Run its cell again");
        }
        if (declaration.filter(at -> failed(name, at)).isPresent()) {
            throw BadInput.of("variable " + name, "its declaration failed", "one that ran", "Run its cell again");
        }
        return declaration;
    }

    private boolean failed(String name, int at) {
        return statements.get(at).failed().contains(name);
    }

    private void gather(int at, Set<Integer> needed) {
        if (!needed.add(at)) {
            return;
        }
        var used = names(source(at));
        used.removeAll(declared(at));
        used.removeAll(bound(at));
        for (var name : used) {
            known(name, at).ifPresent(other -> {
                gather(other, needed);
                requireUnchanged(name, other, at);
            });
        }
    }

    private void requireUnchanged(String name, int from, int to) {
        change(name, from, to).ifPresent(at -> {
            throw BadInput.of(
                    "variable " + name,
                    "was changed after its declaration, by " + source(at).replaceFirst(";$", ""),
                    "one whose declaration makes it",
                    "Give the changed value a name of its own: var changed = ...");
        });
    }

    /** The first assignment between two places; a declaration of the same name within a block is none. */
    private Optional<Integer> change(String name, int from, int to) {
        var change = Pattern.compile("(?U)(?<![\\w$.])" + Pattern.quote(name)
                + "\\s*(?:\\[(?:[^\\[\\]]|\\[[^\\[\\]]*\\])*\\]\\s*)*"
                + "(?:(=)(?!=)|(?:[-+*/%&|^]|<<|>>>?)=|\\+\\+|--)|(?:\\+\\+|--)\\s*"
                + Pattern.quote(name) + "\\b");
        for (int at = from + 1; at < to; at++) {
            if (declared(at).contains(name)) {
                return Optional.empty(); // another variable of that name
            }
            var code = code(source(at));
            boolean changed = change.matcher(code)
                    .results()
                    .anyMatch(found -> found.group(1) == null
                            || NO_TYPE.matcher(code.substring(0, found.start())).matches());
            if (changed) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
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

    /** A source without its texts and comments. */
    static String code(String source) {
        return NO_CODE.matcher(source).replaceAll(" ");
    }
}
