package org.striate.kernel.cells;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Stops the running cell: by checks in its code, by interrupts of its thread, and at last by leaving the thread behind. All
 * of that takes less than a second, whatever the cell does.
 */
final class Stopper {

    private static final long BETWEEN_NS = 20_000_000L;
    private static final long PATIENCE_NS = 650_000_000L;

    /** One cell on its way. */
    private static final class Run {
        private volatile boolean stopping;
        private volatile Thread leftBehind;
    }

    private final CellRunner runner;
    private volatile Run running;

    Stopper(CellRunner runner) {
        this.runner = runner;
    }

    synchronized void begin() {
        Interrupts.beginCell();
        runner.refuse(false);
        running = new Run();
    }

    synchronized void end() {
        running = null;
    }

    /** Whether the running cell is being stopped. */
    boolean isStopping() {
        var run = running;
        return run != null && run.stopping;
    }

    /** The running cell's thread if it did not stop. */
    Optional<Thread> leftBehind() {
        return Optional.ofNullable(running).map(run -> run.leftBehind);
    }

    synchronized void interrupt() {
        var run = running;
        if (run == null || run.stopping) {
            return;
        }
        run.stopping = true;
        runner.refuse(true);
        Interrupts.stopCell(runner.worker());
        var thread = new Thread(() -> stop(run), "interrupt");
        thread.setDaemon(true);
        thread.start();
    }

    private void stop(Run run) {
        long begin = System.nanoTime();
        while (running == run) {
            runner.interrupt();
            if (System.nanoTime() - begin > PATIENCE_NS && run.leftBehind == null && runner.isRunning()) {
                var stubborn = runner.worker();
                run.leftBehind = stubborn;
                runner.abandon();
                kill(stubborn);
            }
            LockSupport.parkNanos(BETWEEN_NS);
        }
    }

    /** Ends a thread in the midst of a library's code, where this JDK still can. */
    static void kill(Thread thread) {
        try {
            Thread.class.getMethod("stop").invoke(thread);
        } catch (ReflectiveOperationException e) {
            Interrupts.stop(thread); // it will end at its next check
        }
    }
}
