package org.striate.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.striate.core.BadInput;

/** A kernel in a process of its own, reachable on this machine only, with a key of its own. */
final class KernelProcess {

    private static final String LOOPBACK = "127.0.0.1";
    private static final long MOST_SECONDS_AT_THE_END = 60;

    private final Path folder;
    private final KernelConnectionProperties connection;
    private final Process process;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean toEnd;

    private KernelProcess(Path folder, KernelConnectionProperties connection, Process process) {
        this.folder = folder;
        this.connection = connection;
        this.process = process;
    }

    /**
     * Starts a kernel in a working folder; it ends with this process at the latest.
     *
     * @param workingFolder where relative paths of the notebook begin
     */
    static KernelProcess start(Path workingFolder) {
        return start(workingFolder, ClassArchive.installed().use());
    }

    /** Starts it with more words to the JVM. */
    static KernelProcess start(Path workingFolder, List<String> jvm) {
        try {
            var ports = freePorts(5);
            var connection = new KernelConnectionProperties(
                    LOOPBACK,
                    ports.get(0),
                    ports.get(1),
                    ports.get(2),
                    ports.get(3),
                    ports.get(4),
                    "tcp",
                    "hmac-sha256",
                    UUID.randomUUID().toString());
            var folder = Files.createTempDirectory("striate-"); // only its owner may look inside
            var file = Files.writeString(folder.resolve("kernel.json"), connection.toJsonString());
            var command = new ArrayList<>(JavaCommand.kernel(classPath(), jvm));
            command.add(file.toString());
            var builder = new ProcessBuilder(command)
                    .directory(workingFolder.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(folder.resolve("kernel.log").toFile());
            JavaCommand.ENVIRONMENT.forEach(builder.environment()::putIfAbsent);
            builder.environment()
                    .put(
                            "JPY_PARENT_PID",
                            String.valueOf(ProcessHandle.current().pid()));
            builder.environment().put("STRIATE_HISTORY", "off"); // the user did not type these cells
            var kernel = new KernelProcess(folder, connection, builder.start());
            Runtime.getRuntime().addShutdownHook(new Thread(kernel::endWithThisProgram));
            return kernel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As installed, with its jars in the order that an archive of classes knows; else this program's own. */
    private static String classPath() {
        var installed = JavaCommand.installedClassPath();
        return installed.endsWith("*") ? installed : System.getProperty("java.class.path");
    }

    private static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        var ports = new ArrayList<Integer>();
        try {
            for (int i = 0; i < count; i++) { // all open at once, so that none is given twice
                var socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK));
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
        return ports;
    }

    KernelConnectionProperties connection() {
        return connection;
    }

    /** Whether this program is told to end. */
    boolean isToEnd() {
        return toEnd;
    }

    /** @throws BadInput if the kernel is gone, or is to end with this program */
    void requireAlive() {
        if (toEnd) {
            throw BadInput.of(
                    "kernel",
                    "ended from outside, by Ctrl-C or a signal",
                    "time for the cells to run",
                    "Run the notebook again");
        }
        if (process.isAlive()) {
            return;
        }
        throw BadInput.of(
                "kernel",
                "it ended with exit code " + process.exitValue() + lastWords(),
                "a running kernel",
                "Look at what the cell does; ./striate doctor checks the rest");
    }

    private String lastWords() {
        try {
            var lines = Files.readAllLines(folder.resolve("kernel.log"));
            return lines.isEmpty() ? "" : " and the words \"" + lines.get(lines.size() - 1) + "\"";
        } catch (IOException e) {
            return "";
        }
    }

    /** Whoever uses the kernel hears of it first, keeps what there is, and ends it. */
    private void endWithThisProgram() {
        toEnd = true;
        try {
            ended.await(MOST_SECONDS_AT_THE_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    /** Ends the kernel and forgets its connection file. */
    void end() {
        process.destroyForcibly();
        for (var name : List.of("kernel.json", "kernel.log")) {
            folder.resolve(name).toFile().delete();
        }
        folder.toFile().delete();
        ended.countDown();
    }

    /** Waits until the kernel has ended of its own accord, for at most some seconds. */
    void waitForEnd(long seconds) {
        try {
            process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
