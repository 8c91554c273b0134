package org.striate.models.stream;

import java.util.ArrayList;
import java.util.List;

/** How the answers of one pass are cut into blocks that hold all stimuli. */
record Blocks(int stimuli, List<One> all) {

    /** Units {@code first} to {@code first + width - 1} of a layer. */
    record One(StreamPlan.LayerCost layer, int first, int width) {
        long bytes(int stimuli) {
            return 4L * width * stimuli;
        }
    }

    static Blocks of(StreamPlan.OnePass pass, int stimuli, long bytes) {
        int most = (int) Math.max(1, bytes / (4L * stimuli));
        var all = new ArrayList<One>();
        for (var part : pass.parts()) {
            int width = width(part.last() - part.first(), most);
            for (int first = part.first(); first < part.last(); first += width) {
                all.add(new One(part.layer(), first, Math.min(width, part.last() - first)));
            }
        }
        return new Blocks(stimuli, all);
    }

    /** Blocks of one width where possible, so that the arrays of one are good for the next. */
    private static int width(int units, int most) {
        int count = (units + most - 1) / most;
        for (int equal = count; equal <= 2 * count; equal++) {
            if (units % equal == 0) {
                return units / equal;
            }
        }
        return (units + count - 1) / count;
    }
}
