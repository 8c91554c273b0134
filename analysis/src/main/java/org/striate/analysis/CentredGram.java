package org.striate.analysis;

import org.striate.core.Fold;

/**
 * The products between stimuli after the mean training stimulus was taken from all of them, without going back to the
 * units.
 *
 * @param train [train x train]
 * @param test [test x train]
 */
record CentredGram(double[] train, double[] test) {

    /**
     * @param gram [stimuli x stimuli] {@code X X'}
     * @param stimuli its side
     */
    static CentredGram of(double[] gram, int stimuli, Fold split) {
        var train = pick(gram, stimuli, split.train(), split.train());
        var test = pick(gram, stimuli, split.test(), split.train());
        var means = Columns.means(train, split.train().length); // of every training column
        double mean = 0;
        for (double m : means) {
            mean += m / means.length;
        }
        return new CentredGram(centre(train, means, mean), centre(test, means, mean));
    }

    private static double[] pick(double[] gram, int side, int[] rows, int[] columns) {
        var picked = new double[rows.length * columns.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                picked[i * columns.length + j] = gram[rows[i] * side + columns[j]];
            }
        }
        return picked;
    }

    /** {@code (x_i - m)(x_j - m)' = k_ij - mean_j k_ij - mean_i k_ij + mean k}. */
    private static double[] centre(double[] products, double[] means, double mean) {
        int columns = means.length;
        for (int from = 0; from < products.length; from += columns) {
            double own = 0;
            for (int j = 0; j < columns; j++) {
                own += products[from + j] / columns;
            }
            for (int j = 0; j < columns; j++) {
                products[from + j] += mean - own - means[j];
            }
        }
        return products;
    }
}
