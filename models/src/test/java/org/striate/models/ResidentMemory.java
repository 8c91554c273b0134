package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** Resident memory of this process over many turns of the same work; Linux only. */
public final class ResidentMemory {

    private static final int TURNS = 200;
    /** What leaks grows in each; the Cleaner may be late once. */
    private static final int ROUNDS = 3;

    private static final double MOST = 1.1;

    private ResidentMemory() {}

    /**
     * Works a few turns, until the allocator's pools, the engine's threads and the compiled code have their size, then 200 turns
     * more, over which the memory must not grow by a tenth. The allocator keeps what is freed, so that what grows was not freed.
     *
     * @param warm turns before the memory counts
     * @param turn gets the number of the turn
     */
    public static void requireFlat(int warm, IntConsumer turn) {
        work(warm, turn);
        double first = nativeBytes();
        double grown = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS && grown >= MOST; round++) {
            long before = nativeBytes();
            work(TURNS, turn);
            grown = 1 + (nativeBytes() - before) / first;
        }
        assertThat(grown)
                .as("native memory after %d turns to that at first, in each of %d rounds", TURNS, ROUNDS)
                .isLessThan(MOST);
    }

    private static void work(int turns, IntConsumer turn) {
        for (int i = 0; i < turns; i++) {
            turn.accept(i);
            if (i % 10 == 9) {
                System.gc(); // so that the Cleaner frees what is unreachable
            }
        }
    }

    /** Without the heap, which the build keeps at one size. */
    private static long nativeBytes() {
        try {
            var pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
            return 4096 * Long.parseLong(pages) - Runtime.getRuntime().totalMemory();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
