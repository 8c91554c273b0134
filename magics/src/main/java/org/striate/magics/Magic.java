package org.striate.magics;

import java.util.List;

/** A step that a notebook calls in one line, {@code %name arguments}. */
public interface Magic {

    /** The name without the per cent sign. */
    String name();

    /** What it does, in one line. */
    String summary();

    /** The type of its value. */
    Class<?> type();

    /**
     * Runs the step.
     *
     * @param arguments split as a shell splits words: quotes kept together, then removed
     * @param variables the notebook's variables, by name
     * @return a value of {@link #type()}
     * @throws org.striate.core.BadInput if an argument is wrong
     */
    Object run(List<String> arguments, Variables variables);

    /** Usage, options and examples. */
    Help help();

    /**
     * What may stand at the end of the line.
     *
     * @param arguments the words before the cursor; the last one, perhaps empty, is being typed
     * @return whole words that could replace the last one
     */
    List<String> complete(List<String> arguments, Variables variables);
}
