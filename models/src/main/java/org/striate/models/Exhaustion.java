package org.striate.models;

import ai.djl.engine.EngineException;
import java.util.Locale;
import java.util.function.Supplier;
import org.striate.core.BadInput;

/** Memory that is not there, Java's or the engine's, said in one sentence. */
final class Exhaustion {

    private static final String MEND = "Ask for less at a time, fewer layers or smaller images:"
            + " network.activations(stimuli, Readout.full().spatialMean(), \"conv1\")";

    private Exhaustion() {}

    /**
     * Works, and frees what the work held before it says that memory ran out.
     *
     * @throws BadInput if it did
     */
    static <T> T guard(String subject, Supplier<T> work) {
        return guard(subject, MEND, work);
    }

    /** The same with a way out of its own. */
    static <T> T guard(String subject, String mend, Supplier<T> work) {
        try {
            return work.get();
        } catch (OutOfMemoryError e) {
            throw said(subject, "ran out of Java's memory (" + e.getMessage() + ")", mend);
        } catch (EngineException e) {
            var message = String.valueOf(e.getMessage());
            if (message.contains("allocate memory") || message.contains("bad_alloc")) {
                throw said(subject, "ran out of native memory", mend);
            }
            throw e;
        }
    }

    private static BadInput said(String subject, String wrong, String mend) {
        return BadInput.of(
                subject,
                wrong,
                String.format(
                        Locale.ROOT,
                        "less than the heap of %.1f GB and what the system has free",
                        Runtime.getRuntime().maxMemory() / 1e9),
                mend);
    }
}
