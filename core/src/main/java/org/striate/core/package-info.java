/**
 * The nouns that every step of a study shares: stimuli, models, activations, responses, folds, scores, RDMs and where
 * each came from. Nothing here needs a library beyond the JDK.
 */
package org.striate.core;
