package org.striate.models.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Where the answers of one pass wait until all stimuli have been shown. */
interface BlockStore extends AutoCloseable {

    /**
     * Takes a block's part of some stimuli's answers.
     *
     * @param block its index
     * @param from index of the first stimulus
     * @param answers [batch x units of the layer] float32
     */
    void write(int block, int from, int batch, ByteBuffer answers);

    /** Comes between the last write and the first read. */
    default void written() {}

    /** A whole block, [stimuli x units]; each is read once, and valid until the one after the next is. */
    float[][] read(int block);

    @Override
    void close();

    /** In memory. */
    final class Held implements BlockStore {
        private final Blocks blocks;
        private final float[][][] rows;

        Held(Blocks blocks) {
            this.blocks = blocks;
            this.rows = blocks.all().stream()
                    .map(block -> new float[blocks.stimuli()][block.width()])
                    .toArray(float[][][]::new);
        }

        @Override
        public void write(int block, int from, int batch, ByteBuffer answers) {
            var part = blocks.all().get(block);
            var floats = answers.asFloatBuffer();
            for (int i = 0; i < batch; i++) {
                floats.get(i * part.layer().units() + part.first(), rows[block][from + i]);
            }
        }

        @Override
        public float[][] read(int block) {
            var read = rows[block];
            rows[block] = null;
            return read;
        }

        @Override
        public void close() {
            Arrays.fill(rows, null);
        }
    }
}
