package org.striate.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.kernel.maven.JarMagics;
import org.striate.magics.Magic;
import org.striate.magics.Variables;

/** Evaluates cells in a JShell of this process. Not for several threads, except {@link #interrupt()}. */
final class Evaluator implements Variables {

    private static final List<String> IMPORTS = List.of(
            "java.io.*",
            "java.math.*",
            "java.net.*",
            "java.nio.file.*",
            "java.util.*",
            "java.util.concurrent.*",
            "java.util.function.*",
            "java.util.regex.*",
            "java.util.stream.*",
            "org.striate.core.*",
            "org.striate.datasets.*",
            "org.striate.models.*",
            "org.striate.analysis.*",
            "org.striate.analysis.linear.*",
            "org.striate.analysis.units.*",
            "org.striate.analysis.decoding.*",
            "org.striate.plots.*",
            "static org.striate.kernel.Cell.display",
            "static org.striate.kernel.Cell.updateDisplay");

    /** A snippet's place: the cell's number, its line in the cell from 1, and its own lines. */
    record Place(int cell, int line, List<String> lines) {}

    private final CellRunner runner = new CellRunner();
    private final Map<String, Place> places = new HashMap<>();
    private final MagicLines magics;
    private final JShell shell;
    /** A new one for every cell; null between cells. */
    private volatile Object running;

    Evaluator(List<Magic> magics) {
        var all = new ArrayList<>(magics);
        all.addAll(JarMagics.of(this::addToClassPath));
        this.magics = new MagicLines(all, this);
        this.shell = JShell.builder()
                .executionEngine(new Provider(), Map.of())
                .compilerOptions("-Xlint:none")
                .build();
        // Not as a compiler option: that would hide what is added later.
        shell.addToClasspath(System.getProperty("java.class.path"));
        IMPORTS.forEach(name -> shell.eval("import " + name + ";"));
    }

    /** Gives JShell this kernel's runner. */
    private final class Provider implements ExecutionControlProvider {

        @Override
        public String name() {
            return "striate";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return runner;
        }
    }

    /** Lets cells use a jar or a folder of classes from now on. */
    private void addToClassPath(java.nio.file.Path entry) {
        shell.addToClasspath(entry.toString());
    }

    MagicLines magics() {
        return magics;
    }

    /**
     * Evaluates a cell, snippet by snippet.
     *
     * @param number the cell's execution count, for messages
     * @return the value of the last snippet if it is an expression without a semicolon behind it
     * @throws CellFailure at the first snippet that fails; those before it have taken effect
     */
    Optional<Object> evaluate(String source, int number) throws CellFailure {
        Optional<Object> last = Optional.empty();
        int at = 0;
        running = new Object();
        try {
            while (true) {
                at += leadingBlanks(source.substring(at));
                var rest = source.substring(at);
                if (rest.isEmpty()) {
                    return last;
                }
                int line = 1
                        + (int) source.substring(0, at)
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                var magic = translated(rest, number, line);
                if (magic.isPresent()) {
                    var text = rest.substring(0, magic.get().length());
                    for (var java : magic.get().java()) {
                        last = run(java, new Place(number, line, List.of(text)));
                    }
                    at += magic.get().length();
                } else {
                    var info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
                    var snippet = info.completeness() == Completeness.EMPTY ? "" : snippet(info, rest, number, line);
                    if (snippet.isEmpty()) { // only comments are left
                        return last;
                    }
                    last = run(snippet, new Place(number, line, snippet.lines().toList()));
                    at = source.length() - info.remaining().length();
                }
            }
        } finally {
            running = null;
            Interrupts.request(false);
        }
    }

    private static int leadingBlanks(String source) {
        return source.length() - source.stripLeading().length();
    }

    private Optional<MagicLines.Translation> translated(String rest, int number, int line) throws CellFailure {
        try {
            return magics.translate(rest);
        } catch (BadInput e) {
            var text = rest.lines().findFirst().orElse("");
            throw Tracebacks.of(e, List.of(new Tracebacks.Frame(number, line, text)));
        }
    }

    private static String snippet(SourceCodeAnalysis.CompletionInfo info, String rest, int number, int line)
            throws CellFailure {
        if (info.completeness() == Completeness.DEFINITELY_INCOMPLETE) {
            throw Tracebacks.incomplete(new Place(number, line, rest.lines().toList()));
        }
        // Unknown: no Java; handed to the compiler as it stands, which says what is wrong where.
        return info.source() == null ? rest : info.source();
    }

    private Optional<Object> run(String java, Place place) throws CellFailure {
        Optional<Object> value = Optional.empty();
        for (SnippetEvent event : shell.eval(java)) {
            if (event.causeSnippet() != null) {
                continue; // an earlier snippet that this one changed
            }
            places.put(event.snippet().id(), place);
            if (event.status() == Snippet.Status.REJECTED) {
                throw Tracebacks.rejected(diagnostics(event.snippet()), java, place);
            }
            if (event.exception() != null) {
                throw failure(event.exception());
            }
            if (event.status() == Snippet.Status.RECOVERABLE_NOT_DEFINED
                    || event.status() == Snippet.Status.RECOVERABLE_DEFINED) {
                throw Tracebacks.unresolved(unresolved(event.snippet()), place);
            }
            if (isShown(event.snippet(), java)) {
                value = Optional.ofNullable(runner.value());
            }
        }
        return value;
    }

    private List<Diag> diagnostics(Snippet snippet) {
        return shell.diagnostics(snippet).filter(Diag::isError).toList();
    }

