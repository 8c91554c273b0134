package org.striate.datasets;

import java.nio.file.Path;
import org.striate.core.NeuralResponses;
import org.striate.core.SpikeTrains;
import org.striate.core.StimulusSet;

/**
 * The files of Brain-Score's BrainIO: assemblies in NetCDF-4, stimulus sets as CSV and ZIP.
 *
 * <pre>{@code
 * var stimuli   = BrainIo.stimuli(Path.of("stimulus.csv"), Path.of("stimulus.zip"), 8);
 * var responses = BrainIo.load(Path.of("assy.nc")).withStimuli(stimuli);
 * }</pre>
 */
public final class BrainIo {

    private BrainIo() {}

    /**
     * Reads an assembly of responses, whatever the order of its dimensions. Its presentations keep all their coordinates
     * but {@code repetition}, which becomes the trial, in the order of the file; where there is none, a trial counts the
     * earlier presentations of its stimulus.
     *
     * @throws org.striate.core.BadInput if the file is missing or damaged or holds no such assembly
     */
    public static NeuralResponses load(Path file) {
        return reader().load(file);
    }

    /** For the rest: a window of time, a group of the file. */
    public static BrainIoReader reader() {
        return new BrainIoReader("", Double.NaN, Double.NaN);
    }

    /**
     * Reads an assembly of spike times, which has the dimension {@code event}.
     *
     * @throws org.striate.core.BadInput if the file is missing or damaged or holds no such assembly
     */
    public static SpikeTrains spikes(Path file) {
        return reader().spikes(file);
    }

    /**
     * Reads a stimulus set.
     *
     * @param csv with columns {@code stimulus_id} (or {@code image_id}) and {@code filename}; all others become parameters
     * @param images the ZIP, or a folder it was unpacked into; images are decoded when they are asked for
     * @param degrees width in degrees of visual angle, which the files do not tell
     * @throws org.striate.core.BadInput if a file is missing or damaged, an id comes twice, or an image is missing or its
     *     name would leave the folder
     */
    public static StimulusSet stimuli(Path csv, Path images, double degrees) {
        return ImageTable.load(csv, images, degrees);
    }
}
