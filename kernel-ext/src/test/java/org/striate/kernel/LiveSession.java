package org.striate.kernel;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.striate.kernel.cells.CellFailure;
import org.striate.kernel.cells.Evaluator;
import org.striate.kernel.cells.Session;
import org.striate.magics.Magic;

/** A session without a front end, to which {@link Cell}'s functions belong too. */
record LiveSession(Evaluator evaluator) implements AutoCloseable {

    static LiveSession withMagics() {
        return of(ServiceLoader.load(Magic.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    static LiveSession of(List<Magic> magics) {
        var evaluator = new Evaluator(magics);
        Cell.connect(null, null, new Session(evaluator));
        return new LiveSession(evaluator);
    }

    Optional<Object> value(String cell) {
        try {
            return evaluator.evaluate(cell, 1, value -> value);
        } catch (CellFailure e) {
            throw new AssertionError(cell + "\n" + String.join("\n", e.traceback()), e);
        }
    }

    /** Of a cell that fails, without its colours. */
    String traceback(String cell) {
        var failure = catchThrowableOfType(CellFailure.class, () -> evaluator.evaluate(cell, 7, value -> value));
        return String.join("\n", failure.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
