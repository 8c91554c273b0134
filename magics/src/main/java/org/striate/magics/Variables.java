package org.striate.magics;

import java.util.List;
import java.util.Optional;

/** The variables of a notebook, as the kernel holds them. */
public interface Variables {

    /** The names defined so far. */
    List<String> names();

    /** The value of a variable, or of any Java expression; empty where there is none. */
    Optional<Object> value(String expression);
}
