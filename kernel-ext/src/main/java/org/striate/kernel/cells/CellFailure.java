package org.striate.kernel.cells;

import java.util.List;

/** A cell that ended in an error, as the front end shows it. */
public final class CellFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient List<String> traceback;

    /**
     * @param name the kind of error
     * @param value what was wrong, in one line
     * @param traceback what to print, line by line
     * @param cause what the cell threw; null where it did not compile
     */
    CellFailure(String name, String value, List<String> traceback, Throwable cause) {
        super(value, cause);
        this.name = name;
        this.traceback = traceback;
    }

    /** The kind of error, such as the simple name of an exception. */
    public String name() {
        return name;
    }

    /** What to print, line by line. */
    public List<String> traceback() {
        return traceback;
    }
}
