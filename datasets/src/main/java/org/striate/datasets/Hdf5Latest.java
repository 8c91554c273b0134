package org.striate.datasets;

import io.jhdf.HdfFile;
import io.jhdf.checksum.ChecksumUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files in the formats of HDF5 1.12 and 2.0, which the library does not know: datatypes of versions 4 and 5, layouts of
 * version 5. For what the library reads they differ from datatypes of version 3 and layouts of version 4 in nothing that
 * it uses: a chunk's size has a width that the index states by itself, and the newer datatypes add references and complex
 * numbers. So the versions are set back, and the headers' checksums anew, in a copy in memory; the file stays as it is.
 * (HDF5 File Format Specification, sections IV.A.1.b, IV.A.2.d and IV.A.2.i.)
 */
final class Hdf5Latest {

    private static final int OBJECT_HEADER = 0x5244484f; // "OHDR"
    private static final int DATATYPE = 3;
    private static final int LAYOUT = 8;
    private static final int ATTRIBUTE = 12;
    private static final int CONTINUATION = 16;
    /** Flag of a message that only points to another. */
    private static final int SHARED = 2;

    private static final int[] STARTS = {0, 512, 1024, 2048};

    private final ByteBuffer bytes;
    private final int base;

    private Hdf5Latest(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
        int start = 0;
        for (int candidate : STARTS) {
            if (candidate + 8 <= bytes.limit() && bytes.getInt(candidate) == 0x46444889) {
                start = candidate;
                break;
            }
        }
        this.base = start;
    }

    static HdfFile open(Path file) {
        try {
            Memory.require(file.toString(), Files.size(file), "Copy it in the older format: h5repack --high=2");
            return HdfFile.fromByteBuffer(patched(ByteBuffer.wrap(Files.readAllBytes(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer patched(ByteBuffer bytes) {
        new Hdf5Latest(bytes).patch();
        return bytes.rewind();
    }

    private void patch() {
        for (int at = 0; at + 16 <= bytes.limit(); at++) {
            if (bytes.get(at) == 'O' && bytes.getInt(at) == OBJECT_HEADER && bytes.get(at + 4) == 2) {
                int flags = bytes.get(at + 5);
                int sizeAt = at + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
                int width = 1 << (flags & 3);
                long size = width == 1
                        ? bytes.get(sizeAt) & 255
                        : width == 2 ? bytes.getShort(sizeAt) & 65535 : bytes.getInt(sizeAt);
                patchBlock(at, sizeAt + width, sizeAt + width + size, flags);
            }
        }
    }

    /** One block of messages between its start and its checksum. */
    private void patchBlock(int start, int from, long to, int flags) {
        if (to < from || to + 4 > bytes.limit() || checksum(start, (int) to) != bytes.getInt((int) to)) {
            return; // bytes that only look like a header
        }
        int head = (flags & 4) != 0 ? 6 : 4;
        boolean changed = false;
        for (int at = from; at + head <= to; at += head + (bytes.getShort(at + 1) & 65535)) {
            int type = bytes.get(at);
            if (type == LAYOUT && bytes.get(at + head) == 5) {
                bytes.put(at + head, (byte) 4);
                changed = true;
            } else if (type == DATATYPE && (bytes.get(at + 3) & SHARED) == 0) {
                lower(at + head);
                changed = true;
            } else if (type == ATTRIBUTE && bytes.get(at + head) == 3 && (bytes.get(at + head + 1) & 1) == 0) {
                lower(at + head + 9 + bytes.getShort(at + head + 2)); // after the attribute's name
                changed = true;
            } else if (type == CONTINUATION) {
                int next = (int) bytes.getLong(at + head) + base;
                patchBlock(next, next + 4, next + bytes.getLong(at + head + 8) - 4, flags);
            }
        }
        if (changed) {
            bytes.putInt((int) to, checksum(start, (int) to));
        }
    }

    /** Sets the version of a datatype and of those inside it; returns where it ends. */
    private int lower(int at) {
        int version = bytes.get(at) >> 4 & 15;
        if (version > 3) {
            bytes.put(at, (byte) (bytes.get(at) & 15 | 3 << 4));
        } else if (version < 3) {
            return at; // an older layout, and nothing of version 5 inside
        }
        int bits = bytes.getInt(at) >>> 8;
        return switch (bytes.get(at) & 15) {
            case 0, 4 -> at + 12; // integers and bit fields
            case 1 -> at + 20; // floating-point numbers
            case 2 -> at + 10; // time
            case 5 -> at + 8 + (bits & 255); // opaque, with its tag
            case 6 -> lowerMembers(at, bits & 65535);
            case 8 -> lowerEnumeration(at, bits & 65535);
            case 9 -> lower(at + 8); // variable length
            case 10 -> lower(at + 9 + 4 * bytes.get(at + 8)); // array
            default -> at + 8; // strings and references
        };
    }

    private int lowerMembers(int at, int members) {
        int size = bytes.getInt(at + 4);
        int offsetWidth = 1 + (31 - Integer.numberOfLeadingZeros(Math.max(size, 1))) / 8;
        int next = at + 8;
        for (int i = 0; i < members; i++) {
            next = lower(afterName(next) + offsetWidth);
        }
        return next;
    }

    private int lowerEnumeration(int at, int members) {
        int next = lower(at + 8);
        for (int i = 0; i < members; i++) {
            next = afterName(next);
        }
        return next + members * bytes.getInt(at + 4);
    }

    private int afterName(int at) {
        while (bytes.get(at) != 0) {
            at++;
        }
        return at + 1;
    }

    private int checksum(int from, int to) {
        var block = new byte[to - from];
        bytes.get(from, block);
        return ChecksumUtils.checksum(block);
    }
}