    private List<String> unresolved(Snippet snippet) {
        return shell.unresolvedDependencies((DeclarationSnippet) snippet).toList();
    }

    private static boolean isShown(Snippet snippet, String java) {
        var kind = snippet.subKind();
        return !java.strip().endsWith(";")
                && (kind == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                        || kind == Snippet.SubKind.VAR_VALUE_SUBKIND
                        || kind == Snippet.SubKind.OTHER_EXPRESSION_SUBKIND);
    }

    private CellFailure failure(Exception thrown) {
        var cause = runner.problem() == null ? thrown : runner.problem();
        var frames = new ArrayList<Tracebacks.Frame>();
        for (var element : thrown.getStackTrace()) {
            var file = String.valueOf(element.getFileName());
            var place = file.startsWith("#") ? places.get(file.substring(1)) : null;
            if (place != null) {
                int line = Math.max(1, Math.min(place.lines().size(), element.getLineNumber()));
                frames.add(new Tracebacks.Frame(
                        place.cell(), place.line() + line - 1, place.lines().get(line - 1)));
            }
        }
        boolean interrupted = cause instanceof Interrupts.CellInterrupted
                || cause instanceof InterruptedException
                || cause instanceof Progress.Interrupted;
        return interrupted ? Tracebacks.interrupted(frames) : Tracebacks.of(cause, frames);
    }

    /** Stops the running cell, if there is one, however often it catches the interrupt. */
    void interrupt() {
        var stopped = running;
        if (stopped == null) {
            return;
        }
        Interrupts.request(true);
        var stopper = new Thread(
                () -> {
                    while (running == stopped) {
                        runner.interrupt();
                        java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                    }
                },
                "interrupt");
        stopper.setDaemon(true);
        stopper.start();
    }

    @Override
    public List<String> names() {
        return shell.variables()
                .filter(variable -> !variable.name().startsWith("$"))
                .map(VarSnippet::name)
                .distinct()
                .toList();
    }

    @Override
    public Optional<Object> value(String expression) {
        for (SnippetEvent event : shell.eval(expression)) {
            if (event.causeSnippet() == null
                    && event.status() == Snippet.Status.VALID
                    && event.exception() == null
                    && event.snippet().kind() == Snippet.Kind.EXPRESSION) {
                return Optional.ofNullable(runner.value());
            }
        }
        return Optional.empty();
    }

    /** The texts that could stand before the cursor, and where what they replace begins. */
    record Completions(List<String> texts, int from) {}

    Completions complete(String source, int cursor) {
        var before = source.substring(0, cursor);
        var line = before.substring(before.lastIndexOf('\n') + 1);
        int percent = line.indexOf('%');
        if (percent >= 0 && line.substring(0, percent).matches("\\s*(\\S+\\s+)?(\\w+\\s*=\\s*)?")) {
            var magic = line.substring(percent);
            int word = Math.max(magic.lastIndexOf(' ') + 1, 0);
            return new Completions(magics.complete(magic), cursor - (magic.length() - word));
        }
        int start = lastSnippet(before);
        var anchor = new int[1];
        var texts =
                shell
                        .sourceCodeAnalysis()
                        .completionSuggestions(before.substring(start), cursor - start, anchor)
                        .stream()
                        .map(SourceCodeAnalysis.Suggestion::continuation)
                        .distinct()
                        .toList();
        return new Completions(texts, start + anchor[0]);
    }

    /** Where the snippet begins that is being typed: JShell looks at one snippet at a time. */
    private int lastSnippet(String before) {
        int start = 0;
        while (true) {
            var info = shell.sourceCodeAnalysis().analyzeCompletion(before.substring(start));
            if (info.remaining().isBlank() || !info.completeness().isComplete()) {
                return start;
            }
            start = before.length() - info.remaining().length();
        }
    }

    /** Signatures and documentation of what stands at the cursor; empty where nothing is known. */
    List<String> inspect(String source, int cursor) {
        int end = cursor;
        while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
            end++;
        }
        int from = cursor;
        while (from > 0 && Character.isJavaIdentifierPart(source.charAt(from - 1))) {
            from--;
        }
        var name = source.substring(from, end);
        var lines = new ArrayList<String>();
        shell.variables()
                .filter(variable -> variable.name().equals(name))
                .forEach(variable -> lines.add(variable.typeName() + " " + name));
        var start = lastSnippet(source.substring(0, from));
        var call = source.substring(start, end) + (end < source.length() && source.charAt(end) == '(' ? "(" : "(");
        shell.sourceCodeAnalysis().documentation(call, call.length(), true).forEach(found -> {
            lines.add(found.signature());
            Optional.ofNullable(found.javadoc()).ifPresent(lines::add);
        });
        return lines;
    }

    /** Jupyter's word for whether a cell can be run as it stands. */
    String completeness(String source) {
        var rest = source.strip();
        while (!rest.isEmpty()) {
            if (rest.startsWith("%")) {
                rest = rest.contains("\n") ? rest.substring(rest.indexOf('\n')).strip() : "";
                continue;
            }
            var info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (info.completeness() == Completeness.DEFINITELY_INCOMPLETE
                    || info.completeness() == Completeness.CONSIDERED_INCOMPLETE) {
                return "incomplete";
            }
            if (info.completeness() == Completeness.UNKNOWN) {
                return "invalid";
            }
            rest = info.remaining().strip();
        }
        return "complete";
    }

    void close() {
        shell.close();
    }
}
