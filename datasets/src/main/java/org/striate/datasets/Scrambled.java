package org.striate.datasets;

import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.StimulusSet;

/** Every place in another order of the pictures; the channels of a place stay together. */
final class Scrambled {

    private Scrambled() {}

    static StimulusSet of(StimulusSet stimuli, long seed) {
        int n = stimuli.size();
        var pictures = IntStream.range(0, n).mapToObj(stimuli::pixels).toArray(float[][]::new);
        var random = new Random(seed);
        int places = stimuli.height() * stimuli.width();
        for (int place = 0; place < places; place++) {
            for (int i = n - 1; i > 0; i--) {
                swap(pictures[i], pictures[random.nextInt(i + 1)], place, places);
            }
        }
        return new PixelStimuli(
                "scrambled " + stimuli.name(),
                stimuli.ids().stream().map(id -> id + " scrambled").toList(),
                stimuli.channels(),
                stimuli.height(),
                stimuli.width(),
                stimuli.degrees(),
                index -> pictures[index].clone(),
                stimuli.parameters(),
                Origin.of("scrambled").with("seed", seed).from(stimuli.origin()));
    }

    private static void swap(float[] one, float[] other, int place, int places) {
        for (int at = place; at < one.length; at += places) {
            float kept = one[at];
            one[at] = other[at];
            other[at] = kept;
        }
    }
}
