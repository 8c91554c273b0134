package org.striate.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a PNG file tells of its size.
 *
 * @param width pixels across
 * @param height pixels down
 * @param scale pixels for one of the layout: the density over 96 an inch; 1 where the file states none, or less
 */
record PngHeader(int width, int height, double scale) {

    private static final int SIGNATURE = 8;
    private static final int AROUND = 12; // length, name and checksum of a chunk
    private static final double USUAL_PER_METER = 96 / 0.0254;

    /**
     * @throws java.nio.BufferUnderflowException if the file is cut off before its pixels
     * @throws IllegalArgumentException if so, or if it is no PNG file
     */
    static PngHeader of(byte[] file) {
        var bytes = ByteBuffer.wrap(file).position(SIGNATURE);
        int width = 0;
        int height = 0;
        for (int at = SIGNATURE; ; at += AROUND + length(bytes, at)) {
            bytes.position(at + 4);
            var name = new byte[4];
            bytes.get(name);
            switch (new String(name, StandardCharsets.US_ASCII)) {
                case "IHDR" -> {
                    width = bytes.getInt();
                    height = bytes.getInt();
                }
                case "pHYs" -> {
                    return new PngHeader(width, height, Math.max(1, bytes.getInt() / USUAL_PER_METER));
                }
                case "IDAT" -> {
                    return new PngHeader(width, height, 1);
                }
                default -> {} // nothing about its size
            }
        }
    }

    private static int length(ByteBuffer bytes, int chunk) {
        int length = bytes.getInt(chunk);
        if (length < 0) {
            throw new IllegalArgumentException("a chunk of " + length + " bytes"); // which would lead back for ever
        }
        return length;
    }

    int layoutWidth() {
        return (int) Math.round(width / scale);
    }

    int layoutHeight() {
        return (int) Math.round(height / scale);
    }
}
