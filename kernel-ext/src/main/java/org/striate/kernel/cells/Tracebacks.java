package org.striate.kernel.cells;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jdk.jshell.Diag;
import org.striate.core.BadInput;
import org.striate.kernel.cells.Places.Place;

/** Says what went wrong in which line of which cell, without a frame of the kernel's. */
public final class Tracebacks {

    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    private static final int MOST_FRAMES = 12;
    private static final int MOST_OF_LIBRARY = 4;

    private Tracebacks() {}

    /** An exception; a {@link BadInput} speaks for itself. */
    static CellFailure of(Throwable problem, List<String> frames, Places places) {
        var lines = new ArrayList<String>();
        boolean badInput = problem instanceof BadInput;
        lines.add(RED + (badInput ? message(problem) : text(problem)) + PLAIN);
        lines.addAll(
                badInput ? frames.stream().filter(f -> !f.startsWith("    ")).toList() : frames);
        var seen = Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>());
        for (var cause = problem.getCause(); !badInput && cause != null && seen.add(cause); cause = cause.getCause()) {
            lines.add("caused by " + text(cause));
            lines.addAll(frames(cause, places));
        }
        if (problem instanceof OutOfMemoryError) {
            lines.add("The heap may grow to " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB. Let go of what is not needed: set a variable to null, or %reset.");
        }
        var name = problem.getClass().getSimpleName();
        return new CellFailure(name.isEmpty() ? problem.getClass().getName() : name, message(problem), lines, problem);
    }

    static CellFailure of(Throwable problem, List<String> frames) {
        return of(problem, frames, new Places(id -> 1));
    }

    /** An exception whose own methods fail. */
    static CellFailure untold(Throwable problem, Throwable failure) {
        var name = problem.getClass().getSimpleName();
        var message = "it cannot be shown: " + failure.getClass().getName();
        return new CellFailure(name, message, List.of(RED + name + ": " + message + PLAIN), null);
    }

    /** What a thread of a cell died of, as lines to print. */
    static List<String> ofThread(Throwable problem, Places places) {
        return of(problem, frames(problem, places), places).traceback();
    }

    private static String message(Throwable problem) {
        try {
            return Optional.ofNullable(problem.getMessage()).orElse("");
        } catch (RuntimeException | Error e) { // a cell's own exception class may fail at this
            return "its message cannot be had: " + e.getClass().getName();
        }
    }

    private static String text(Throwable problem) {
        var message = message(problem);
        return problem.getClass().getName().replaceFirst("^REPL\\.\\$JShell\\$\\w+\\$", "")
                + (message.isEmpty() ? "" : ": " + message);
    }

    /** The lines of cells and the frames of libraries on a stack, the innermost first; long runs are folded. */
    static List<String> frames(Throwable problem, Places places) {
        var lines = new ArrayList<String>();
        var library = new ArrayList<String>();
        var last = "";
        for (var element : problem.getStackTrace()) {
            if (element.getClassName().startsWith(CellRunner.class.getName()) || lines.size() > MOST_FRAMES) {
                break;
            }
            var frame = places.find(element).map(Object::toString);
            if (frame.isEmpty()) {
                if (!element.getClassName().startsWith("org.striate.kernel.")) {
                    library.add("    in " + element);
                }
            } else if (!frame.get().equals(last)) { // recursion says the same line a thousand times
                fold(library, lines);
                last = frame.get();
                lines.add(last);
            }
        }
        if (lines.isEmpty()) {
            fold(library, lines);
        }
        return lines;
    }

    private static void fold(List<String> library, List<String> lines) {
        library.stream().limit(MOST_OF_LIBRARY).forEach(lines::add);
        if (library.size() > MOST_OF_LIBRARY) {
            lines.add("    ... " + (library.size() - MOST_OF_LIBRARY) + " more");
        }
        library.clear();
    }

