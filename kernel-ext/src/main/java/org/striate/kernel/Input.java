package org.striate.kernel;

import com.google.gson.JsonObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import org.striate.core.BadInput;
import org.striate.core.Progress;

/** Lines that cells ask the user for. */
final class Input {

    private final Sockets sockets;
    private final CellOutput output;
    private final LinkedBlockingQueue<JupyterMessage> replies = new LinkedBlockingQueue<>();

    Input(Sockets sockets, CellOutput output) {
        this.sockets = sockets;
        this.output = output;
    }

    void received(JupyterMessage reply) {
        if (reply.type().equals("input_reply")) {
            replies.add(reply);
        }
    }

    /** Lets cells read System.in as well. */
    void capture() {
        System.setIn(new Lines());
    }

    /**
     * Asks for a line, and waits.
     *
     * @throws BadInput if the front end takes no input
     * @throws Progress.Interrupted if the cell is interrupted meanwhile
     */
    String ask(String prompt, boolean secret) {
        var request = CellOutput.current().orElseThrow(Input::noInput);
        if (!request.flag("allow_stdin", false)) {
            throw noInput();
        }
        output.flush();
        replies.clear(); // what came for a cell that was interrupted
        var content = new JsonObject();
        content.addProperty("prompt", prompt);
        content.addProperty("password", secret);
        sockets.askOnStdin(request, content);
        try {
            return replies.take().text("value", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Progress.check("input");
            throw new IllegalStateException("no input", e);
        }
    }

    private static BadInput noInput() {
        return BadInput.of(
                "input",
                "the front end takes none for this cell",
                "one that does",
                "Give the value in the cell: var answer = \"..\"");
    }

    /** System.in: asks for a line whenever all that was typed has been read. */
    private final class Lines extends InputStream {

        private byte[] line = new byte[0];
        private int at;

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            if (length == 0) {
                return 0;
            }
            if (at == line.length) {
                // its BadInput goes on as it is: a Scanner would hide an IOException
                line = (ask("", false) + "\n").getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            int count = Math.min(length, line.length - at);
            System.arraycopy(line, at, into, from, count);
            at += count;
            return count;
        }

        @Override
        public synchronized int available() {
            return line.length - at;
        }
    }
}
