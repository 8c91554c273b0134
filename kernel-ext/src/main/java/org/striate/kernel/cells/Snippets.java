package org.striate.kernel.cells;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.spi.SPIResolutionException;
import org.striate.kernel.cells.CellRunner.Ending;
import org.striate.kernel.cells.Places.Place;

/** The JShell of a session: compiles and runs one snippet after the other, and says where in its cell one went wrong. */
final class Snippets {

    /** Notebooks written for IJava render to show, with a semicolon behind or not. */
    private static final Pattern RENDERING = Pattern.compile("(?s)\\A(\\s*render\\s*\\(.*\\))\\s*;\\s*\\z");

    /** The first name of a declaration with a type and a value. */
    private static final Pattern TYPED =
            Pattern.compile("(?U)[^=;{(]*[\\w$>\\]](?<!\\bvar)\\s+([\\w$]+)[\\s\\[\\]]*=(?!=)");

    private final Places places = new Places(this::firstLine);
    private final CellRunner runner = new CellRunner(new CellLoader(places::loaded));
    private final Stopper stopper = new Stopper(runner);
    private final Reserve reserve = new Reserve();
    private final ClassPath classPath = ClassPath.ofProcess();
    private final ClassNames classNames = new ClassNames(classPath);
    private final Statements statements = new Statements();
    private final SpoiltTypes spoilt = new SpoiltTypes();
    private final JShell shell;
    private final QuickSnippets quick;
    private final Optional<JShellMemory> memory;

