package org.striate.kernel.cells;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/** Takes a cell apart, snippet by snippet, without reading the whole rest of a long cell for each. */
final class Splitter {

    private static final int FIRST_WINDOW = 8192;

    private final SourceCodeAnalysis analysis;
    private final String source;
    private int at;
    private int line = 1;

    Splitter(SourceCodeAnalysis analysis, String source) {
        this.analysis = analysis;
        this.source = source;
    }

    /**
     * A piece of a cell.
     *
     * @param line where it begins, from 1
     * @param completeness what JShell thinks of it
     */
    record Piece(String text, int line, Completeness completeness) {

        /** Whether it needs more behind it; a statement without its body is one with a semicolon alone. */
        boolean isIncomplete() {
            return completeness == Completeness.DEFINITELY_INCOMPLETE
                    || completeness == Completeness.CONSIDERED_INCOMPLETE;
        }
    }

    /** The rest of the cell, without leading blanks and comments; empty at its end. */
    String rest() {
        int from = at;
        while (from < source.length()) {
            int next = from;
            if (Character.isWhitespace(source.charAt(from))) {
                next++;
            } else if (source.startsWith("//", from)) {
                next = end(source.indexOf('\n', from), 1);
            } else if (source.startsWith("/*", from) && source.indexOf("*/", from + 2) >= 0) {
                next = end(source.indexOf("*/", from + 2), 2);
            }
            if (next == from) {
                break;
            }
            from = next;
        }
        skip(from - at);
        return source.substring(at);
    }

    private int end(int found, int length) {
        return found < 0 ? source.length() : found + length;
    }

    int line() {
        return line;
    }

    /** Goes on behind so many characters. */
    void skip(int length) {
        for (int i = at; i < at + length; i++) {
            line += source.charAt(i) == '\n' ? 1 : 0;
        }
        at += length;
    }

    /** Takes the next piece of Java; comments alone make an empty one. */
    Piece next() {
        int first = line;
        for (int end : ends()) {
            var info = analysis.analyzeCompletion(source.substring(at, end));
            boolean taken = end == source.length()
                    || (info.completeness().isComplete() && (!info.remaining().isBlank() || source.charAt(end) == '%'));
            if (taken) {
                var text = info.completeness() == Completeness.EMPTY
                        ? ""
                        : info.source() == null ? source.substring(at, end) : info.source();
                skip(end - info.remaining().length() - at);
                return new Piece(text, first, info.completeness());
            }
        }
        throw new IllegalStateException("a cell has an end");
    }

    /** Where to try to stop reading: before each line that may be a magic, after growing windows, at the end. */
    private List<Integer> ends() {
        var ends = new ArrayList<Integer>();
        int magic = source.indexOf("\n%", at);
        int window = FIRST_WINDOW;
        while (ends.isEmpty() || ends.get(ends.size() - 1) < source.length()) {
            int lineEnd = at + window >= source.length() ? -1 : source.indexOf('\n', at + window);
            int end = lineEnd < 0 ? source.length() : lineEnd + 1;
            while (magic >= 0 && magic + 1 <= end) {
                ends.add(magic + 1);
                magic = source.indexOf("\n%", magic + 1);
            }
            if (ends.isEmpty() || ends.get(ends.size() - 1) < end) {
                ends.add(end);
            }
            window *= 4;
        }
        return ends;
    }
}
