package org.striate.magics;

import java.util.List;
import java.util.Optional;

/** The variables of a notebook, as the kernel holds them. */
public interface Variables {

    /** The names defined so far; empty where the kernel keeps them to itself. */
    List<String> names();

    /** Whether a variable has this name. */
    default boolean has(String name) {
        return names().contains(name);
    }

    /** The value of a variable, without running any code; empty where there is none. */
    Optional<Object> value(String name);

    /** Whether it holds nothing of its own: its declaration failed, and it was given no value since. */
    default boolean failed(String name) {
        return false;
    }

    /** The type of an expression as Java writes it, such as {@code List<Rdm>}; empty where it is not known. */
    Optional<String> type(String expression);

    /**
     * The statements that made a variable, and before them those that made what it was made of; the last one declares it.
     *
     * @throws org.striate.core.BadInput if it was changed afterwards, or the kernel keeps no record
     */
    List<String> making(String name);

    /**
     * The statements that make a variable again within a block of their own.
     *
     * @param last only the one that declares it, on the other variables as they are now
     * @throws org.striate.core.BadInput as {@link #making} does, and where a block may not have one of them
     */
    default List<String> remaking(String name, boolean last) {
        var all = making(name);
        return last ? all.subList(all.size() - 1, all.size()) : all;
    }

    /** Runs Java as a cell would; null where it has no value. */
    Object evaluate(String java);
}
