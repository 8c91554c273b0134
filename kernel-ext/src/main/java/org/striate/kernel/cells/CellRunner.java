package org.striate.kernel.cells;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import org.striate.kernel.cells.Interrupts.CellInterrupted;

/**
 * Runs what JShell compiled, in this process on a thread of its own, and keeps the value and the exception themselves, of
 * which JShell knows only texts. Interrupts go to that thread alone, and only while it runs a cell's code: an interrupted
 * compiler would lose its open jars. A thread that cannot be stopped is left behind, and another takes its place.
 */
final class CellRunner extends DirectExecutionControl {

    /** Deep recursion in a cell is no mistake in itself. */
    private static final long STACK_BYTES = 16L << 20;

    private static final Runnable END = () -> {};

    /** What code of a cell returned, or what it threw; null where nothing. */
    record Ending(Object value, Throwable problem) {

        static final Ending NOTHING = new Ending(null, null);
    }

    /** A thread that cells run on. */
    static final class Worker extends Thread {

        private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        private volatile boolean serving = true;
        private volatile CompletableFuture<Object> running = CompletableFuture.completedFuture(null);
        private boolean compiling;

        private Worker() {
            super(CellThreads.GROUP, null, "cell", STACK_BYTES);
            setContextClassLoader(CellLoader.class.getClassLoader());
            setDaemon(true);
        }

        @Override
        public void run() {
            while (serving) {
                try {
                    var task = tasks.take();
                    Thread.interrupted(); // an interrupt that came after the last cell's end
                    task.run();
                } catch (InterruptedException e) {
                    continue;
                }
            }
        }

        boolean isServing() {
            return serving;
        }

        private synchronized void compiling(boolean now) {
            compiling = now;
        }

        private synchronized void interruptCell() {
            if (!compiling) {
                interrupt();
            }
        }
    }

    /** Held by whoever uses JShell, and not while a cell's code runs: then others may ask it for completions. */
    private final ReentrantLock compiler = new ReentrantLock();

    private final CellLoader loader;
    private final ThreadLocal<Map<String, Ending>> endings = ThreadLocal.withInitial(HashMap::new);
    private volatile Worker worker;
    private volatile boolean refusing;
    /** The thread that evaluates the cell. */
    private volatile Thread asking;

    private volatile long spent;

    CellRunner(CellLoader loader) {
        super(loader);
        this.loader = loader;
        this.worker = newWorker();
    }

    private Worker newWorker() {
        var fresh = new Worker();
        fresh.start();
        return fresh;
    }

    CellLoader loader() {
        return loader;
    }

    boolean isCellThread() {
        return Thread.currentThread() == worker;
    }

    /** Does something with JShell while nobody else does. */
    <T> T compiling(Supplier<T> work) {
        boolean nested = isCellThread() && !compiler.isHeldByCurrentThread();
        if (nested) {
            worker.compiling(true);
            Thread.interrupted(); // one that came before; it will come again
        }
        compiler.lock();
        try {
            return work.get();
        } finally {
            compiler.unlock();
            if (nested) {
                worker.compiling(false);
            }
        }
    }

    /** Where only the making of variables changes they stay what they are, as in JShell's own remote engine. */
    @Override
    public void redefine(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        if (!loader.remake(classes)) {
            super.redefine(classes);
        }
    }

    /** JShell asks for classes by their names in order to run them, and for nothing else. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return loader.running(name);
    }

    @Override
    protected String invoke(Method method) throws Exception {
        var ending = run(method);
        endings.get().put(CellLoader.snippetId(method.getDeclaringClass().getName()), ending);
        if (ending.problem() instanceof SPIResolutionException) { // JShell's own: something is not defined yet
            throw new InvocationTargetException(ending.problem());
        }
        if (ending.problem() != null) {
            throw new InvocationTargetException(new IllegalStateException("the cell failed"));
        }
        return "";
    }

    /** Runs a method of a class of a cell. */
    Ending run(String className, String method) {
        try {
            return run(findClass(className).getMethod(method));
        } catch (Exception e) { // it cannot be run at all
            return new Ending(null, e);
        }
    }

