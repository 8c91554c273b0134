package org.striate.magics;

import org.striate.core.BadInput;

/** One call of a magic: picocli fills its fields, {@link #run} does the work. */
abstract class Step<T> {

    private Variables variables;

    abstract T run();

    final T run(Variables variables) {
        this.variables = variables;
        return run();
    }

    /**
     * The notebook's value that an option names.
     *
     * @param option the option, such as {@code --network}
     * @param expression a variable's name or any Java expression
     * @throws BadInput if there is no such value or it is of another type
     */
    final <V> V value(String option, String expression, Class<V> type) {
        var value = variables
                .value(expression)
                .orElseThrow(() -> BadInput.of(
                        option,
                        "nothing is called \"" + expression + "\""
                                + BadInput.nearest(expression, variables.names())
                                        .map(near -> " (did you mean \"" + near + "\"?)")
                                        .orElse(""),
                        "a variable or an expression of type " + type.getSimpleName(),
                        "Define it in a cell above, or list the variables with Tab"));
        if (!type.isInstance(value)) {
            throw BadInput.of(
                    option,
                    "\"" + expression + "\" is a " + value.getClass().getSimpleName(),
                    "a " + type.getSimpleName(),
                    "Name another variable");
        }
        return type.cast(value);
    }
}
