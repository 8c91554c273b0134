package org.striate.kernel.cells;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Stops the running cell: by checks in its code, by interrupts of its thread, and at last by leaving the thread behind. All
 * of that takes less than a second, whatever the cell does.
 */
final class Stopper {

    private static final long BETWEEN_NS = 20_000_000L;
    private static final int SAMPLES = 3;
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
        ChildProcesses.beginCell();
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
        var children = ChildProcesses.ofCell();
        var thread = new Thread(() -> stop(run, children), "interrupt");
        thread.setDaemon(true);
        thread.start();
    }

    private void stop(Run run, List<Process> children) {
        long begin = System.nanoTime();
        if (running == run) {
            runner.interrupt(); // first, or the cell would see its children's end before the interrupt
        }
        children.forEach(ChildProcesses::end);
        while (running == run) {
            runner.interrupt();
            if (System.nanoTime() - begin > PATIENCE_NS && run.leftBehind == null && runner.isRunning()) {
                run.leftBehind = runner.worker();
                runner.abandon();
            }
            LockSupport.parkNanos(BETWEEN_NS);
        }
        var left = run.leftBehind;
        while (left != null && left.isAlive()) { // it may have a step at which it listens
            kill(left);
            left.interrupt();
            LockSupport.parkNanos(10 * BETWEEN_NS);
        }
    }

    /**
     * Ends a thread in a loop of the JDK's own, such as that of a stream, where this JDK still can. Native code, class
     * loading and other libraries are not to be cut short: the first would take the process down, the others with it.
     */
    static void kill(Thread thread) {
        Interrupts.stop(thread); // it will end at its next check
        for (int i = 0; i < SAMPLES; i++) {
            if (!isInPlainLoop(thread)) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_NS);
        }
        try {
            Thread.class.getMethod("stop").invoke(thread);
        } catch (ReflectiveOperationException e) {
            return; // gone from newer JDKs
        }
    }

    private static boolean isInPlainLoop(Thread thread) {
        for (var frame : thread.getStackTrace()) {
            var name = frame.getClassName();
            if (name.startsWith("REPL.")) {
                return true;
            }
            boolean plain = name.startsWith("java.util.stream.")
                    || name.startsWith("java.util.Spliterator")
                    || name.startsWith("java.util.PrimitiveIterator")
                    || name.startsWith("java.lang.Math")
                    || name.startsWith("java.lang.StrictMath");
            if (!plain || frame.isNativeMethod() || frame.getMethodName().equals("<clinit>")) {
                return false;
            }
        }
        return false;
    }
}
