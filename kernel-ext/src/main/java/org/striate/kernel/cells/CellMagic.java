package org.striate.kernel.cells;

import java.util.List;
import org.striate.magics.Magic;

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
