package org.striate.kernel.cells;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.striate.core.BadInput;
import org.striate.kernel.cells.Places.Place;
import org.striate.kernel.maven.JarMagics;
import org.striate.magics.Magic;
import org.striate.magics.Variables;

/** Evaluates cells in a JShell of this process, one at a time; {@link #interrupt()} may come from any thread. */
public final class Evaluator implements Variables {

    private final Snippets snippets = new Snippets();
    private final CellRunner runner = snippets.runner();
    private final Stopper stopper = snippets.stopper();
    private final Suggestions suggestions = new Suggestions(this);
    private final MagicLines magics;
    /** Of the running cell, and of what it loads or evaluates. */
    private volatile Snippets.Waiting waiting = snippets.new Waiting();

    /** The magics' steps may use the notebook's variables; the evaluator adds magics of its own. */
    public Evaluator(List<Magic> magics) {
        var own = Stream.concat(SessionMagics.of(this).stream(), JarMagics.of(snippets::addToClassPath).stream());
        this.magics = new MagicLines(Stream.concat(magics.stream(), own).toList(), this);
        Thread.setDefaultUncaughtExceptionHandler(this::threadEnded);
    }

    private void threadEnded(Thread thread, Throwable problem) {
        boolean stopped = problem instanceof Interrupts.CellInterrupted
                || thread instanceof CellRunner.Worker // one that was left behind
                || problem.getClass().getSimpleName().equals("ThreadDeath");
        if (!stopped) {
            var lines = Tracebacks.ofThread(problem, snippets.places());
            System.err.println("thread " + thread.getName() + " ended: " + String.join("\n", lines));
        }
    }

    /**
     * Runs cells of the usual kinds, so that the user's first ones need not load what runs them.
     *
     * @param wanted whether the user's own are there
     */
    public void warmUp(BooleanSupplier wanted) {
        try {
            for (var cell : List.of("1 + 1", "Objects.hash(1);", "var warm = List.of(1);\nwarm", "warm.size()")) {
                if (wanted.getAsBoolean()) {
                    break;
                }
                evaluate(cell, 0, value -> value);
            }
            shell().variables().toList().forEach(shell()::drop);
        } catch (CellFailure e) {
            throw new IllegalStateException(String.join("\n", e.traceback()), e);
        }
    }

    /** Reads the names that can be imported, when there is nothing else to do. */
    public void readNames() {
        var reader = new Thread(snippets.classNames()::read, "names of classes");
        reader.setDaemon(true);
        reader.setPriority(Thread.MIN_PRIORITY);
        reader.start();
    }

    /** The magics of this session. */
    public MagicLines magics() {
        return magics;
    }

    Snippets snippets() {
        return snippets;
    }

    JShell shell() {
        return snippets.shell();
    }

    CellRunner runner() {
        return runner;
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
        waiting = snippets.new Waiting();
        try {
            var value = evaluate(source, number, 1);
            waiting.warnOfUnresolved();
            return value.isPresent() ? Optional.of(snippets.onCell(() -> show.apply(value.get()))) : Optional.empty();
        } finally {
            waiting.warnOfEmptied();
            stopper.end();
            CellThreads.noteStarted(number);
            snippets.tidy();
        }
    }

    /** Does something that belongs to no cell's text, such as a comm's handler, as a cell would do it. */
    public void run(Runnable work) throws CellFailure {
        stopper.begin();
        try {
            snippets.onCell(() -> {
                work.run();
                return true;
            });
        } finally {
            stopper.end();
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
                var help = mended(() -> MagicLines.helpOfTime(call), source, number, firstLine);
                return help.isPresent()
                        ? Optional.of(help.get())
                        : timed(() -> evaluate(call.body(), number, firstLine + 1));
            }
            var line = mended(() -> magics.asLine(call), source, number, firstLine);
            return line.isPresent()
                    ? evaluate(line.get(), number, firstLine)
                    : Optional.ofNullable(snippets.onCell(() -> magics.runCell(call)));
        }
        Optional<Object> last = Optional.empty();
        var cell = new Splitter(shell().sourceCodeAnalysis(), source);
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
                var java = magic.get().java();
                last = magic.get().timed() ? timed(() -> evaluate(java.get(0), number, line)) : runAll(java, place);
                continue;
            }
            var piece = runner.compiling(cell::next);
            var place = new Place(number, line, piece.text().lines().toList());
            if (piece.text().isEmpty()) { // only comments are left
                break;
            }
            if (piece.isIncomplete()) {
                throw Tracebacks.incomplete(place);
            }
            last = snippets.run(piece.text(), place, waiting, suggestions);
        }
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
                Locale.ROOT, "ran %.1f ms, %.1f ms with its compilation%n", ran, (System.nanoTime() - all) / 1e6);
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

    private Optional<Object> runAll(List<String> sources, Place place) throws CellFailure {
        Optional<Object> last = Optional.empty();
        for (var java : sources) {
            last = snippets.run(java, place, waiting, suggestions);
        }
        return last;
    }

    /** Stops the running cell, if there is one, whatever it does. */
    public void interrupt() {
        stopper.interrupt();
    }

    /** Forgets a declaration. */
    void drop(Snippet snippet) {
        snippets.drop(snippet, waiting);
    }

    @Override
    public List<String> names() {
        return snippets.variables().stream().map(VarSnippet::name).distinct().toList();
    }

    @Override
    public Optional<Object> value(String name) {
        return snippets.value(name);
    }

    @Override
    public Optional<String> type(String expression) {
        return runner.compiling(() -> snippets.variables().stream()
                .filter(snippet -> snippet.name().equals(expression))
                .reduce((first, second) -> second)
                .map(variable -> Prelude.brief(variable.typeName()))
                .or(() -> Optional.ofNullable(
                        shell().sourceCodeAnalysis().analyzeType(expression, expression.length()))));
    }

    @Override
    public boolean failed(String name) {
        return snippets.statements().makings().failed(name);
    }

    @Override
    public List<String> making(String name) {
        return snippets.statements().makings().of(name);
    }

    @Override
    public List<String> remaking(String name, boolean last) {
        var makings = snippets.statements().makings();
        return last ? List.of(makings.last(name)) : makings.again(name);
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
        shell().close();
    }
}
