package org.striate.core.charts;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Which rows or columns a {@link Grid} shows: all, or so many that they can be seen, evenly chosen.
 *
 * @param indices [shown] of those that there are, ascending
 * @param names [shown]; empty where they are too many to be read
 * @param said what they are, such as {@code 500 of 3200 stimuli}
 */
public record Thinned(int[] indices, List<String> names, String said) {

    private static final int MOST = 500;
    private static final int MOST_NAMES = 24;

    /**
     * Of so many.
     *
     * @param what they are, in the plural
     */
    public static Thinned of(int count, IntFunction<String> name, String what) {
        int shown = Math.min(MOST, count);
        var indices = IntStream.range(0, shown)
                .map(i -> (int) ((long) i * count / shown))
                .toArray();
        return new Thinned(
                indices,
                shown <= MOST_NAMES ? IntStream.of(indices).mapToObj(name).toList() : List.of(),
                (shown < count ? shown + " of " : "") + count + " " + what);
    }
}
