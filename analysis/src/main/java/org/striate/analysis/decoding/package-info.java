/**
 * What can be read from a population by a linear (or any other) classifier: cross-validated on stimuli, with chance by
 * permutation, across positions and poses, and as a function of the number of units.
 */
package org.striate.analysis.decoding;