    private Ending run(Method method) {
        int held = compiler.getHoldCount();
        for (int i = 0; i < held; i++) {
            compiler.unlock();
        }
        try {
            return new Ending(call(() -> method.invoke(null)), null);
        } catch (InvocationTargetException e) {
            return new Ending(null, e.getCause());
        } catch (Exception | Error e) { // the cell was left behind
            return new Ending(null, e);
        } finally {
            for (int i = 0; i < held; i++) {
                compiler.lock();
            }
        }
    }

    /** Does something on the cells' thread; at once where this is that thread: cells may evaluate cells. */
    <T> T call(Callable<T> work) throws Exception {
        if (isCellThread()) {
            return finish(work);
        }
        if (refusing) { // interrupted while it was compiled
            throw new CellInterrupted();
        }
        boolean ofCell = Thread.currentThread() == asking;
        return finish(() -> {
            if (refusing && ofCell) { // interrupted while it waited for what another thread evaluates
                throw new CellInterrupted();
            }
            return work.call();
        });
    }

    /** As {@link #call} does, also after an interrupt. */
    <T> T finish(Callable<T> work) throws Exception {
        if (isCellThread()) {
            var running = worker;
            boolean outer = running.compiling;
            running.compiling(false);
            try {
                return work.call();
            } finally {
                running.compiling(outer);
            }
        }
        var cell = CellThreads.current().orElse(null);
        var result = new CompletableFuture<Object>();
        add(() -> run(work, cell, result));
        try {
            @SuppressWarnings("unchecked") // what the work gave
            var given = (T) result.get();
            return given;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw (Error) e.getCause();
        }
    }

    private synchronized void add(Runnable task) {
        worker.tasks.add(task);
    }

    private <T> void run(Callable<T> work, Object cell, CompletableFuture<Object> result) {
        ((Worker) Thread.currentThread()).running = result;
        CellThreads.enter(cell);
        long start = System.nanoTime();
        try {
            var given = work.call();
            ChildProcesses.settle();
            spent += System.nanoTime() - start;
            result.complete(given);
        } catch (Throwable e) { // whatever it is belongs to the cell
            spent += System.nanoTime() - start;
            result.completeExceptionally(e);
        }
    }

    /** Whether code of cells is not to be begun any more. */
    void refuse(boolean now) {
        refusing = now;
        asking = now ? asking : Thread.currentThread();
    }

    /** Whether a cell's code is on its way; else a cell is at most being compiled. */
    boolean isRunning() {
        return !worker.running.isDone();
    }

    /** Nanoseconds that cells have run, without their compilation. */
    long spent() {
        return spent;
    }

    /** As {@link #compiling} does; notes how each snippet's code ended that JShell ran for it, by the snippet's id. */
    <T> T noting(Map<String, Ending> noted, Supplier<T> work) {
        var outer = endings.get();
        endings.set(noted);
        try {
            return compiling(work);
        } finally {
            endings.set(outer);
        }
    }

    /** The thread that runs cells now. */
    Worker worker() {
        return worker;
    }

    /** Wakes the cell's thread from sleeping and waiting. */
    void interrupt() {
        worker.interruptCell();
    }

    /** Gives the cell up: its thread, which does not stop, is left behind and ends at its next check. */
    synchronized void abandon() {
        var stubborn = worker;
        stubborn.serving = false;
        Interrupts.stop(stubborn);
        worker = newWorker();
        stubborn.tasks.drainTo(worker.tasks);
        var left = new CellInterrupted();
        left.setStackTrace(stubborn.getStackTrace());
        stubborn.running.completeExceptionally(left);
        stubborn.tasks.add(END);
    }
}
