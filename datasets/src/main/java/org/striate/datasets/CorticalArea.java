package org.striate.datasets;

import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;

/** An area of the simulated cortex: what drives its cells. */
interface CorticalArea {

    /**
     * How strongly each cell is driven: 0 not at all, 1 as by a good stimulus.
     *
     * @return [stimuli x neurons]
     * @throws BadInput if what drives them is no finite number
     */
    double[][] drives(StimulusSet stimuli);

    /** Cells that look at one picture at a time. */
    interface OfPixels extends CorticalArea {

        /** @return [neurons] the drives by a grey image [size x size] */
        double[] drives(float[] grey);

        @Override
        default double[][] drives(StimulusSet stimuli) {
            var ids = stimuli.ids();
            var drives = new double[stimuli.size()][];
            try (var progress = Progress.of("simulating", stimuli.size())) {
                for (int i = 0; i < drives.length; i++) {
                    drives[i] = drives(finite(stimuli.grey(i), ids.get(i)));
                    progress.step("");
                }
            }
            return drives;
        }

        private static float[] finite(float[] grey, String id) {
            for (float pixel : grey) {
                if (!Float.isFinite(pixel)) {
                    throw BadInput.of(
                            "pixels of \"" + id + "\"",
                            String.valueOf(pixel),
                            "finite numbers",
                            "Choose other stimuli: stimuli.select(0, 1)");
                }
            }
            return grey;
        }
    }
}
