package org.striate.launcher;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.striate.core.BadInput;
import org.striate.kernel.JupyterMessage;
import org.striate.kernel.Wire;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A Jupyter client for one kernel. Not for several threads. */
final class KernelClient implements AutoCloseable {

    private static final long START_SECONDS = 300;
    private static final int POLL_MS = 100;
    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

    private final KernelProcess kernel;
    private final Wire wire;
    private final String session = UUID.randomUUID().toString();
    private final ZContext context = new ZContext();
    private final ZMQ.Socket shell = context.createSocket(SocketType.DEALER);
    private final ZMQ.Socket control = context.createSocket(SocketType.DEALER);
    private final ZMQ.Socket iopub = context.createSocket(SocketType.SUB);
    private final ZMQ.Poller poller = context.createPoller(2);

    KernelClient(KernelProcess kernel) {
        this.kernel = kernel;
        var connection = kernel.connection();
        this.wire = new Wire(connection);
        iopub.setRcvHWM(0);
        iopub.subscribe(new byte[0]);
        var address = connection.getTransport() + "://" + connection.getIp() + ":";
        shell.connect(address + connection.getShellPort());
        control.connect(address + connection.getControlPort());
        iopub.connect(address + connection.getIopubPort());
        poller.register(shell, ZMQ.Poller.POLLIN);
        poller.register(iopub, ZMQ.Poller.POLLIN);
    }

    /**
     * Waits until the kernel answers on both channels: a subscription needs a moment to reach it.
     *
     * @return what it says of itself
     */
    JsonObject waitUntilReady() {
        long end = System.nanoTime() + Duration.ofSeconds(START_SECONDS).toNanos();
        Optional<JsonObject> info = Optional.empty();
        boolean heard = false;
        while (System.nanoTime() < end) {
            kernel.requireAlive();
            send(shell, "kernel_info_request", new JsonObject());
            for (int i = 0; i < 5 && (info.isEmpty() || !heard); i++) {
                poller.poll(POLL_MS);
                heard |= poller.pollin(1) && wire.receive(iopub).isPresent();
                if (poller.pollin(0)) {
                    info = wire.receive(shell).map(JupyterMessage::content).or(() -> Optional.empty());
                }
            }
            if (info.isPresent() && heard) {
                return info.get();
            }
        }
        throw BadInput.of("kernel", "no answer in " + START_SECONDS + " s", "a kernel that starts", "./striate doctor");
    }

    private String send(ZMQ.Socket socket, String type, JsonObject content) {
        var message = JupyterMessage.of(type, session, content);
        wire.send(socket, message);
        return message.id();
    }

    /**
     * Runs a cell.
     *
     * @param seconds how long it may take; then it is interrupted
     * @param onOutput called for every message that the cell publishes
     * @return the content of the kernel's reply
     * @throws BadInput if the kernel ends, this program is to end, or the time is over
     */
    JsonObject execute(String code, long seconds, Consumer<JupyterMessage> onOutput) {
        var request = new JsonObject();
        request.addProperty("code", code);
        request.addProperty("silent", false);
        request.addProperty("store_history", true);
        request.addProperty("allow_stdin", false);
        request.addProperty("stop_on_error", true);
        var id = send(shell, "execute_request", request);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Optional<JsonObject> reply = Optional.empty();
        boolean idle = false;
        while (reply.isEmpty() || !idle) {
            poller.poll(POLL_MS);
            if (poller.pollin(1)) {
                var message = wire.receive(iopub).filter(m -> m.parentId().equals(id));
                message.ifPresent(onOutput);
                idle |= message.filter(KernelClient::isIdle).isPresent();
            }
            if (poller.pollin(0)) {
                reply = wire.receive(shell)
                        .filter(m -> m.parentId().equals(id))
                        .map(JupyterMessage::content)
                        .or(orElse(reply));
            }
            if (!poller.pollin(0) && !poller.pollin(1)) {
                kernel.requireAlive();
            }
            if (kernel.isToEnd()) { // a cell that never stops printing has a moment more
                end = Math.min(end, System.nanoTime() + LAST_MOMENT.toNanos());
            }
            if (System.nanoTime() > end) {
                kernel.requireAlive();
                send(control, "interrupt_request", new JsonObject());
                throw BadInput.of("cell", "still running after " + seconds + " s", "an end before", longer(seconds));
            }
        }
        return reply.get();
    }

    /** How a cell may have more time than it had, as far as the launcher takes it. */
    static String longer(long seconds) {
        return "Give it longer: --timeout " + Math.min(4 * seconds, RunCommand.MOST_SECONDS);
    }

    private static java.util.function.Supplier<Optional<JsonObject>> orElse(Optional<JsonObject> earlier) {
        return () -> earlier;
    }

    private static boolean isIdle(JupyterMessage message) {
        return message.type().equals("status")
                && message.content().get("execution_state").getAsString().equals("idle");
    }

    /** Asks the kernel to end. */
    void shutDown() {
        var content = new JsonObject();
        content.addProperty("restart", false);
        send(control, "shutdown_request", content);
    }

    /** Asks the kernel to end, and waits for it. */
    @Override
    public void close() {
        shutDown();
        kernel.waitForEnd(5);
        kernel.end();
        context.close();
    }
}
