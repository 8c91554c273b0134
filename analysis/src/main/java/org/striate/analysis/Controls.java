package org.striate.analysis;

import java.util.List;
import org.striate.core.StimulusModel;

/**
 * What a score is compared with.
 *
 * @param baselines models scored in the same way
 * @param shuffle seed of a permutation of the stimuli's labels; null for none
 * @param seed of the bootstrap
 */
record Controls(List<StimulusModel> baselines, Integer shuffle, long seed) {}
