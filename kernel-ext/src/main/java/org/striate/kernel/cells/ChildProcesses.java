package org.striate.kernel.cells;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Child processes that inherit the output print under the cell, not where the kernel's own process prints. An interrupt ends
 * those that its cell started, as Jupyter's signal does to the children of other kernels.
 */
public final class ChildProcesses {

    private record Pump(Process process, Thread thread) {}

    private static final List<Pump> PUMPS = new ArrayList<>();
    private static final long PATIENCE_MS = 500;
    /** Started since the running cell began. */
    private static final Set<Process> OF_CELL = ConcurrentHashMap.newKeySet();
    /** The running cell; empty where cells are not told apart. */
    private static volatile Optional<Object> cell = Optional.empty();

    private ChildProcesses() {}

    /** Called by the code of cells in the place of {@link ProcessBuilder#start()}. */
    public static Process start(ProcessBuilder builder) throws IOException {
        var input = builder.redirectInput();
        var output = builder.redirectOutput();
        var error = builder.redirectError();
        boolean out = output == Redirect.INHERIT;
        boolean err = error == Redirect.INHERIT && !builder.redirectErrorStream();
        if (input == Redirect.INHERIT) { // the kernel's own input is nobody's
            builder.redirectInput(Redirect.PIPE);
        }
        builder.redirectOutput(out ? Redirect.PIPE : output);
        builder.redirectError(err ? Redirect.PIPE : error);
        Process process;
        try {
            process = builder.start();
        } finally { // it is the cell's, which may start it again
            builder.redirectInput(input).redirectOutput(output).redirectError(error);
        }
        started(process);
        if (input == Redirect.INHERIT) {
            process.getOutputStream().close(); // it reads nothing rather than for ever
        }
        if (out) {
            pump(process, process.getInputStream(), System.out);
        }
        if (err) {
            pump(process, process.getErrorStream(), System.err);
        }
        return process;
    }

    /** Called by the code of cells behind {@link Runtime#exec}; what an earlier cell left running has its own children. */
    public static Process started(Process process) {
        if (cell.isEmpty() || cell.equals(CellThreads.current())) {
            OF_CELL.add(process);
        }
        return process;
    }

    /** Called by the code of cells behind {@link ProcessBuilder#startPipeline}. */
    public static List<Process> started(List<Process> pipeline) {
        pipeline.forEach(ChildProcesses::started);
        return pipeline;
    }

    /** The children there are by now are not those of the next cell, which is the calling thread's. */
    static void beginCell() {
        OF_CELL.clear();
        cell = CellThreads.current();
    }

    /** The children of the running cell. */
    static List<Process> ofCell() {
        return List.copyOf(OF_CELL);
    }

    /** Ends a child and its own children; what they have printed is still read. */
    static void end(Process child) {
        Stream.concat(child.descendants(), Stream.of(child.toHandle())).forEach(ProcessHandle::destroy);
    }

    private static void pump(Process process, InputStream from, PrintStream to) {
        var thread = new Thread(
                null,
                () -> {
                    try (from) {
                        from.transferTo(to);
                    } catch (IOException e) {
                        to.println("(the rest of a child process's output is lost: " + e.getMessage() + ")");
                    }
                },
                "output of process " + process.pid());
        thread.setDaemon(true);
        thread.start();
        synchronized (PUMPS) {
            PUMPS.removeIf(pump -> !pump.thread.isAlive());
            PUMPS.add(new Pump(process, thread));
        }
    }

    /** Waits until what ended processes printed has arrived, so that it comes before the cell's end. */
    static void settle() {
        List<Pump> ended;
        synchronized (PUMPS) {
            ended = PUMPS.stream().filter(pump -> !pump.process.isAlive()).toList();
            PUMPS.removeAll(ended);
        }
        for (var pump : ended) {
            try {
                pump.thread.join(PATIENCE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
