package org.striate.kernel;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.striate.kernel.cells.CellThreads;

/**
 * What cells print. A thread prints under the cell that started it, also when that cell has ended; parts of one stream are
 * gathered for 50 ms at most, in order with all else that is published.
 */
final class CellOutput {

    private static final int MOST = 1 << 14;
    private static final long PATIENCE = 50;

    private final Sockets sockets;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private final PrintStream out = new CellStream("stdout", System.out);
    private final PrintStream err = new CellStream("stderr", System.err);
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(work -> CellThreads.ofKernel(work, "output"));
    private JupyterMessage cell;
    private String stream = "";
    private boolean flushing;

    CellOutput(Sockets sockets) {
        this.sockets = sockets;
    }

    /** A stream that cells may close without harm: it goes on. */
    private final class CellStream extends PrintStream {

        CellStream(String name, PrintStream outside) {
            super(stream(name, outside), true, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            flush();
        }
    }

    /** The request whose cell the calling thread belongs to. */
    static Optional<JupyterMessage> current() {
        return CellThreads.current().map(JupyterMessage.class::cast);
    }

    /** Takes System.out and System.err for the cells. */
    void capture() {
        System.setOut(out);
        System.setErr(err);
    }

    /** Takes them back from a cell that put others in their place. */
    void recapture() {
        if (System.out != out || System.err != err) {
            capture();
            err.println(
                    "System.out or System.err was replaced in this cell; the next cell prints to the notebook again.");
        }
    }

    private OutputStream stream(String name, PrintStream outside) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                var request = current();
                if (request.isPresent()) {
                    gather(request.get(), name, bytes, from, length);
                } else { // the kernel's own threads have no cell to print under
                    outside.write(bytes, from, length);
                }
            }
        };
    }

    private synchronized void gather(JupyterMessage request, String name, byte[] bytes, int from, int length) {
        if (request.flag("silent", false)) {
            return;
        }
        if (request != cell || !name.equals(stream)) {
            send(gathered.size());
            cell = request;
            stream = name;
        }
        gathered.write(bytes, from, length);
        if (gathered.size() > MOST) {
            flush();
        } else if (!flushing) {
            flushing = true;
            clock.schedule(this::flush, PATIENCE, TimeUnit.MILLISECONDS);
        }
    }

    /** Publishes what was gathered, except a character of which only the first bytes came. */
    synchronized void flush() {
        flushing = false;
        var bytes = gathered.toByteArray();
        int whole = bytes.length;
        for (int i = bytes.length - 1; i >= 0 && i >= bytes.length - 4; i--) {
            int first = bytes[i] & 0xff;
            if (first >= 0xC0) { // the start of a character of 2, 3 or 4 bytes
                int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
                whole = i + length > bytes.length ? i : bytes.length;
                break;
            }
        }
        send(whole);
    }

    private void send(int length) {
        if (length == 0) {
            return;
        }
        var bytes = gathered.toByteArray();
        var content = new JsonObject();
        content.addProperty("name", stream);
        content.addProperty("text", new String(bytes, 0, length, StandardCharsets.UTF_8));
        gathered.reset();
        gathered.write(bytes, length, bytes.length - length);
        sockets.publish(cell, "stream", content);
    }

    /** Publishes something else under a cell, after all that was printed before. */
    synchronized void publish(JupyterMessage request, String type, JsonObject content) {
        flush();
        sockets.publish(request, type, content);
    }
}
