package org.striate.kernel.cells;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.magics.Completer;
import org.striate.magics.Help;
import org.striate.magics.Magic;
import org.striate.magics.Variables;

/** The magics that look after the session itself. */
final class SessionMagics {

    private SessionMagics() {}

    /** What went wrong in a cell that a cell evaluated; its text is ready. */
    static final class NestedFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient CellFailure failure;

        NestedFailure(CellFailure failure) {
            super(failure.getMessage(), failure);
            this.failure = failure;
        }

        CellFailure failure() {
            return failure;
        }
    }

    /** A magic of a few lines. */
    private record Simple(
            String name,
            Class<?> type,
            String summary,
            String usage,
            BiFunction<List<String>, Variables, Object> work,
            BiFunction<String, Variables, List<String>> words)
            implements Magic {

        @Override
        public Object run(List<String> arguments, Variables variables) {
            return work.apply(arguments, variables);
        }

        @Override
        public Help help() {
            return Help.of("%" + usage, summary);
        }

        @Override
        public List<String> complete(List<String> arguments, Variables variables) {
            var typed = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
            return words.apply(typed, variables);
        }
    }

    static List<Magic> of(Evaluator evaluator) {
        return List.of(
                new Simple(
                        "who",
                        String.class,
                        "Lists the variables with their types and values.",
                        "who",
                        (words, variables) -> who(evaluator),
                        (typed, variables) -> List.of()),
                new Simple(
                        "reset",
                        String.class,
                        "Forgets variables, methods and types: all of them, or those named.",
                        "reset [NAME..]",
                        (words, variables) -> reset(evaluator, words),
                        (typed, variables) -> variables.names().stream()
                                .filter(name -> name.startsWith(typed))
                                .toList()),
                new Simple(
                        "load",
                        Object.class,
                        "Evaluates a file of Java code, or the code cells of a notebook.",
                        "load FILE (.java, .jshell, .jsh or .ipynb)",
                        (words, variables) -> load(evaluator, words),
                        (typed, variables) -> Completer.files(typed)),
                new Simple(
                        "threads",
                        String.class,
                        "Lists the threads that cells started and that still run.",
                        "threads",
                        (words, variables) -> threads(evaluator),
                        (typed, variables) -> List.of()),
                new Simple(
                        "stop",
                        String.class,
                        "Stops the threads that cells started: all of them, or those named.",
                        "stop [NAME..]",
                        (words, variables) -> stop(evaluator, words),
                        (typed, variables) -> CellThreads.started().stream()
                                .map(Thread::getName)
                                .filter(name -> name.startsWith(typed))
                                .toList()));
    }

    private static String who(Evaluator evaluator) {
        var variables = evaluator.snippets().variables();
        if (variables.isEmpty()) {
            return "no variables";
        }
        int wide = variables.stream().mapToInt(v -> v.name().length()).max().orElse(1);
        int type = variables.stream()
                .mapToInt(v -> Prelude.brief(v.typeName()).length())
                .max()
                .orElse(1);
        return variables.stream()
                .map(v -> ("%-" + wide + "s  %-" + type + "s  %s")
                        .formatted(
                                v.name(),
                                Prelude.brief(v.typeName()),
                                evaluator
                                        .value(v.name())
                                        .map(SessionMagics::brief)
                                        .orElse("null")))
                .collect(Collectors.joining("\n"));
    }

    private static String brief(Object value) {
        String text;
        try {
            text = String.valueOf(value).lines().findFirst().orElse("");
        } catch (Progress.Interrupted e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) { // the others are listed all the same
            return "cannot be shown (" + e.getClass().getSimpleName() + ")";
        }
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }

    private static String reset(Evaluator evaluator, List<String> names) {
        return evaluator.runner().compiling(() -> {
            var shell = evaluator.shell();
            var doomed = shell.snippets()
                    .filter(snippet -> snippet.kind().isPersistent() && snippet.kind() != Snippet.Kind.IMPORT)
                    .filter(snippet -> shell.status(snippet).isActive())
                    .filter(snippet -> names.isEmpty() || names.contains(Suggestions.nameOf(snippet)))
                    .toList();
            for (var name : names) {
                if (doomed.stream()
                        .noneMatch(snippet -> Suggestions.nameOf(snippet).equals(name))) {
                    throw BadInput.unknown("name", name, "this session", evaluator.names(), "%who");
                }
            }
            for (var snippet : doomed) {
                if (shell.status(snippet) != Status.DROPPED) {
                    evaluator.drop(snippet);
                }
            }
            return doomed.size() + (doomed.size() == 1 ? " definition" : " definitions") + " forgotten";
        });
    }

    private static Object load(Evaluator evaluator, List<String> words) {
        if (words.size() != 1) {
            throw BadInput.of("%load", words.size() + " arguments", "one file", "%load helpers.jshell");
        }
        var file = existing(words.get(0));
        Object last = null;
        for (var source : sources(file)) {
            try {
                last = evaluator.nested(source).orElse(null);
            } catch (CellFailure e) {
                throw new NestedFailure(e);
            }
        }
        return last;
    }

    /** The file, or where there is none of that name, the one with an ending that notebooks leave out. */
    private static Path existing(String name) {
        return Stream.of("", ".ipynb", ".jshell", ".jsh", ".java")
                .map(ending -> Path.of(name + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(Path.of(name));
    }

    private static List<String> sources(Path file) {
        try {
            var text = Files.readString(file);
            return file.toString().endsWith(".ipynb") ? codeCells(text) : List.of(text);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw BadInput.of(
                    "file " + file,
                    "cannot be read (" + e.getClass().getSimpleName() + ")",
                    "Java code or a notebook",
                    "Look from the notebook's folder: " + Path.of("").toAbsolutePath());
        }
    }

    private static List<String> codeCells(String json) {
        var cells = new ArrayList<String>();
        for (var each : JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("cells")) {
            JsonObject cell = each.getAsJsonObject();
            if (cell.get("cell_type").getAsString().equals("code")) {
                var source = cell.get("source");
                cells.add(source instanceof JsonArray lines ? joined(lines) : source.getAsString());
            }
        }
        return cells;
    }

    private static String joined(JsonArray lines) {
        return StreamSupport.stream(lines.spliterator(), false)
                .map(JsonElement::getAsString)
                .collect(Collectors.joining());
    }

    private static String threads(Evaluator evaluator) {
        var threads = CellThreads.started();
        return threads.isEmpty()
                ? "no threads of cells run"
                : threads.stream()
                        .map(thread -> CellThreads.describe(
                                thread, evaluator.snippets().places()))
                        .collect(Collectors.joining("\n"));
    }

    private static String stop(Evaluator evaluator, List<String> names) {
        var threads = CellThreads.started().stream()
                .filter(thread -> names.isEmpty() || names.contains(thread.getName()))
                .toList();
        threads.forEach(Interrupts::stop);
        long begun = System.nanoTime();
        boolean killed = false;
        while (threads.stream().anyMatch(Thread::isAlive) && System.nanoTime() - begun < 5_000_000_000L) {
            threads.forEach(Thread::interrupt);
            Interrupts.check();
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000L);
            if (!killed && System.nanoTime() - begun > 400_000_000L) {
                killed = true;
                threads.stream().filter(Thread::isAlive).forEach(Stopper::kill);
            }
        }
        var left = threads.stream().filter(Thread::isAlive).toList();
        var said = threads.size() - left.size() + " of " + threads.size() + " threads stopped";
        return left.isEmpty()
                ? said
                : said + "; these end when the library's code they are in returns:\n"
                        + left.stream()
                                .map(thread -> CellThreads.describe(
                                        thread, evaluator.snippets().places()))
                                .collect(Collectors.joining("\n"));
    }
}
