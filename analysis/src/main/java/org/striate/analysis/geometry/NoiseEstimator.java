package org.striate.analysis.geometry;

/** How the covariance of noise between neurons is estimated. Agrees with rsatoolbox, whose names are given. */
public enum NoiseEstimator {
    /** Correlations shrunk towards 0, variances kept (Schaefer and Strimmer 2005); {@code shrinkage_diag}. */
    SHRUNK_CORRELATIONS,
    /** Shrunk towards a multiple of the identity (Ledoit and Wolf 2004); {@code shrinkage_eye}. */
    SHRUNK_TO_IDENTITY,
    /** Variances alone; {@code diag}. */
    VARIANCES,
    /** The sample covariance; singular with no more residuals than neurons; {@code full}. */
    SAMPLE
}
