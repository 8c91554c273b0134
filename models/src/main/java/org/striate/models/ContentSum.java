package org.striate.models;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of texts and numbers, for keys of what is kept. */
final class ContentSum {

    private final MessageDigest digest;

    ContentSum() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    ContentSum add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    ContentSum add(float[] values) {
        var bytes = ByteBuffer.allocate(Math.multiplyExact(4, values.length));
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