    static CellFailure interrupted(List<String> frames, Optional<Thread> leftBehind) {
        var lines = new ArrayList<>(List.of(RED + "Interrupted" + PLAIN));
        frames.stream().filter(frame -> !frame.startsWith("    ")).limit(1).forEach(lines::add);
        leftBehind.ifPresent(thread -> lines.add(
                "Its thread could not be stopped in the midst of a library's code, and was left behind: %threads"));
        int others = CellThreads.started().size() - (leftBehind.isPresent() ? 1 : 0);
        if (others > 0) {
            lines.add(others + (others == 1 ? " thread" : " threads")
                    + " that cells started still run: %threads lists them, %stop ends them");
        }
        return new CellFailure("Interrupted", "the cell was interrupted", lines, null);
    }

    static CellFailure incomplete(Place place) {
        var last = place.at(place.lines().size());
        return new CellFailure(
                "CompileError",
                "the cell ends in the middle of a statement",
                List.of(
                        RED + "The cell ends in the middle of a statement; is a bracket or a semicolon missing?"
                                + PLAIN,
                        last.toString()),
                null);
    }

    static CellFailure unresolved(List<String> missing, List<String> frames) {
        var message =
                "Not defined yet: " + String.join(", ", missing) + ". Define it in a cell, then run this one again.";
        return unresolved(message, frames);
    }

    /** What was declared and does not compile any more, with what else was declared since. */
    static CellFailure broken(List<String> reasons, List<String> frames) {
        return unresolved(String.join("\n", reasons), frames);
    }

    private static CellFailure unresolved(String message, List<String> frames) {
        var lines = new ArrayList<String>();
        lines.add(RED + message + PLAIN);
        lines.addAll(frames);
        return new CellFailure("UnresolvedReference", message, lines, null);
    }

    /** A warning. */
    static String unresolvedIn(String name, List<String> missing, Place place) {
        return "warning: not defined yet: " + String.join(", ", missing) + "; " + name + " can be used once it is.\n"
                + place.at(1);
    }

    /** The compiler's messages, each below its line with the place underlined. */
    static CellFailure rejected(List<Diag> diagnostics, String source, Place place, Suggestions suggestions) {
        var lines = new ArrayList<String>();
        var errors = diagnostics.stream().filter(Diag::isError).toList();
        for (var error : errors) {
            message(error).forEach(line -> lines.add(RED + line + PLAIN));
            lines.addAll(underlined(error, source, 0, place));
            lines.addAll(suggestions.mend(error, source));
        }
        var first = errors.isEmpty()
                ? "the cell does not compile"
                : errors.get(0).getMessage(Locale.ROOT).lines().findFirst().orElse("");
        return new CellFailure("CompileError", first, lines, null);
    }

    /** A warning of the compiler's, with its place; it saw so many characters before the source. */
    static String warning(Diag warning, String source, int before, Place place) {
        var lines = new ArrayList<String>();
        lines.add("warning: " + String.join(" ", message(warning)));
        lines.addAll(underlined(warning, source, before, place));
        return String.join("\n", lines);
    }

    static List<String> message(Diag diagnostic) {
        return diagnostic
                .getMessage(Locale.ROOT)
                .lines()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("location:")) // a wrapper class of JShell's
                .toList();
    }

    private static List<String> underlined(Diag diagnostic, String source, int before, Place place) {
        int start = (int) Math.max(0, Math.min(diagnostic.getStartPosition() - before, source.length()));
        int end = (int) Math.max(start, Math.min(diagnostic.getEndPosition() - before, source.length()));
        int lineStart = source.lastIndexOf('\n', start - 1) + 1;
        int lineEnd = source.indexOf('\n', start) < 0 ? source.length() : source.indexOf('\n', start);
        int row =
                (int) source.substring(0, start).chars().filter(c -> c == '\n').count();
        var where = "  " + place.at(row + 1).where();
        return List.of(
                where + source.substring(lineStart, lineEnd),
                " ".repeat(where.length() + start - lineStart)
                        + "^".repeat(Math.max(1, Math.min(end, lineEnd) - start)));
    }
}
