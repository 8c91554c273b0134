package org.striate.datasets;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The checksum that a publisher gives for a file.
 *
 * @param algorithm {@code SHA-256}, {@code SHA-1}, {@code MD5}, or empty where none is published
 * @param hex lower-case hexadecimal
 */
public record Checksum(String algorithm, String hex) {

    static Checksum sha256(String hex) {
        return new Checksum("SHA-256", hex);
    }

    static Checksum sha1(String hex) {
        return new Checksum("SHA-1", hex);
    }

    static Checksum md5(String hex) {
        return new Checksum("MD5", hex);
    }

    /** None is published: what came first is remembered and every later use is held against it. */
    static Checksum unpublished() {
        return new Checksum("", "");
    }

    boolean isPublished() {
        return !algorithm.isEmpty();
    }

    /** The checksum of a file by the same algorithm; SHA-256 where none is published. */
    Checksum of(Path file) {
        var digest = digest();
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Checksum(digest.getAlgorithm(), HexFormat.of().formatHex(digest.digest()));
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(isPublished() ? algorithm : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has the three
        }
    }

    @Override
    public String toString() {
        return isPublished() ? algorithm + " " + hex : "no published checksum";
    }
}
