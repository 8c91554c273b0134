package org.striate.datasets;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Single rows of a data set, read by whole chunks where it has some: a chunk is decoded as a whole, and once for all of its
 * rows. The last few blocks are kept. Several threads may ask.
 */
final class RowBlocks {

    /** Values of a block; a row that has more is not kept. */
    private static final int MOST_VALUES = 1 << 22;
    /** As many as threads that are at places far apart. */
    private static final int MOST_BLOCKS = 4;

    private final Hdf5 file;
    private final String path;
    private final long rows;
    private final long rowSize;
    private final int blockRows;
    private final Map<Integer, Block> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Block> eldest) {
            return size() > MOST_BLOCKS;
        }
    };

    /** @param path of a data set with at least one dimension */
    RowBlocks(Hdf5 file, String path) {
        var shape = file.shape(path);
        this.file = file;
        this.path = path;
        this.rows = shape[0];
        this.rowSize = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
        long most = Math.min(file.chunkRows(path), MOST_VALUES / Math.max(1, rowSize));
        this.blockRows = (int) Math.max(1, most);
    }

    /** The rows from a place on, once they are asked for; what fails is tried again. */
    private final class Block {

        private double[] values;

        synchronized double[] values(int from) {
            if (values == null) {
                values = file.rows(path, from, (int) Math.min(blockRows, rows - from))
                        .values();
            }
            return values;
        }
    }

    /** The values of one row. */
    double[] row(int row) {
        if (blockRows == 1) {
            return file.rows(path, row, 1).values();
        }
        int number = row / blockRows;
        Block block;
        synchronized (recent) {
            block = recent.computeIfAbsent(number, n -> new Block());
        }
        int size = (int) rowSize; // of several rows in a block
        int at = row % blockRows * size;
        return Arrays.copyOfRange(block.values(number * blockRows), at, at + size);
    }
}
