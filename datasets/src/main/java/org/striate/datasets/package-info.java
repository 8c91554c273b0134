/**
 * Where a study starts: generated stimuli, recordings in the formats the field uses, named data sets, and a
 * simulated cortex whose truth is known.
 */
package org.striate.datasets;
