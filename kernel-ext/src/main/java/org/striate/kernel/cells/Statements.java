package org.striate.kernel.cells;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * What cells declared and changed, in its order, for {@link Makings}; JShell is made to forget it. The oldest goes where the
 * room is full, so that a declaration that is there has all its later changes there too.
 */
final class Statements {

    /** In bytes, about; 5,000 short statements. */
    private static final int ROOM = 1 << 20;
    /** Of one beside its text. */
    private static final int BYTES = 150;

    private static final Pattern CHANGE = Pattern.compile("(?<![=!<>])=(?!=)|<<=|>>=|\\+\\+|--");

    /** A statement, the names of the variables that it declared, and of those of them that it failed to make. */
    record Statement(String source, Set<String> declared, Set<String> failed) {

        private int bytes() {
            return source.length() + BYTES;
        }
    }

    private final Deque<Statement> kept = new ArrayDeque<>();
    private final Set<String> forgotten = new HashSet<>();
    private int bytes;

    /** Notes what has been run, a quick cell without events; what was rejected, a method or a class changed nothing. */
    void add(String source, List<SnippetEvent> events) {
        var run = events.stream()
                .filter(event -> event.causeSnippet() == null && event.status() != Status.REJECTED)
                .filter(event ->
                        event.snippet().kind() != Kind.METHOD && event.snippet().kind() != Kind.TYPE_DECL)
                .toList();
        if (events.isEmpty() || !run.isEmpty()) {
            add(source, declared(run.stream()), declared(run.stream().filter(event -> event.exception() != null)));
        }
    }

    private static Set<String> declared(Stream<SnippetEvent> events) {
        return events.flatMap(event -> declared(event.snippet())).collect(Collectors.toUnmodifiableSet());
    }

    /** Not what JShell makes of a value, and of what has no name ({@code var _}). */
    private static Stream<String> declared(Snippet snippet) {
        return snippet instanceof VarSnippet variable
                        && variable.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                        && !variable.name().isEmpty()
                ? Stream.of(variable.name())
                : Stream.empty();
    }

    /** A statement that neither declares nor assigns anything is of no use later. */
    private synchronized void add(String source, Set<String> declared, Set<String> failed) {
        if (declared.isEmpty() && !CHANGE.matcher(Makings.code(source)).find()) {
            return;
        }
        var statement = new Statement(source.strip(), declared, failed);
        kept.add(statement);
        bytes += statement.bytes();
        while (bytes > ROOM) {
            var oldest = kept.remove();
            bytes -= oldest.bytes();
            forgotten.addAll(oldest.declared());
        }
    }

    /** How variables were made, by what is known now. */
    synchronized Makings makings() {
        return new Makings(List.copyOf(kept), Set.copyOf(forgotten));
    }
}
