package org.striate.datasets;

import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.StimulusSet;

/** Every pixel in another order of the pictures. */
final class Scrambled {

    private Scrambled() {}

    static StimulusSet of(StimulusSet stimuli, long seed) {
        int n = stimuli.size();
        var pictures = IntStream.range(0, n).mapToObj(stimuli::pixels).toArray(float[][]::new);
        var random = new Random(seed);
        for (int pixel = 0; n > 0 && pixel < pictures[0].length; pixel++) {
            for (int i = n - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                float kept = pictures[i][pixel];
                pictures[i][pixel] = pictures[j][pixel];
                pictures[j][pixel] = kept;
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
}
