package org.striate.models.energy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.StimulusSet;
import org.striate.models.PixelModel;

/** Pictures as patterns that a memory stores, and patterns as pictures. */
public final class PatternPictures {

    private PatternPictures() {}

    /**
     * Pictures in black and white: 1 where a pixel is lighter than the mean of its picture, else -1.
     *
     * @param side pixels across and down
     * @return [stimuli x side * side]
     */
    public static float[][] signs(StimulusSet stimuli, int side) {
        var pixels = new PixelModel(side).activations(stimuli, "pixels");
        return HopfieldNetwork.signs(
                IntStream.range(0, stimuli.size()).mapToObj(pixels::row).toArray(float[][]::new));
    }

    /**
     * States of a memory as pictures: -1 is black, 1 is white. {@code Plots.stimuli(PatternPictures.of(cue, recalled))}.
     *
     * @param states [pictures][side * side]; beyond -1 and 1 they are cut
     * @throws BadInput if there is none, or units are not as many as a square has pixels
     */
    public static StimulusSet of(float[]... states) {
        int units = states.length == 0 ? 0 : states[0].length;
        int side = (int) Math.round(Math.sqrt(units));
        if (units == 0 || side * side != units || Arrays.stream(states).anyMatch(s -> s.length != units)) {
            throw BadInput.of(
                    "states",
                    states.length + ", the first of " + units + " units",
                    "at least one, each of as many units as a square has pixels",
                    "PatternPictures.of(network.pattern(0), network.recall(cue, 1))");
        }
        var own = Arrays.stream(states).map(float[]::clone).toArray(float[][]::new);
        return new PixelStimuli(
                "patterns",
                IntStream.range(0, own.length).mapToObj(String::valueOf).toList(),
                1,
                side,
                side,
                8,
                index -> grey(own[index]),
                Map.<String, List<Object>>of(),
                Origin.of("patterns").with("pictures", own.length));
    }

    private static float[] grey(float[] state) {
        var grey = new float[state.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = Math.max(0, Math.min(1, (state[i] + 1) / 2));
        }
        return grey;
    }
}
