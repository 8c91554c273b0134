package org.striate.kernel;

import java.util.List;

/** A cell that ended in an error, as the front end shows it. */
final class CellFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient List<String> traceback;

    /**
     * @param name the kind of error
     * @param value what was wrong, in one line
     * @param traceback what to print, line by line
     */
    CellFailure(String name, String value, List<String> traceback) {
        super(value);
        this.name = name;
        this.traceback = traceback;
    }

    String name() {
        return name;
    }

    List<String> traceback() {
        return traceback;
    }
}
