package org.striate.notebooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Debian's Jupyter Notebook on a free port of this machine alone, behind a token. */
final class JupyterServer implements AutoCloseable {

    private final int port = freePort();
    private final String token = UUID.randomUUID().toString();
    private final Process process;

    /** Starts it, and waits until it answers. */
    JupyterServer(Path folder) throws IOException {
        var builder = Runner.process(List.of(
                "jupyter-notebook",
                "--no-browser",
                "--allow-root",
                "--ip=127.0.0.1",
                "--port=" + port,
                "--NotebookApp.port_retries=0",
                "--NotebookApp.token=" + token,
                "--notebook-dir=" + folder));
        var own = Runner.TARGET.resolve("jupyter");
        builder.environment().put("JUPYTER_CONFIG_DIR", own.resolve("config").toString());
        builder.environment().put("JUPYTER_RUNTIME_DIR", own.resolve("runtime").toString());
        process = builder.start();
        awaitRunning();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Reads what it says, to its end, so that it never waits for a reader. */
    private void awaitRunning() {
        var running = new CompletableFuture<Boolean>();
        var reader = new Thread(() -> {
            process.inputReader().lines().forEach(line -> {
                if (line.contains("is running at")) {
                    running.complete(true);
                }
            });
            running.complete(false);
        });
        reader.setDaemon(true);
        reader.start();
        if (!running.completeOnTimeout(false, 15, TimeUnit.MINUTES).join()) {
            close();
            throw new IllegalStateException("jupyter-notebook: not running after 15 minutes");
        }
    }

    /** The address at which a notebook is opened. */
    String address(String notebook) {
        return "http://127.0.0.1:" + port + "/notebooks/" + notebook + "?token=" + token;
    }

    @Override
    public void close() {
        process.destroy(); // it ends its kernels
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
