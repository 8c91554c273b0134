package org.striate.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * Runs what JShell compiled, in this process on a thread of its own, and keeps the value and the exception themselves,
 * of which JShell knows only texts. Interrupts go to that thread alone: an interrupted compiler would lose its open jars.
 */
final class CellRunner extends DirectExecutionControl {

    private volatile Thread cell;
    private final ExecutorService runner = Executors.newSingleThreadExecutor(work -> {
        cell = new Thread(work, "cell");
        cell.setContextClassLoader(CellRunner.class.getClassLoader());
        cell.setDaemon(true);
        return cell;
    });
    private Object value;
    private Throwable problem;

    CellRunner() {
        super(new CellLoader());
    }

    @Override
    protected String invoke(Method method) throws Exception {
        value = null;
        problem = null;
        try {
            // A magic may evaluate an expression of its arguments while its own cell runs.
            value = Thread.currentThread() == cell ? method.invoke(null) : waitFor(method);
            return "";
        } catch (InvocationTargetException e) {
            problem = e.getCause();
            throw e;
        }
    }

    private Object waitFor(Method method) throws Exception {
        var output = CellOutput.current();
        var result = runner.submit(() -> {
            CellOutput.enter(output);
            Thread.interrupted(); // an interrupt that came after the last cell's end
            return method.invoke(null);
        });
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvocationTargetException thrown) {
                throw thrown;
            }
            throw e;
        }
    }

    /** What the last invocation returned. */
    Object value() {
        return value;
    }

    /** What the last invocation threw; null where nothing. */
    Throwable problem() {
        return problem;
    }

    /** Wakes the cell's thread from sleeping and waiting. */
    void interrupt() {
        var running = cell;
        if (running != null) {
            running.interrupt();
        }
    }
}
