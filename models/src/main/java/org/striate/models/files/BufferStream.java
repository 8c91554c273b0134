package org.striate.models.files;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a buffer and moves its position. */
final class BufferStream extends InputStream {

    private final ByteBuffer buffer;

    BufferStream(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public int read() {
        return buffer.hasRemaining() ? buffer.get() & 255 : -1;
    }

    @Override
    public int read(byte[] to, int from, int count) {
        if (!buffer.hasRemaining()) {
            return count == 0 ? 0 : -1;
        }
        int read = Math.min(count, buffer.remaining());
        buffer.get(to, from, read);
        return read;
    }
}
