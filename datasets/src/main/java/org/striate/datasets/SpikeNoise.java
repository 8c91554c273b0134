package org.striate.datasets;

import java.util.Random;

/**
 * How counts scatter around their expectation: Poisson, with a gain that all cells of an animal share in a presentation
 * (Goris, Movshon and Simoncelli 2014), which makes each cell's counts negative binomial.
 *
 * @param gainVariance variance of the gain, whose mean is 1; 0 for Poisson counts
 */
record SpikeNoise(double gainVariance) {

    /** The variance of a count over trials. */
    double variance(double mean) {
        return mean + gainVariance * mean * mean;
    }

    /** A gain from the gamma distribution of mean 1. */
    double gain(Random random) {
        if (gainVariance == 0) {
            return 1;
        }
        double shape = 1 / gainVariance;
        return gamma(shape, random) / shape;
    }

    /** Marsaglia and Tsang (2000); for shapes below 1 by a power of a uniform number. */
    private static double gamma(double shape, Random random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    /** Knuth's product of uniforms, in parts of at most 30 so that the limit does not vanish. */
    int poisson(double mean, Random random) {
        int count = 0;
        for (double left = mean; left > 0; left -= 30) {
            double limit = Math.exp(-Math.min(left, 30));
            for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
                count++;
            }
        }
        return count;
    }
}
