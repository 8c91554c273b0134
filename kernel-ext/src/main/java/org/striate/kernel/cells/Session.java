package org.striate.kernel.cells;

import java.util.List;

/** What cells can ask of the session they run in. */
public final class Session {

    private final Evaluator evaluator;

    public Session(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** Evaluates a source as a cell would; null where it has no value. */
    public Object eval(String code) {
        return evaluator.evaluate(code);
    }

    /** Runs a line magic on arguments that are one text. */
    public Object lineMagic(String name, String arguments) {
        return evaluator.magics().run(name, arguments);
    }

    /** Runs a line magic. */
    public Object lineMagic(String name, List<String> arguments) {
        return evaluator.magics().run(name, arguments);
    }

    /** Runs a cell magic. */
    public Object cellMagic(String name, List<String> arguments, String body) {
        return evaluator.magics().runCell(name, arguments, body);
    }
}
