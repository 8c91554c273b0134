package org.striate.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jshell.Diag;
import org.striate.core.BadInput;
import org.striate.kernel.Evaluator.Place;

/** Says what went wrong in which line of which cell, without a frame of the kernel's. */
final class Tracebacks {

    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    private static final int MOST_FRAMES = 12;

    private Tracebacks() {}

    /** A line of a cell that was being executed. */
    record Frame(int cell, int line, String text) {

        @Override
        public String toString() {
            return "  cell [" + cell + "], line " + line + ":  " + text.strip();
        }
    }

    /** An exception; a {@link BadInput} speaks for itself. */
    static CellFailure of(Throwable problem, List<Frame> frames) {
        var lines = new ArrayList<String>();
        var name = problem.getClass().getSimpleName();
        boolean badInput = problem instanceof BadInput;
        var message = problem.getMessage() == null ? "" : problem.getMessage();
        lines.add(RED
                + (badInput ? message : problem.getClass().getName() + (message.isEmpty() ? "" : ": " + message))
                + PLAIN);
        frames.stream().distinct().limit(MOST_FRAMES).map(Frame::toString).forEach(lines::add);
        if (!badInput) {
            lines.addAll(library(problem));
            for (var cause = problem.getCause(); cause != null; cause = cause.getCause()) {
                lines.add("caused by " + cause);
            }
        }
        return new CellFailure(name, message, lines);
    }

    /** Frames of libraries that the cell called, up to the cell itself. */
    private static List<String> library(Throwable problem) {
        var lines = new ArrayList<String>();
        for (var element : problem.getStackTrace()) {
            if (element.getClassName().startsWith("REPL.") || lines.size() == MOST_FRAMES) {
                break;
            }
            if (!element.getClassName().startsWith("org.striate.kernel.")) {
                lines.add("    in " + element);
            }
        }
        return lines;
    }

    static CellFailure interrupted(List<Frame> frames) {
        var lines = new ArrayList<>(List.of(RED + "Interrupted" + PLAIN));
        frames.stream().distinct().limit(1).map(Frame::toString).forEach(lines::add);
        return new CellFailure("Interrupted", "the cell was interrupted", lines);
    }

    static CellFailure incomplete(Place place) {
        var last = place.lines().get(place.lines().size() - 1);
        return new CellFailure(
                "CompileError",
                "the cell ends in the middle of a statement",
                List.of(
                        RED + "The cell ends in the middle of a statement; is a bracket or a semicolon missing?"
                                + PLAIN,
                        new Frame(place.cell(), place.line() + place.lines().size() - 1, last).toString()));
    }

    static CellFailure unresolved(List<String> missing, Place place) {
        var what = String.join(", ", missing);
        return new CellFailure(
                "CompileError",
                "not defined yet: " + what,
                List.of(
                        RED + "Not defined yet: " + what + ". Define it in an earlier cell, then run this one again."
                                + PLAIN,
                        new Frame(place.cell(), place.line(), place.lines().get(0)).toString()));
    }

    /** The compiler's messages, each below its line with the place underlined. */
    static CellFailure rejected(List<Diag> diagnostics, String source, Place place) {
        var lines = new ArrayList<String>();
        for (var diagnostic : diagnostics) {
            int start = (int) Math.max(0, Math.min(diagnostic.getStartPosition(), source.length()));
            int end = (int) Math.max(start, Math.min(diagnostic.getEndPosition(), source.length()));
            int lineStart = source.lastIndexOf('\n', start - 1) + 1;
            int lineEnd = source.indexOf('\n', start) < 0 ? source.length() : source.indexOf('\n', start);
            int row = (int)
                    source.substring(0, start).chars().filter(c -> c == '\n').count();
            diagnostic
                    .getMessage(Locale.ROOT)
                    .lines()
                    .filter(line ->
                            !line.isBlank() && !line.strip().startsWith("location:")) // a wrapper class of JShell's
                    .forEach(line -> lines.add(RED + line + PLAIN));
            var frame = "  cell [" + place.cell() + "], line " + (place.line() + row) + ":  ";
            lines.add(frame + source.substring(lineStart, lineEnd));
            lines.add(" ".repeat(frame.length() + start - lineStart)
                    + "^".repeat(Math.max(1, Math.min(end, lineEnd) - start)));
        }
        var first = diagnostics.isEmpty()
                ? "the cell does not compile"
                : diagnostics.get(0).getMessage(Locale.ROOT).lines().findFirst().orElse("");
        return new CellFailure("CompileError", first, lines);
    }
}
