package org.striate.kernel.cells;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.striate.core.BadInput;
import org.striate.kernel.cells.Places.Place;
import org.striate.kernel.maven.JarMagics;
import org.striate.magics.Imports;
import org.striate.magics.Magic;
import org.striate.magics.Variables;

/** Evaluates cells in a JShell of this process, one at a time; {@link #interrupt()} may come from any thread. */
public final class Evaluator implements Variables {

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
            "static org.striate.kernel.Cell.*");

    private final Places places = new Places(this::firstLine);
    private final CellRunner runner = new CellRunner(new CellLoader(places::loaded));
    private final Stopper stopper = new Stopper(runner);
    private final Reserve reserve = new Reserve();
    private final MagicLines magics;
    private final JShell shell;
    private final QuickSnippets quick;

    /** The magics' steps may use the notebook's variables; the evaluator adds magics of its own. */
    public Evaluator(List<Magic> magics) {
        var own = Stream.concat(SessionMagics.of(this).stream(), JarMagics.of(this::addToClassPath).stream());
        this.magics = new MagicLines(Stream.concat(magics.stream(), own).toList(), this);
        this.shell = JShell.builder()
                .executionEngine(new Provider(), Map.of())
                .compilerOptions("-Xlint:deprecation,removal,unchecked")
                .build();
        // Once here, and not as a compiler option: that would be read anew at every snippet.
        shell.addToClasspath(String.join(File.pathSeparator, classPath()));
        Stream.concat(IMPORTS.stream(), Imports.OF_STRIATE.stream())
                .forEach(name -> shell.eval("import " + name + ";"));
        this.quick = new QuickSnippets(shell, runner.loader());
        Thread.setDefaultUncaughtExceptionHandler(this::threadEnded);
    }

    /** Lets cells use a jar or a folder of classes from now on. */
    private void addToClassPath(Path entry) {
        runner.compiling(() -> {
            shell.addToClasspath(entry.toString());
            return entry;
        });
    }

    private void threadEnded(Thread thread, Throwable problem) {
        boolean stopped = problem instanceof Interrupts.CellInterrupted
                || thread instanceof CellRunner.Worker // one that was left behind
                || problem.getClass().getSimpleName().equals("ThreadDeath");
        if (!stopped) {
            var lines = Tracebacks.ofThread(problem, places);
            System.err.println("thread " + thread.getName() + " ended: " + String.join("\n", lines));
        }
    }

    /** What cells are compiled against. */
    static List<String> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> !part.isBlank())
                .toList();
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

    /** Runs a few cells of the usual kinds, so that the user's first one need not load what runs them. */
    public void warmUp() {
        try {
            for (var cell : List.of("1 + 1", "var warm = List.of(1);\nwarm", "Objects.hash(1);", "warm.size()")) {
                evaluate(cell, 0, value -> value);
            }
            shell.variables().toList().forEach(shell::drop);
            var reader = new Thread(ClassNames::prepare, "names of classes"); // offered as imports from then on
            reader.setDaemon(true);
            reader.setPriority(Thread.MIN_PRIORITY);
            reader.start();
        } catch (CellFailure e) {
            throw new IllegalStateException(String.join("\n", e.traceback()), e);
        }
    }

    /** The magics of this session. */
    public MagicLines magics() {
        return magics;
    }

    JShell shell() {
        return shell;
    }

    CellRunner runner() {
        return runner;
    }

    Places places() {
        return places;
    }

    private int firstLine(String snippetId) {
        return runner.compiling(() -> shell.snippets()
                .filter(snippet -> snippet.id().equals(snippetId))
                .findFirst()
                .map(snippet -> {
                    var wrapper = shell.sourceCodeAnalysis().wrapper(snippet);
                    var before = wrapper.wrapped().substring(0, wrapper.sourceToWrappedPosition(0));
                    return 1 + (int) before.chars().filter(c -> c == '\n').count();
                })
                .orElse(1));
    }

    /**
     * Evaluates a cell, snippet by snippet.
     *
     * @param number the cell's execution count, for messages
     * @param show what becomes of the value; called on the cells' thread, where it can be interrupted
     * @return the shown value of the last snippet if it is an expression without a semicolon behind it
     * @throws CellFailure at the first snippet that fails; those before it have taken effect
     */
    public <T> Optional<T> evaluate(String source, int number, Function<Object, T> show) throws CellFailure {
        stopper.begin();
        try {
            var value = evaluate(source, number, 1);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            var shown = onCell(() -> show.apply(value.get()));
            reserve.fill();
            return Optional.of(shown);
        } finally {
            stopper.end();
            CellThreads.noteStarted(number);
        }
    }

    /** Does something that belongs to no cell's text, such as a comm's handler, as a cell would do it. */
    public void run(Runnable work) throws CellFailure {
        stopper.begin();
        try {
            onCell(() -> {
                work.run();
                return true;
            });
        } finally {
            stopper.end();
        }
    }

    private <T> T onCell(java.util.concurrent.Callable<T> work) throws CellFailure {
        try {
            return runner.call(work);
        } catch (Exception | Error e) {
            throw failure(e);
        }
    }

    /** Evaluates a source while a cell runs, for that cell. */
    Optional<Object> nested(String source) throws CellFailure {
        return evaluate(source, 0, 1);
    }

    private Optional<Object> evaluate(String source, int number, int firstLine) throws CellFailure {
        var cellMagic = MagicLines.ofCell(source);
        if (cellMagic.isPresent()) {
            var call = cellMagic.get();
            if (call.name().equals(MagicLines.TIME)) {
                return timed(() -> evaluate(call.body(), number, firstLine + 1));
            }
            var line = mended(() -> magics.asLine(call), source, number, firstLine);
            return line.isPresent()
                    ? evaluate(line.get(), number, firstLine)
                    : Optional.ofNullable(onCell(() -> magics.runCell(call)));
        }
        Optional<Object> last = Optional.empty();
        var waiting = new LinkedHashMap<DeclarationSnippet, Place>();
        var cell = new Splitter(shell.sourceCodeAnalysis(), source);
        for (var rest = cell.rest(); !rest.isEmpty(); rest = cell.rest()) {
            if (stopper.isStopping()) {
                throw Tracebacks.interrupted(List.of(), Optional.empty());
            }
            int line = firstLine + cell.line() - 1;
            var magic = translated(rest, number, line);
            if (magic.isPresent()) {
                magic.get().printed().ifPresent(System.out::println);
                var place = new Place(
                        number, line, List.of(rest.substring(0, magic.get().length())));
                cell.skip(magic.get().length());
                last = magic.get().timed()
                        ? timed(() -> runAll(magic.get().java(), place, waiting))
                        : runAll(magic.get().java(), place, waiting);
                continue;
            }
            var piece = runner.compiling(cell::next);
            var place = new Place(number, line, piece.text().lines().toList());
            if (piece.text().isEmpty()) { // only comments are left
                break;
            }
            if (piece.completeness() == Completeness.DEFINITELY_INCOMPLETE) {
                throw Tracebacks.incomplete(place);
            }
            last = run(piece.text(), place, waiting);
        }
        requireResolved(waiting);
        return last;
    }

    private interface Evaluation {
        Optional<Object> get() throws CellFailure;
    }

    private Optional<Object> timed(Evaluation evaluation) throws CellFailure {
        long all = System.nanoTime();
        long run = runner.spent();
        var value = evaluation.get();
        double ran = (runner.isCellThread() ? System.nanoTime() - all : runner.spent() - run) / 1e6;
        System.out.printf(
                java.util.Locale.ROOT,
                "ran %.1f ms, %.1f ms with its compilation%n",
                ran,
                (System.nanoTime() - all) / 1e6);
        return value;
    }

    private Optional<MagicLines.Translation> translated(String rest, int number, int line) throws CellFailure {
        return mended(() -> magics.translate(rest), rest, number, line);
    }

    /** What reading a magic gives; a mistake in it is one of its line. */
    private static <T> T mended(Supplier<T> reading, String rest, int number, int line) throws CellFailure {
        try {
            return reading.get();
        } catch (BadInput e) {
            var text = rest.lines().findFirst().orElse("");
            throw Tracebacks.of(e, List.of(new Places.Frame(number, line, text).toString()));
        }
    }

    /** A declaration may use one that comes later in its cell, but not later than that. */
    private void requireResolved(Map<DeclarationSnippet, Place> waiting) throws CellFailure {
        for (var entry : waiting.entrySet()) {
            var missing = runner.compiling(() -> shell.status(entry.getKey()) == Status.VALID
                    ? List.<String>of()
                    : shell.unresolvedDependencies(entry.getKey()).toList());
            if (!missing.isEmpty()) {
                throw Tracebacks.unresolved(missing, entry.getValue());
            }
        }
    }

    private Optional<Object> runAll(List<String> sources, Place place, Map<DeclarationSnippet, Place> waiting)
            throws CellFailure {
        Optional<Object> last = Optional.empty();
        for (var java : sources) {
            last = run(java, place, waiting);
        }
        return last;
    }

    private Optional<Object> run(String java, Place place, Map<DeclarationSnippet, Place> waiting) throws CellFailure {
        places.begin(place);
        var quickly = runner.compiling(() -> quick.run(java));
        if (quickly.isPresent()) {
            var taken = quickly.get();
            places.put(taken.event().snippet().id(), place);
            warn(taken.event().snippet(), java, taken.before(), place);
            if (taken.event().exception() != null) {
                throw failure(runner.problem() == null ? taken.event().exception() : runner.problem());
            }
            return taken.value();
        }
        Optional<Object> value = Optional.empty();
        for (var event : runner.compiling(() -> shell.eval(java))) {
            if (event.causeSnippet() == null) { // else an earlier snippet that this one changed
                value = outcome(event, java, place, waiting);
            }
        }
        return value;
    }

    private Optional<Object> outcome(
            SnippetEvent event, String java, Place place, Map<DeclarationSnippet, Place> waiting) throws CellFailure {
        var snippet = event.snippet();
        places.put(snippet.id(), place);
        if (event.status() == Status.REJECTED) {
            throw Tracebacks.rejected(shell.diagnostics(snippet).toList(), java, place, new Suggestions(this));
        }
        warn(snippet, java, 0, place);
        try {
            if (event.exception() != null) {
                throw failure(runner.problem() == null ? event.exception() : runner.problem());
            }
            if (event.status() == Status.RECOVERABLE_NOT_DEFINED || event.status() == Status.RECOVERABLE_DEFINED) {
                waiting.put((DeclarationSnippet) snippet, place);
                return Optional.empty();
            }
            return isShown(snippet, java) ? Optional.ofNullable(runner.value()) : Optional.empty();
        } finally {
            quick.forgetIfDone(snippet);
        }
    }

    private void warn(Snippet snippet, String source, int before, Place place) {
        shell.diagnostics(snippet)
                .filter(each -> !each.isError())
                .forEach(each -> System.err.println(Tracebacks.warning(each, source, before, place)));
    }

    private static boolean isShown(Snippet snippet, String java) {
        var kind = snippet.subKind();
        return !java.strip().endsWith(";")
                && (kind == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                        || kind == SubKind.VAR_VALUE_SUBKIND
                        || kind == SubKind.OTHER_EXPRESSION_SUBKIND);
    }

    private CellFailure failure(Throwable problem) {
        if (problem instanceof SessionMagics.NestedFailure nested) {
            return nested.failure();
        }
        if (problem instanceof OutOfMemoryError) {
            reserve.giveFree();
        }
        var frames = Tracebacks.frames(problem, places);
        return stopper.isStopping()
                ? Tracebacks.interrupted(frames, stopper.leftBehind())
                : Tracebacks.of(problem, frames, places);
    }

    /** Stops the running cell, if there is one, whatever it does. */
    public void interrupt() {
        stopper.interrupt();
    }

    @Override
    public List<String> names() {
        return runner.compiling(() -> shell.variables()
                .map(VarSnippet::name)
                .filter(name -> !name.startsWith("$"))
                .distinct()
                .toList());
    }

    @Override
    public Optional<Object> value(String name) {
        return runner.compiling(() -> variable(name))
                .flatMap(snippet -> runner.loader().variable(snippet.id(), name));
    }

    private Optional<VarSnippet> variable(String name) {
        return shell.variables().filter(snippet -> snippet.name().equals(name)).reduce((first, second) -> second);
    }

    @Override
    public Optional<String> type(String expression) {
        return runner.compiling(() -> variable(expression)
                .map(VarSnippet::typeName)
                .or(() ->
                        Optional.ofNullable(shell.sourceCodeAnalysis().analyzeType(expression, expression.length()))));
    }

    @Override
    public List<String> making(String name) {
        return runner.compiling(() -> new Makings(shell.snippets().toList()).of(name));
    }

    @Override
    public Object evaluate(String java) {
        try {
            return nested(java).orElse(null);
        } catch (CellFailure e) {
            throw new SessionMagics.NestedFailure(e);
        }
    }

    /** Whether a text is a cell that can be run, and what stands at its cursor. */
    public Editor editor() {
        return new Editor(this);
    }

    /** Ends JShell; the process may go on. */
    public void close() {
        shell.close();
    }
}