    Snippets() {
        this.shell = JShell.builder()
                .executionEngine(new Provider(), Map.of())
                .fileManager(files -> new CompilerFiles(files, classPath))
                .compilerOptions("-Xlint:deprecation,removal,unchecked")
                .build();
        shell.eval(Prelude.SOURCE);
        this.quick = new QuickSnippets(shell, runner);
        this.memory = JShellMemory.of(shell);
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

    JShell shell() {
        return shell;
    }

    CellRunner runner() {
        return runner;
    }

    Stopper stopper() {
        return stopper;
    }

    Places places() {
        return places;
    }

    Statements statements() {
        return statements;
    }

    ClassNames classNames() {
        return classNames;
    }

    /** Lets cells use a jar or a folder of classes from now on. */
    void addToClassPath(Path entry) {
        runner.compiling(() -> {
            shell.addToClasspath(entry.toString());
            return entry;
        });
    }

    private int firstLine(String snippetId) {
        return runner.compiling(() -> shell.snippets()
                .filter(snippet -> snippet.id().equals(snippetId))
                .reduce((replaced, latest) -> latest)
                .map(this::firstLine)
                .orElse(1));
    }

    private int firstLine(Snippet snippet) {
        var wrapper = shell.sourceCodeAnalysis().wrapper(snippet);
        boolean shares = CellLoader.snippetIds(wrapper.fullClassName()).size() > 1;
        if (shares && snippet instanceof MethodSnippet method) { // of which JShell knows where the first stands
            var source = Makings.withoutComments(method.source());
            int name = source.indexOf(method.name());
            int at = wrapper.wrapped().indexOf(source.substring(name).strip());
            if (at >= 0) {
                return 1 + lines(wrapper.wrapped().substring(0, at)) - lines(source.substring(0, name));
            }
        }
        return 1 + lines(wrapper.wrapped().substring(0, wrapper.sourceToWrappedPosition(0)));
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /** Declarations of a cell that use what is not there yet; a later line of the cell may declare it. */
    final class Waiting {

        private final Map<DeclarationSnippet, Place> declarations = new LinkedHashMap<>();
        /** Names of variables whose values are lost, by their snippets' ids. */
        private final Map<String, String> emptied = new LinkedHashMap<>();
        /** Those of them that were declared again with another type, and were not made. */
        private final Map<String, String> unmade = new LinkedHashMap<>();

        /** What was lost by a declaration; what it declares itself has its new value, if it did not fail. */
        private void noteEmptied(List<SnippetEvent> events) {
            var left = runner.loader().takeEmptied();
            emptied.putAll(left);
            for (var event : events) {
                var snippet = event.snippet();
                boolean lost = snippet instanceof VarSnippet
                        && event.causeSnippet() != null
                        && event.previousStatus().isDefined()
                        && event.status() == Status.RECOVERABLE_NOT_DEFINED;
                if (lost) {
                    emptied.put(snippet.id(), ((VarSnippet) snippet).name());
                } else if (event.causeSnippet() == null && event.exception() == null) {
                    emptied.remove(snippet.id());
                    unmade.remove(snippet.id());
                } else if (event.causeSnippet() == null && left.containsKey(snippet.id())) {
                    unmade.put(snippet.id(), emptied.remove(snippet.id()));
                }
            }
        }

        /** Values are not lost in silence. */
        void warnOfEmptied() {
            warn(emptied, "the class they are of has changed. Run the cells again that made them.");
            warn(unmade, "its new declaration, of another type, failed.");
        }

        private void warn(Map<String, String> lost, String why) {
            var names = runner.compiling(() -> String.join(", ", lost.values()));
            if (!names.isEmpty()) {
                System.err.println("warning: no value any more: " + names + "; " + why);
            }
        }

        /** Not an error: a later cell may declare it, as notebooks do that were written for other kernels. */
        void warnOfUnresolved() {
            declarations.forEach((declaration, place) -> {
                var missing = runner.compiling(() -> shell.status(declaration) == Status.VALID
                                || !shell.status(declaration).isActive() // another took its place
                        ? List.<String>of()
                        : shell.unresolvedDependencies(declaration).toList());
                if (!missing.isEmpty()) {
                    System.err.println(Tracebacks.unresolvedIn(declaration.name(), missing, place));
                }
            });
        }
    }

    /**
     * Runs one snippet.
     *
     * @return its value, if that is to be shown
     */
    Optional<Object> run(String text, Place place, Waiting waiting, Suggestions suggestions) throws CellFailure {
        var rendering = RENDERING.matcher(Makings.withoutComments(text));
        var java = rendering.matches() ? rendering.group(1) : text;
        places.begin(place);
        var quickly = runner.compiling(() -> quick.run(java));
        if (quickly.isPresent()) {
            var taken = quickly.get();
            statements.add(java, List.of());
            noteAndWarn(taken.snippet(), java, taken.before(), place);
            if (taken.ending().problem() != null) {
                throw failure(taken.ending().problem());
            }
            return Optional.ofNullable(taken.ending().value());
        }
        var errors = runner.compiling(() -> errorsOfRedeclared(java));
        if (!errors.isEmpty()) {
            return rejected(errors, java, place, waiting, suggestions);
        }
        Optional<Object> value = Optional.empty();
        var endings = new HashMap<String, Ending>();
        var events = runner.noting(endings, () -> declare(java, waiting));
        statements.add(java, events);
        for (var event : events) {
            if (event.causeSnippet() == null) { // else an earlier snippet that this one changed
                var ending = endings.getOrDefault(event.snippet().id(), Ending.NOTHING);
                value = outcome(event, ending, java, place, waiting, suggestions);
            }
        }
        return value;
    }

    /** Where another declaration of a variable does not compile, JShell would forget the variable before it says so. */
    private List<Diag> errorsOfRedeclared(String java) {
        var typed = TYPED.matcher(Makings.code(java));
        if (memory.isEmpty()
                || !typed.lookingAt()
                || shell.variables().noneMatch(known -> known.name().equals(typed.group(1)))) {
            return List.of();
        }
        return shell.sourceCodeAnalysis().sourceToSnippets(java).stream()
                .limit(1) // which the second of a list may use
                .filter(snippet -> snippet.subKind() == SubKind.VAR_DECLARATION_WITH_INITIALIZER_SUBKIND)
                .flatMap(snippet -> memory.get().diagnostics(snippet).stream())
                .filter(Diag::isError)
                .toList();
    }

    private List<SnippetEvent> declare(String java, Waiting waiting) {
        spoilt.declaredBy(java, shell).forEach(type -> drop(type, waiting));
        var events = shell.eval(java);
        waiting.noteEmptied(events);
        if (memory.isPresent()) {
            events.stream()
                    .map(SnippetEvent::snippet)
                    .filter(snippet -> snippet instanceof VarSnippet
                            && shell.status(snippet).isActive())
                    .forEach(snippet -> memory.get().forgetOrigin((VarSnippet) snippet));
        }
        return events;
    }

    /** Forgets a declaration, and its classes: it may be declared again. */
    void drop(Snippet snippet, Waiting waiting) {
        var events = shell.drop(snippet);
        waiting.noteEmptied(events);
        var gone = events.stream() // what was made for it would be taken for what its successor needs
                .filter(event -> event.status() == Status.RECOVERABLE_NOT_DEFINED)
                .map(event -> event.snippet().id())
                .collect(Collectors.toSet());
        gone.add(snippet.id());
        runner.loader().forget(gone);
        spoilt.forget(gone);
        memory.ifPresent(there -> there.forgetClasses(gone));
    }

    private Optional<Object> outcome(
            SnippetEvent event, Ending ending, String java, Place place, Waiting waiting, Suggestions suggestions)
            throws CellFailure {
        var snippet = event.snippet();
        if (event.status() == Status.REJECTED) {
            return rejected(shell.diagnostics(snippet).toList(), java, place, waiting, suggestions);
        }
        noteAndWarn(snippet, java, 0, place);
        try {
            if (event.exception() != null) {
                throw failure(Optional.ofNullable(ending.problem()).orElse(event.exception()));
            }
            if (event.status() == Status.RECOVERABLE_NOT_DEFINED || event.status() == Status.RECOVERABLE_DEFINED) {
                waiting.declarations.put((DeclarationSnippet) snippet, place);
                return Optional.empty();
            }
            return isShown(snippet, java) ? Optional.ofNullable(ending.value()) : Optional.empty();
        } finally {
            quick.forgetIfDone(snippet);
        }
    }

    private Optional<Object> rejected(
            List<Diag> diagnostics, String java, Place place, Waiting waiting, Suggestions suggestions)
            throws CellFailure {
        if (importMeant(diagnostics)) {
            return run(java, place, waiting, suggestions);
        }
        var opened = withPublicConstructor(diagnostics, java);
        if (opened.isPresent()) {
            return run(opened.get(), place, waiting, suggestions);
        }
        throw Tracebacks.rejected(diagnostics, java, place, suggestions);
    }

    /** JShell makes a record public, which its constructor has to be then. */
    private static Optional<String> withPublicConstructor(List<Diag> diagnostics, String java) {
        return diagnostics.stream()
                .filter(each -> each.getMessage(Locale.ROOT).contains("stronger access privileges; was public"))
                .map(each -> (int) each.getStartPosition())
                .filter(at -> !java.startsWith("private", at) && !java.startsWith("protected", at))
                .map(at -> java.substring(0, at) + "public " + java.substring(at))
                .findFirst();
    }

    /** Where a name is ambiguous because we import packages too, what the session imported goes before. */
    private boolean importMeant(List<Diag> diagnostics) {
        return diagnostics.stream()
                        .flatMap(each -> Prelude.meant(each.getMessage(Locale.ROOT)).stream())
                        .distinct()
                        .flatMap(type -> runner.compiling(() -> shell.eval("import " + type + ";")).stream())
                        .filter(event -> event.status() == Status.VALID && event.previousStatus() == Status.NONEXISTENT)
                        .count()
                > 0; // else another run would end as this one did
    }

    private void noteAndWarn(Snippet snippet, String source, int before, Place place) {
        int line = runner.compiling(() -> firstLine(snippet));
        places.put(snippet.id(), place, line);
        shell.diagnostics(snippet)
                .filter(each -> !each.isError())
                .forEach(each -> System.err.println(Tracebacks.warning(each, source, before, place)));
    }

    private static boolean isShown(Snippet snippet, String java) {
        var kind = snippet.subKind();
        return (kind == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                        || kind == SubKind.VAR_VALUE_SUBKIND
                        || kind == SubKind.OTHER_EXPRESSION_SUBKIND)
                && !Makings.withoutComments(java).strip().endsWith(";");
    }

    /** What a problem of the code of a cell looks like. */
    CellFailure failure(Throwable problem) {
        if (problem instanceof SessionMagics.NestedFailure nested) {
            return nested.failure();
        }
        if (problem instanceof OutOfMemoryError) {
            reserve.giveFree();
        }
        try { // its class may be a cell's own, whose methods must be stoppable
            return runner.finish(() -> told(problem));
        } catch (Exception | Error e) {
            return stopper.isStopping()
                    ? Tracebacks.interrupted(List.of(), stopper.leftBehind())
                    : Tracebacks.untold(problem, e);
        }
    }

    private CellFailure told(Throwable problem) {
        spoilt.note(problem);
        var frames = Tracebacks.frames(problem, places);
        var failure = problem instanceof SPIResolutionException // JShell's own, without a message
                ? unresolved(problem, frames)
                : Tracebacks.of(problem, frames, places);
        return stopper.isStopping() ? Tracebacks.interrupted(frames, stopper.leftBehind()) : failure;
    }

    /** What the declaration that was called lacks; what all lack where none is at the place. */
    private CellFailure unresolved(Throwable problem, List<String> frames) {
        var called = Stream.of(problem.getStackTrace())
                .map(frame -> CellLoader.snippetIds(frame.getClassName()))
                .filter(ids -> !ids.isEmpty())
                .findFirst();
        return runner.compiling(() -> {
            var waiting = shell.snippets()
                    .filter(snippet -> shell.status(snippet) == Status.RECOVERABLE_DEFINED)
                    .toList();
            var own = waiting.stream()
                    .filter(snippet ->
                            called.filter(ids -> ids.contains(snippet.id())).isPresent())
                    .toList();
            var broken = own.isEmpty() ? waiting : own;
            var missing = broken.stream()
                    .flatMap(snippet -> shell.unresolvedDependencies((DeclarationSnippet) snippet))
                    .distinct()
                    .toList();
            return missing.isEmpty()
                    ? Tracebacks.broken(broken.stream().flatMap(this::whyBroken).toList(), frames)
                    : Tracebacks.unresolved(missing, frames);
        });
    }

    private Stream<String> whyBroken(Snippet declaration) {
        var name = Suggestions.nameOf(declaration)
                + places.cell(declaration.id())
                        .map(cell -> " of cell [" + cell + "]")
                        .orElse("");
        return shell.diagnostics(declaration)
                .filter(Diag::isError)
                .map(error -> name + " no longer compiles: " + String.join(" ", Tracebacks.message(error)));
    }

    /** Does something as a cell's code would do it. */
    <T> T onCell(java.util.concurrent.Callable<T> work) throws CellFailure {
        try {
            return runner.call(work);
        } catch (Exception | Error e) {
            throw failure(e);
        }
    }

    /** A cell has ended: its memory is looked after. */
    void tidy() {
        reserve.fill();
        memory.ifPresent(there -> runner.compiling(() -> {
            there.sweepIfFull();
            return there;
        }));
    }

    /** The variables of the session, without those that JShell makes of values or that have no name ({@code var _}). */
    List<VarSnippet> variables() {
        return runner.compiling(() -> shell.variables()
                .filter(variable ->
                        !variable.name().startsWith("$") && !variable.name().isEmpty())
                .toList());
    }

    /** The value of a variable, also while a cell runs; empty where it is null or not there. */
    Optional<Object> value(String name) {
        return variables().stream()
                .filter(variable -> variable.name().equals(name))
                .reduce((first, second) -> second)
                .flatMap(variable -> runner.loader().variable(variable.id(), name));
    }
}
