package org.striate.datasets;

import org.striate.core.Progress;
import org.striate.core.StimulusSet;

/** An area of the simulated cortex: what drives its cells. */
interface CorticalArea {

    /**
     * How strongly each cell is driven: 0 not at all, 1 as by a good stimulus.
     *
     * @return [stimuli x neurons]
     */
    double[][] drives(StimulusSet stimuli);

    /** Cells that look at one picture at a time. */
    interface OfPixels extends CorticalArea {

        /** @return [neurons] the drives by a grey image [size x size] */
        double[] drives(float[] grey);

        @Override
        default double[][] drives(StimulusSet stimuli) {
            var drives = new double[stimuli.size()][];
            try (var progress = Progress.of("simulating", stimuli.size())) {
                for (int i = 0; i < drives.length; i++) {
                    drives[i] = drives(stimuli.grey(i));
                    progress.step("");
                }
            }
            return drives;
        }
    }
}
