package org.striate.magics.session;

import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Numbers and texts from a stream of known size; no length is believed that the bytes left cannot hold. */
final class BoundedInput extends DataInputStream {

    private final long size;

    BoundedInput(InputStream source, long size) {
        super(new Counted(source));
        this.size = size;
    }

    private static final class Counted extends FilterInputStream {

        private long read;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int got = super.read();
            read += got < 0 ? 0 : 1;
            return got;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = super.read(into, from, length);
            read += Math.max(0, got);
            return got;
        }
    }

    /** Bytes that are still there. */
    long left() {
        return size - ((Counted) in).read;
    }

    /** How many values follow, each of so many bytes at least. */
    int length(long bytesEach) throws IOException {
        int length = readInt();
        if (length < 0 || length * bytesEach > left()) {
            throw new IOException(length + " values where " + left() + " bytes are left");
        }
        return length;
    }

    /** How many bytes follow. */
    long longLength() throws IOException {
        long length = readLong();
        if (length < 0 || length > left()) {
            throw new IOException("a file of " + length + " bytes where " + left() + " are left");
        }
        return length;
    }

    String text() throws IOException {
        return new String(readNBytes(length(1)), StandardCharsets.UTF_8);
    }
}
