package org.striate.kernel;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

    private static final int MOST_WAITING = 1000;
    private static final int SEND_SECONDS = 5;

    /** What the sockets' thread is to do, in the order in which it was asked. */
    private interface Outgoing {
        void handle(Receiver receiver);
    }

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
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final CountDownLatch sent = new CountDownLatch(1);
    private volatile Thread server;
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
        if (!connection.getTransport().equals("ipc")) {
            socket.bind(connection.getTransport() + "://" + connection.getIp() + ":" + port);
            return;
        }
        int inside = socket.bindToRandomPort("tcp://127.0.0.1");
        IpcBridge.open(Path.of(connection.getIp() + "-" + port), inside);
    }

    /** Who gets what comes in; none of them may block. */
    interface Receiver {
        void onShell(JupyterMessage request);

        void onControl(JupyterMessage request);

        void onInput(JupyterMessage reply);
    }

    /** Serves the sockets until {@link #close()}. */
    void serve(Receiver receiver) {
        var poller = context.createPoller(5);
        poller.register(shell, ZMQ.Poller.POLLIN);
        poller.register(control, ZMQ.Poller.POLLIN);
        poller.register(heartbeat, ZMQ.Poller.POLLIN);
        poller.register(stdin, ZMQ.Poller.POLLIN);
        poller.register(pipe.source(), ZMQ.Poller.POLLIN);
        server = Thread.currentThread();
        while (open || !outgoing.isEmpty()) {
            poller.poll(-1);
            if (poller.pollin(2)) {
                heartbeat.send(heartbeat.recv());
            }
            receive(poller, 1, control, receiver::onControl);
            receive(poller, 3, stdin, receiver::onInput);
            receive(poller, 0, shell, receiver::onShell);
            drain(receiver);
        }
        poller.close();
        context.close();
        sent.countDown();
    }

    private void receive(ZMQ.Poller poller, int index, ZMQ.Socket socket, Consumer<JupyterMessage> receiver) {
        if (!poller.pollin(index)) {
            return;
        }
        receive(socket, receiver);
    }

    private void receive(ZMQ.Socket socket, Consumer<JupyterMessage> receiver) {
        try {
            wire.receive(socket).ifPresent(receiver);
        } catch (RuntimeException | Error e) { // whatever is in one message, the next one is served
            System.err.println("a message could not be handled: " + e);
        }
    }

    private static boolean hasMore(ZMQ.Socket socket) {
        return (socket.getEvents() & ZMQ.Poller.POLLIN) != 0;
    }

    /** Waits until all that was handed over has been sent after {@link #close()}. */
    void awaitSent() {
        try {
            sent.await(SEND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain(Receiver receiver) {
        try {
            var signals = ByteBuffer.allocate(64);
            while (pipe.source().read(signals) > 0) {
                signals.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var next = outgoing.poll(); next != null; next = outgoing.poll()) {
            next.handle(receiver);
        }
    }

    private void send(ZMQ.Socket socket, JupyterMessage message) {
        takeRoom();
        outgoing.add(receiver -> {
            room.release();
            try {
                wire.send(socket, message);
            } catch (RuntimeException | Error e) {
                System.err.println("a message could not be sent: " + e);
            }
        });
        waiting.release();
    }

    /** A cell that prints without end waits for the socket; for a while only, since the socket's own thread sends too. */
    private void takeRoom() {
        if (Thread.currentThread() == server || room.tryAcquire()) {
            return;
        }
        try {
            room.tryAcquire(SEND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        publish(cause.answer(type, content));
    }

    /** Publishes to all clients. */
    void publish(JupyterMessage message) {
        var topic = message.type().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        send(
                iopub,
                new JupyterMessage(
                        java.util.List.of(topic),
                        message.header(),
                        message.parent(),
                        message.metadata(),
                        message.content()));
    }

    void replyOnShell(JupyterMessage request, String type, JsonObject content) {
        send(shell, request.answer(type, content));
    }

    /** Asks the client of a request for a line. */
    void askOnStdin(JupyterMessage request, JsonObject content) {
        send(stdin, request.answer("input_request", content));
    }

    void replyOnControl(JupyterMessage request, String type, JsonObject content) {
        send(control, request.answer(type, content));
    }

    /** Does something when all requests that had arrived by now have been handed over, before what is sent from now on. */
    void afterReceiving(Runnable work) {
        outgoing.add(receiver -> {
            while (hasMore(shell)) {
                receive(shell, receiver::onShell);
            }
            work.run();
        });
        waiting.release();
    }

    /** Ends {@link #serve} once all that was handed over has been sent. */
    void close() {
        open = false;
        waiting.release();
    }
}
