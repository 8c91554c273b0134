package org.striate.analysis.linear;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/**
 * Native memory that is used again. A page touched for the first time costs more than the arithmetic on it: 82 MB, the
 * products between 3,200 stimuli, took 0.3 s to touch and 0.03 s to fill again. What is given back is held softly.
 */
final class Scratch implements AutoCloseable {

    private static final long SMALL = 1 << 17; // doubles that malloc serves from its own heap
    private static final long MOST = 1L << 26; // doubles kept, 512 MB

    private static final List<SoftReference<DoublePointer>> FREE = new ArrayList<>();

    static {
        Loader.load(openblas.class); // native memory can be had only once the library is there
    }

    private final DoublePointer values;

    /** With room for so many doubles. */
    Scratch(long doubles) {
        this.values = take(doubles);
    }

    static Scratch copy(double[] values) {
        var scratch = new Scratch(values.length);
        scratch.values.put(values);
        return scratch;
    }

    DoublePointer values() {
        return values;
    }

    @Override
    public void close() {
        give(values);
    }

    /** At least so many doubles, with anything in them. */
    static DoublePointer take(long doubles) {
        long wanted = Math.max(1, doubles);
        if (wanted < SMALL) {
            return new DoublePointer(wanted);
        }
        var kept = kept(wanted);
        if (kept != null) {
            return kept;
        }
        try {
            return new DoublePointer(wanted);
        } catch (OutOfMemoryError e) {
            release();
            return new DoublePointer(wanted);
        }
    }

    private static synchronized DoublePointer kept(long wanted) {
        DoublePointer best = null;
        for (var reference : FREE) {
            var block = reference.get();
            boolean fits = block != null && block.capacity() >= wanted && block.capacity() <= 4 * wanted;
            if (fits && (best == null || block.capacity() < best.capacity())) {
                best = block;
            }
        }
        var taken = best;
        FREE.removeIf(reference -> reference.get() == null || reference.get() == taken);
        return taken;
    }

    private static synchronized void release() {
        FREE.forEach(reference -> {
            var block = reference.get();
            if (block != null) {
                block.close();
            }
        });
        FREE.clear();
    }

    /** Gives back what was taken; nobody may hold it any more. */
    static synchronized void give(DoublePointer block) {
        long held = FREE.stream()
                .map(SoftReference::get)
                .filter(java.util.Objects::nonNull)
                .mapToLong(DoublePointer::capacity)
                .sum();
        if (block.capacity() < SMALL || held + block.capacity() > MOST) {
            block.close();
        } else {
            FREE.add(new SoftReference<>(block));
        }
    }
}
