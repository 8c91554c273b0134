package org.striate.analysis.linear;

import java.nio.DoubleBuffer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Adds up {@code X X'} over blocks of units in float64, in native memory: handing Java's arrays to every call would copy the whole
 * matrix there and back, which at a few thousand stimuli takes longer than the product. Not for use by several threads.
 */
final class ProductSum implements AutoCloseable {

    /** Numbers converted to double at a time, 32 MB: the matrix is passed over once a block. */
    private static final int BLOCK = 4 << 20;

    private static final int PIECE = 2048;

    private static final Target NONE = new Target(Triangle.zeros(0), new double[0]);

    /** Stimuli that share a buffer: one for each would be memory that nobody had touched yet, which is slow to get. */
    private static final int STRIP = 64;

    private final int stimuli;
    private final int width;
    private final DoublePointer products;
    private final DoublePointer block;
    private final DoubleBuffer blockValues;
    private Target target = NONE;
    private boolean empty = true;

    /** What is added to: products between stimuli, and [stimuli] sums over units. */
    record Target(Triangle products, double[] sums) {}

    ProductSum(int stimuli) {
        this.stimuli = stimuli;
        this.width = Math.max(1, BLOCK / Math.max(1, stimuli));
        this.products = Scratch.take((long) stimuli * stimuli);
        this.block = Scratch.take((long) stimuli * width);
        this.blockValues = block.asBuffer();
    }

    /** Units converted at a time: where a layer is cut. */
    int width() {
        return width;
    }

    /**
     * Adds a block's products and sums to a target; what it adds to is complete after {@link #flush}.
     *
     * @param rows [stimuli x units]
     * @param centred whether each unit's mean over the stimuli is taken from it first
     * @param levels [stimuli] what is taken from all units of a stimulus first
     */
    void add(Target to, float[][] rows, boolean centred, double[] levels) {
        if (to.products() != target.products()) {
            flush();
            target = to;
            empty = true;
        }
        int all = rows.length == 0 ? 0 : rows[0].length;
        for (int from = 0; from < all; from += width) {
            int count = Math.min(width, all - from);
            int first = from;
            var means = centred ? means(rows, first, count) : new double[count];
            inStrips(Math.min(PIECE, count), (i, doubles) -> {
                target.sums()[i] += convert(rows[i], first, means, levels[i], i, doubles);
            });
            openblas.cblas_dsyrk(
                    openblas.CblasRowMajor,
                    openblas.CblasUpper,
                    openblas.CblasNoTrans,
                    stimuli,
                    count,
                    1,
                    block,
                    count,
                    empty ? 0 : 1,
                    products,
                    stimuli);
            empty = false;
        }
    }

    /** What is done for a stimulus, with a buffer. */
    private interface OneStimulus {
        void accept(int stimulus, double[] buffer);
    }

    /** For all stimuli, on all processors. */
    private void inStrips(int buffer, OneStimulus work) {
        IntStream.rangeClosed(0, (stimuli - 1) / STRIP).parallel().forEach(strip -> {
            var doubles = new double[buffer];
            int last = Math.min(stimuli, (strip + 1) * STRIP);
            for (int i = strip * STRIP; i < last; i++) {
                work.accept(i, doubles);
            }
        });
    }

    /** One stimulus's part of the block, in pieces that stay in the first-level cache; returns its sum. */
    private double convert(float[] row, int from, double[] means, double level, int stimulus, double[] doubles) {
        int count = means.length;
        double sum = 0;
        for (int at = 0; at < count; at += PIECE) {
            int next = Math.min(PIECE, count - at);
            for (int j = 0; j < next; j++) {
                doubles[j] = row[from + at + j] - means[at + j] - level;
            }
            sum += sum(doubles, next);
            blockValues.put(stimulus * count + at, doubles, 0, next);
        }
        return sum;
    }

    private static double sum(double[] values, int count) {
        // Four sums, since one alone would wait for itself at every unit.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int j = 0;
        for (; j + 3 < count; j += 4) {
            a += values[j];
            b += values[j + 1];
            c += values[j + 2];
            d += values[j + 3];
        }
        for (; j < count; j++) {
            a += values[j];
        }
        return a + b + c + d;
    }

    /** [units] means over the stimuli. */
    private static double[] means(float[][] rows, int from, int count) {
        var means = new double[count];
        int strip = 512;
        IntStream.rangeClosed(0, (count - 1) / strip).parallel().forEach(s -> {
            int last = Math.min(count, (s + 1) * strip);
            for (var row : rows) {
                for (int j = s * strip; j < last; j++) {
                    means[j] += row[from + j];
                }
            }
            for (int j = s * strip; j < last; j++) {
                means[j] /= rows.length;
            }
        });
        return means;
    }

    /** Brings what was added into the target's array. */
    void flush() {
        if (!empty) {
            var to = target.products();
            inStrips(stimuli, (i, row) -> {
                int from = to.row(i) + i;
                products.getPointer((long) i * stimuli + i).get(row, 0, stimuli - i);
                for (int j = 0; j < stimuli - i; j++) {
                    to.values()[from + j] += row[j];
                }
            });
        }
        empty = true;
        target = NONE;
    }

    @Override
    public void close() {
        Scratch.give(products);
        Scratch.give(block);
    }
}
