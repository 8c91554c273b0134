package org.striate.core;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A window after stimulus onset.
 *
 * @param start in ms, inclusive
 * @param end in ms, exclusive
 */
public record TimeBin(double start, double end) {

    /**
     * Equal bins one after another, the last one ending at {@code end} or before.
     *
     * @param start in ms after onset; may be negative
     * @param end in ms after onset
     * @param width in ms
     * @throws BadInput if no bin fits in
     */
    public static List<TimeBin> between(double start, double end, double width) {
        int count = width > 0 ? (int) Math.floor((end - start) / width + 1e-9) : 0;
        if (count < 1) {
            throw BadInput.of(
                    "time bins",
                    start + " to " + end + " ms in steps of " + width + " ms",
                    "at least one whole bin",
                    "TimeBin.between(0, 300, 10)");
        }
        return IntStream.range(0, count)
                .mapToObj(i -> new TimeBin(start + i * width, start + (i + 1) * width))
                .toList();
    }

    /** Length in ms. */
    public double width() {
        return end - start;
    }

    /** The middle in ms after onset. */
    public double centre() {
        return (start + end) / 2;
    }
}
