package org.striate.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.zeromq.ZMQ;

/** Messages as frames on a socket: identities, delimiter, signature, then four JSON objects. */
public final class Wire {

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final Gson GSON = new Gson().newBuilder().serializeNulls().create();

    /** So many signatures are remembered, to drop a message that comes twice. */
    private static final int MOST_SEEN = 4096;

    private final HMACGenerator signer;
    private final Set<String> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_SEEN;
        }
    });

    /** Signs with the key of a connection file. */
    public Wire(KernelConnectionProperties connection) {
        try {
            signer = connection.createHMACGenerator();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the connection file names an unknown signature scheme", e);
        }
    }

    /** Sends a message; only the socket's own thread may call this. */
    public void send(ZMQ.Socket socket, JupyterMessage message) {
        var parts = new byte[][] {
            bytes(message.header()), bytes(message.parent()), bytes(message.metadata()), bytes(message.content())
        };
        message.identities().forEach(socket::sendMore);
        socket.sendMore(DELIMITER);
        socket.sendMore(signer.calculateSignature(parts).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < parts.length - 1; i++) {
            socket.sendMore(parts[i]);
        }
        socket.send(parts[parts.length - 1]);
    }

    /** Receives one message; empty where its signature is wrong or was there before, or it is no message. */
    public Optional<JupyterMessage> receive(ZMQ.Socket socket) {
        var frames = new ArrayList<byte[]>();
        do {
            frames.add(socket.recv());
        } while (socket.hasReceiveMore());
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        if (frames.size() < delimiter + 6 || !isSigned(frames, delimiter)) {
            return Optional.empty();
        }
        try {
            var message = new JupyterMessage(
                    List.copyOf(frames.subList(0, delimiter)),
                    json(frames.get(delimiter + 2)),
                    json(frames.get(delimiter + 3)),
                    json(frames.get(delimiter + 4)),
                    json(frames.get(delimiter + 5)));
            return message.isWhole() ? Optional.of(message) : Optional.empty();
        } catch (JsonParseException | IllegalStateException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private boolean isSigned(List<byte[]> frames, int delimiter) {
        var parts = frames.subList(delimiter + 2, delimiter + 6).toArray(byte[][]::new);
        var expected = signer.calculateSignature(parts).getBytes(StandardCharsets.US_ASCII);
        var given = frames.get(delimiter + 1);
        return expected.length == 0
                || (MessageDigest.isEqual(expected, given) && seen.add(new String(given, StandardCharsets.US_ASCII)));
    }

    private static byte[] bytes(JsonObject json) {
        return GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject json(byte[] bytes) {
        return JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8)).getAsJsonObject();
    }
}
