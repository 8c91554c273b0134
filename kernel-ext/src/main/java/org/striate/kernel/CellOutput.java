package org.striate.kernel;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What cells print. A thread prints under the cell that started it, also when that cell has ended; parts of one stream are
 * gathered for 50 ms at most, in order with all else that is published.
 */
final class CellOutput {

    private static final int MOST = 1 << 14;
    private static final long PATIENCE = 50;
    private static final InheritableThreadLocal<JupyterMessage> CELL = new InheritableThreadLocal<>();

    private final Sockets sockets;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private JupyterMessage cell;
    private String stream = "";

    CellOutput(Sockets sockets) {
        this.sockets = sockets;
        var clock = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "output");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::flush, PATIENCE, PATIENCE, TimeUnit.MILLISECONDS);
    }

    /** The request whose cell the calling thread belongs to; null where to none. */
    static JupyterMessage current() {
        return CELL.get();
    }

    /** From now on the calling thread, and threads that it starts, belong to this cell. */
    static void enter(JupyterMessage request) {
        CELL.set(request);
    }

    /** Takes System.out and System.err for the cells. */
    void capture() {
        System.setOut(new PrintStream(stream("stdout"), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(stream("stderr"), true, StandardCharsets.UTF_8));
    }

    private OutputStream stream(String name) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                gather(name, bytes, from, length);
            }
        };
    }

    private synchronized void gather(String name, byte[] bytes, int from, int length) {
        var request = CELL.get();
        if (request == null) {
            return; // the kernel's own threads have no cell to print under
        }
        if (request != cell || !name.equals(stream)) {
            send(gathered.size());
            cell = request;
            stream = name;
        }
        gathered.write(bytes, from, length);
        if (gathered.size() > MOST) {
            flush();
        }
    }

    /** Publishes what was gathered, except a character of which only the first bytes came. */
    synchronized void flush() {
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
