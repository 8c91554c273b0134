package org.striate.core;

/**
 * One showing of one stimulus.
 *
 * @param stimulusId id in the {@link StimulusSet}
 * @param trial 0-based repetition; {@link #AVERAGE} for a mean over trials
 */
public record Presentation(String stimulusId, int trial) {

    /** The trial number of an average. */
    public static final int AVERAGE = -1;
}
