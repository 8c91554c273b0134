package org.striate.models.graph;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Loops over the engine's memory on all cores. */
public final class Parallel {

    private Parallel() {}

    /**
     * Does work for 0 to {@code count - 1}. Where one runs out of memory, all others end before this does: a parallel stream would not
     * wait for them, and they would go on in memory that is freed behind it.
     */
    public static void each(int count, IntConsumer work) {
        var full = new AtomicReference<OutOfMemoryError>();
        IntStream.range(0, count).parallel().forEach(i -> {
            try {
                work.accept(i);
            } catch (OutOfMemoryError e) {
                full.set(e);
            }
        });
        if (full.get() != null) {
            throw full.get();
        }
    }
}
