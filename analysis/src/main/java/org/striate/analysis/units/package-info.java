/**
 * Single units, artificial and recorded alike: tuning curves and their fits, receptive fields, sparseness, selectivity.
 * Everything starts from a {@link org.striate.analysis.units.Population}.
 */
package org.striate.analysis.units;
