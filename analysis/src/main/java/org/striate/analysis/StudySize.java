package org.striate.analysis;

import org.striate.core.BadInput;

/**
 * How large a study of neurons is.
 *
 * @param stimuli how many are shown
 * @param neurons how many are recorded
 * @param trials how often every stimulus is shown
 */
public record StudySize(int stimuli, int neurons, int trials) {

    public StudySize {
        if (stimuli < 10 || neurons < 2 || trials < 2) {
            throw BadInput.of(
                    "study",
                    stimuli + " stimuli, " + neurons + " neurons, " + trials + " trials",
                    "at least 10 stimuli, 2 neurons and 2 trials",
                    "new StudySize(80, 40, 10)");
        }
    }

    public StudySize stimuli(int stimuli) {
        return new StudySize(stimuli, neurons, trials);
    }

    public StudySize neurons(int neurons) {
        return new StudySize(stimuli, neurons, trials);
    }

    public StudySize trials(int trials) {
        return new StudySize(stimuli, neurons, trials);
    }

    /** All presentations: what the animal has to sit through. */
    public int presentations() {
        return stimuli * trials;
    }

    @Override
    public String toString() {
        return stimuli + " stimuli, " + neurons + " neurons, " + trials + " trials";
    }
}
