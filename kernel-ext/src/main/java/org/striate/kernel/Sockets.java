package org.striate.kernel;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The five sockets of a kernel, all touched by one thread only, as ZeroMQ demands. Other threads leave messages in a queue
 * and wake that thread through a pipe, so that nothing waits for a poll to run out. The pipe has a writer of its own: a
 * cell's thread that is being interrupted would close it.
 */
final class Sockets {

    private record Outgoing(ZMQ.Socket socket, JupyterMessage message) {}

    private final ZContext context = new ZContext();
    private final ZMQ.Socket shell = context.createSocket(SocketType.ROUTER);
    private final ZMQ.Socket control = context.createSocket(SocketType.ROUTER);
    private final ZMQ.Socket stdin = context.createSocket(SocketType.ROUTER);
    private final ZMQ.Socket iopub = context.createSocket(SocketType.PUB);
    private final ZMQ.Socket heartbeat = context.createSocket(SocketType.REP);
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final Wire wire;
    private final Pipe pipe;
    private final Semaphore waiting = new Semaphore(0);
    private volatile boolean open = true;

    Sockets(KernelConnectionProperties connection) {
        wire = new Wire(connection);
        iopub.setHWM(0); // a slow reader must not lose output
        context.setLinger(2000);
        bind(shell, connection, connection.getShellPort());
        bind(control, connection, connection.getControlPort());
        bind(stdin, connection, connection.getStdinPort());
        bind(iopub, connection, connection.getIopubPort());
        bind(heartbeat, connection, connection.getHbPort());
        try {
            pipe = Pipe.open();
            pipe.source().configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var waker = new Thread(this::wake, "waker");
        waker.setDaemon(true);
        waker.start();
    }

    private static void bind(ZMQ.Socket socket, KernelConnectionProperties connection, int port) {
        var separator = connection.getTransport().equals("ipc") ? "-" : ":";
        socket.bind(connection.getTransport() + "://" + connection.getIp() + separator + port);
    }

    /** Serves the sockets until {@link #close()}; requests are handed to the receivers, which must not block. */
    void serve(Consumer<JupyterMessage> onShell, Consumer<JupyterMessage> onControl) {
        var poller = context.createPoller(4);
        poller.register(shell, ZMQ.Poller.POLLIN);
        poller.register(control, ZMQ.Poller.POLLIN);
        poller.register(heartbeat, ZMQ.Poller.POLLIN);
        poller.register(pipe.source(), ZMQ.Poller.POLLIN);
        while (open || !outgoing.isEmpty()) {
            poller.poll(-1);
            if (poller.pollin(1)) {
                wire.receive(control).ifPresent(onControl);
            }
            if (poller.pollin(0)) {
                wire.receive(shell).ifPresent(onShell);
            }
            if (poller.pollin(2)) {
                heartbeat.send(heartbeat.recv());
            }
            drain();
        }
        poller.close();
        context.close();
    }

    private void drain() {
        try {
            var signals = ByteBuffer.allocate(64);
            while (pipe.source().read(signals) > 0) {
                signals.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var next = outgoing.poll(); next != null; next = outgoing.poll()) {
            wire.send(next.socket, next.message);
        }
    }

    private void send(ZMQ.Socket socket, JupyterMessage message) {
        outgoing.add(new Outgoing(socket, message));
        waiting.release();
    }

    private void wake() {
        try {
            while (true) {
                waiting.acquire();
                waiting.drainPermits();
                pipe.sink().write(ByteBuffer.wrap(new byte[1]));
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the kernel's sockets cannot be served any more", e);
        }
    }

    /** Publishes to all clients, as part of what {@code cause} led to. */
    void publish(JupyterMessage cause, String type, JsonObject content) {
        var message = cause.answer(type, content);
        var topic = type.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        send(
                iopub,
                new JupyterMessage(
                        java.util.List.of(topic), message.header(), message.parent(), message.metadata(), content));
    }

    void replyOnShell(JupyterMessage request, String type, JsonObject content) {
        send(shell, request.answer(type, content));
    }

    void replyOnControl(JupyterMessage request, String type, JsonObject content) {
        send(control, request.answer(type, content));
    }

    /** Ends {@link #serve} once all that was handed over has been sent. */
    void close() {
        open = false;
        waiting.release();
    }
}
