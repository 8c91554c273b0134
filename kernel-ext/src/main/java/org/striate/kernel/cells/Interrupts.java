package org.striate.kernel.cells;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Makes a cell's code stoppable: {@link Weaver} lets it ask {@link #check()} at every turn of a loop and every call of a
 * method, since threads cannot be stopped from outside in newer JDKs.
 */
public final class Interrupts {

    /** Ends a cell; being no exception, it passes most handlers, and those it does not pass meet it again. */
    static final class CellInterrupted extends Error {
        private static final long serialVersionUID = 1L;

        CellInterrupted() {
            super("the cell was interrupted");
        }
    }

    private static final Set<Thread> DOOMED = ConcurrentHashMap.newKeySet();
    /** The thread of the interrupted cell; until the next cell begins, threads of the common pool stop with it. */
    private static volatile Thread cell;

    private static volatile boolean asked;

    private Interrupts() {}

    /** Called by the code of cells. */
    public static void check() {
        if (asked) {
            checkThread();
        }
    }

    private static void checkThread() {
        var thread = Thread.currentThread();
        var stopped = cell;
        boolean inPool = stopped != null && thread instanceof ForkJoinWorkerThread;
        if (thread == stopped || inPool || DOOMED.contains(thread)) {
            throw new CellInterrupted();
        }
    }

    /** Stops the cell on this thread. */
    static synchronized void stopCell(Thread thread) {
        cell = thread;
        asked = true;
    }

    /** Stops a thread for good. */
    static synchronized void stop(Thread thread) {
        DOOMED.add(thread);
        asked = true;
    }

    /** The next cell is not the one that was interrupted. */
    static synchronized void beginCell() {
        cell = null;
        DOOMED.removeIf(thread -> !thread.isAlive());
        asked = !DOOMED.isEmpty();
    }
}
