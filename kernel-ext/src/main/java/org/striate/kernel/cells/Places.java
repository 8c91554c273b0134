package org.striate.kernel.cells;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where in which cell the snippets stand, so that a frame of a stack is a line of a cell. */
final class Places {

    /** How many of the snippets are remembered; those of a session of thousands of cells are not all needed. */
    private static final int MOST = 2000;

    /**
     * A snippet's place.
     *
     * @param cell the cell's number
     * @param line the line in the cell at which it begins, from 1
     * @param lines its own lines
     */
    record Place(int cell, int line, List<String> lines) {

        Frame at(int lineOfSnippet) {
            int which = Math.max(1, Math.min(lines.size(), lineOfSnippet));
            return new Frame(cell, line + which - 1, lines.get(which - 1));
        }
    }

    /** A line of a cell that was being executed. */
    record Frame(int cell, int line, String text) {

        @Override
        public String toString() {
            return "  " + where() + text.strip();
        }

        String where() {
            return "cell [" + cell + "], line " + line + ":  ";
        }
    }

    /** Says at which line of the class that JShell makes of a snippet the snippet's own text begins. */
    @FunctionalInterface
    interface FirstLine {
        int of(String snippetId);
    }

    /** A snippet's place, and the first line of its text in its class; 0 where JShell is still to be asked. */
    private record Known(Place place, int firstLine) {}

    private final FirstLine firstLine;
    private volatile Place current;

    private final Map<String, Known> places = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    Places(FirstLine firstLine) {
        this.firstLine = firstLine;
    }

    /**
     * Keeps a snippet's place.
     *
     * @param firstLine the line of its class at which its own text begins
     */
    synchronized void put(String snippetId, Place place, int firstLine) {
        places.put(snippetId, new Known(place, firstLine));
    }

    /** The snippets that are loaded from now on stand here, unless it is known that they stand elsewhere. */
    void begin(Place place) {
        current = place;
    }

    /** A snippet's classes are there, and may run. */
    synchronized void loaded(String snippetId) {
        if (current != null) {
            places.putIfAbsent(snippetId, new Known(current, 0));
        }
    }

    /** The number of the cell that a snippet stands in, if that is remembered. */
    synchronized Optional<Integer> cell(String snippetId) {
        return Optional.ofNullable(places.get(snippetId)).map(known -> known.place.cell());
    }

    /** The line of a cell that a frame stands for; empty for a frame of a library. */
    Optional<Frame> find(StackTraceElement element) {
        var ids = CellLoader.snippetIds(element.getClassName());
        boolean alone = ids.size() == 1;
        int line = element.getLineNumber();
        return ids.stream()
                .flatMap(id -> known(id, alone).stream())
                .filter(known -> alone || known.firstLine <= line)
                .max(Comparator.comparingInt(Known::firstLine))
                .map(known -> known.place.at(line - known.firstLine + 1));
    }

    /** With a line; one that shares its class may have stood elsewhere before. */
    private Optional<Known> known(String id, boolean alone) {
        Known known;
        synchronized (this) {
            known = places.get(id);
        }
        return Optional.ofNullable(known)
                .map(noted -> alone && noted.firstLine > 0 ? noted : new Known(noted.place, firstLine.of(id)));
    }
}
