package org.striate.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Unix domain socket in front of a TCP socket. JeroMQ's own "ipc" is TCP under another name, which other clients do not
 * find; here they do. The TCP socket listens on this machine only, and messages are signed there as well.
 */
final class IpcBridge {

    private static final int BUFFER = 1 << 16;

    private IpcBridge() {}

    /** Forwards every connection to a file to a port, and back. */
    static void open(Path file, int port) {
        try {
            Files.deleteIfExists(file);
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(file));
            file.toFile().deleteOnExit();
            start("ipc " + file.getFileName(), () -> accept(server, port));
        } catch (IOException e) {
            throw new UncheckedIOException("ipc: " + file, e);
        }
    }

    private static void start(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void accept(ServerSocketChannel server, int port) {
        while (server.isOpen()) {
            try {
                var client = server.accept();
                var own = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                start("ipc in", () -> forward(client, own));
                start("ipc out", () -> forward(own, client));
            } catch (IOException e) {
                System.err.println("ipc: a connection failed: " + e);
            }
        }
    }

    private static void forward(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(BUFFER);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            return; // the other direction has closed both
        }
    }
}
