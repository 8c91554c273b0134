package org.striate.kernel.cells;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/** Which cell a thread belongs to: the one that started it, also when that cell has ended. */
public final class CellThreads {

    /** All threads that cells start, and those that the cells themselves run on, are in this group. */
    static final ThreadGroup GROUP = new ThreadGroup("cells");

    private static final InheritableThreadLocal<Object> CELL = new InheritableThreadLocal<>();
    private static final Map<Thread, Integer> STARTED_IN = Collections.synchronizedMap(new WeakHashMap<>());
    private static volatile Object latest;

    private CellThreads() {}

    /** From now on the calling thread, and threads that it starts, belong to this cell. */
    public static void enter(Object cell) {
        CELL.set(cell);
        latest = cell == null ? latest : cell;
    }

    /**
     * The cell of the calling thread. Threads of the common pool serve whoever needs them, so they belong to the latest cell.
     */
    public static Optional<Object> current() {
        return Optional.ofNullable(Thread.currentThread() instanceof ForkJoinWorkerThread ? latest : CELL.get());
    }

    /** A thread of the kernel's own, whichever cell is the first to need it. */
    public static Thread ofKernel(Runnable work, String name) {
        var thread = new Thread(GROUP.getParent(), work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Live threads that cells started, without those that the cells themselves run on or that serve everybody. */
    static List<Thread> started() {
        var threads = new Thread[GROUP.activeCount() + 16];
        int count = GROUP.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .filter(thread -> !(thread instanceof CellRunner.Worker worker && worker.isServing()))
                .filter(thread -> !isShared(thread))
                .toList();
    }

    /** The common pool's workers, and the one by which JNA frees memory, are started by chance in one cell or another. */
    private static boolean isShared(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker && worker.getPool() == ForkJoinPool.commonPool()
                || thread.getClass().getName().startsWith("com.sun.jna.");
    }

    /** Notes which threads are new since the cell before. */
    static void noteStarted(int number) {
        started().forEach(thread -> STARTED_IN.putIfAbsent(thread, number));
    }

    /** One line for a thread: its name, its cell, what it does. */
    static String describe(Thread thread, Places places) {
        var cell = Optional.ofNullable(STARTED_IN.get(thread))
                .map(n -> "cell [" + n + "]")
                .orElse("this cell");
        var stack = thread.getStackTrace();
        var at = Arrays.stream(stack)
                .flatMap(frame -> places.find(frame).stream())
                .findFirst()
                .map(Object::toString)
                .map(String::strip)
                .or(() -> Arrays.stream(stack).findFirst().map(frame -> "in " + frame))
                .orElse("");
        return thread.getName() + ", started by " + cell + ", "
                + thread.getState().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ", " + at;
    }
}
