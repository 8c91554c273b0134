package org.striate.magics;

import java.util.List;

/** A magic that takes the rest of its cell, {@code %%name arguments}. */
public interface CellMagic extends Magic {

    /**
     * Runs the step.
     *
     * @param arguments the words behind the name
     * @param body the lines below
     * @return what the cell shows; null for nothing
     */
    Object runCell(List<String> arguments, String body);
}
