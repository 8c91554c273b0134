package org.striate.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Ridge;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Fold;
import org.striate.core.Folds;
import org.striate.core.NeuralResponses;
import org.striate.core.NumpyRandom;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.Score;
import org.striate.core.StimulusSet;

/**
 * Ridge regression on several feature spaces at once, each with a penalty of its own for every neuron, by random search:
 * weights gamma on the simplex, {@code K = sum gamma_i K_i}, and for each the penalties alpha; the pair with the least mean
 * squared error over five inner folds wins, neuron by neuron.
 *
 * @param candidates weights to try: the first uniform, then from Dirichlet distributions of concentration 0.1 and 1 in turn
 * @param alphas penalties to try with each
 * @param innerFolds shuffled folds of the training stimuli
 * @param seed of the candidates, the inner folds and the bootstrap
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2022.119728">Dupre la Tour et al. (2022)</a>, the algorithm of
 *     himalaya's {@code MultipleKernelRidgeCV(solver="random_search")}
 */
public record BandedRidge(int candidates, double[] alphas, int innerFolds, int seed) {

    public BandedRidge {
        if (candidates < 1
                || innerFolds < 2
                || alphas.length == 0
                || Arrays.stream(alphas).anyMatch(a -> !(a > 0) || Double.isInfinite(a))) {
            throw BadInput.of(
                    "banded ridge",
                    candidates + " candidates, " + innerFolds + " folds, alphas " + Arrays.toString(alphas),
                    "a candidate, two folds, and penalties above 0 and finite",
                    "BandedRidge.withDefaults().candidates(100)");
        }
    }

    /** 100 candidates, 10 penalties from 1 to 1e6, 5 folds, seed 1. */
    public static BandedRidge withDefaults() {
        var alphas = IntStream.range(0, 10)
                .mapToDouble(i -> Math.pow(10, i * 6 / 9.0))
                .toArray();
        return new BandedRidge(100, alphas, 5, 1);
    }

    /** Another number of candidates; the first of them are the same. */
    public BandedRidge candidates(int candidates) {
        return new BandedRidge(candidates, alphas, innerFolds, seed);
    }

    /** Other penalties. */
    public BandedRidge alphas(double... alphas) {
        return new BandedRidge(candidates, alphas.clone(), innerFolds, seed);
    }

    /** Another seed. */
    public BandedRidge seed(int seed) {
        return new BandedRidge(candidates, alphas, innerFolds, seed);
    }

    /**
     * Scores the spaces together on held-out stimuli, and parts what they explain among them.
     *
     * @param spaces at least two layers with the stimuli's answers, of any models
     * @throws BadInput if there are fewer, or stimuli, layers and responses do not fit together
     */
    public VariancePartition score(
            List<Activations> spaces, StimulusSet stimuli, NeuralResponses responses, Folds folds) {
        if (spaces.size() < 2) {
            throw BadInput.of("spaces", spaces.size() + "", "at least 2", "Fit one alone: EncodingModel.ridge()");
        }
        for (var space : spaces) {
            if (!space.stimulusIds().equals(stimuli.ids())) {
                throw BadInput.of(
                        "activations of " + space.layer(),
                        space.stimuli() + " stimuli that are not those of " + stimuli.name(),
                        "the same stimuli in the same order",
                        "Run the model on them: network.activations(stimuli, \"" + space.layer() + "\")");
            }
        }
        var targets = Targets.of(responses, stimuli);
        var splits = folds.over(stimuli);
        var products = spaces.stream().map(this::products).toList();
        var search = new BandedSearch(products, targets, splits);
        var asked = splits.stream().map(this::split).toList();
        try (var progress = Progress.of("fitting " + spaces.size() + " spaces", candidates)) {
            for (var gamma : gammas(spaces.size())) {
                search.consider(gamma, new Ridge(alphas, Ridge.Choice.INNER_FOLDS), asked);
                progress.step("");
            }
        }
        var parts = search.parts();
        var together = search.together(parts);
        var heldOut = new HeldOut(splits, together, targets);
        var origin = Origin.of("banded ridge")
                .with("candidates", candidates)
                .with("alphas", Arrays.toString(alphas))
                .with("inner folds", innerFolds)
                .with("seed", seed)
                .with(HeldOut.SEED, seed)
                .from(folds.origin());
        for (var space : spaces) {
            origin = origin.from(space.origin());
        }
        var score = new Score(
                        String.join(
                                " + ",
                                spaces.stream()
                                        .map(Activations::model)
                                        .distinct()
                                        .toList()),
                        String.join(
                                " + ", spaces.stream().map(Activations::layer).toList()),
                        responses.neurons(),
                        heldOut.correlations(),
                        Reliability.internalConsistency(responses.matching(stimuli))
                                .perSplit(),
                        heldOut.means(),
                        heldOut.draws(seed),
                        origin.from(responses.origin()))
                .withHeldOut(HeldOut.tests(splits))
                .withStimuli(stimuli.ids());
        return new VariancePartition(
                spaces.stream().map(s -> s.model() + " " + s.layer()).toList(),
                score,
                search.shares(parts),
                search.deltas());
    }

    /** Refuses a space beside whose variance the smallest penalty is rounding: the inverse would have no digits. */
    private double[] products(Activations space) {
        var design = Design.of(space);
        design.requireNumbers();
        var products = design.products();
        double variance = 0;
        for (int i = 0; i < design.stimuli(); i++) {
            variance += products[i * design.stimuli() + i];
        }
        double least = Arrays.stream(alphas).min().orElseThrow();
        if (variance * 1e-12 > least) {
            throw BadInput.of(
                    "activations of " + space.layer(),
                    "a sum of squares of " + variance + " beside a penalty of " + least,
                    "penalties above a part in 1e12 of it",
                    "Give larger ones: BandedRidge.withDefaults().alphas(" + variance * 1e-6 + ", " + variance + ")");
        }
        return products;
    }

    private Ridge.Split split(Fold fold) {
        int n = fold.train().length;
        if (n < innerFolds) {
            throw BadInput.of(
                    "training stimuli",
                    n + " for " + innerFolds + " inner folds",
                    "at least one per fold",
                    "Folds.of(2, 1)");
        }
        var order = new NumpyRandom(seed).permutation(fold.train());
        return new Ridge.Split(
                fold.train(),
                IntStream.range(0, innerFolds)
                        .mapToObj(f -> IntStream.range(0, n)
                                .filter(i -> i % innerFolds == f)
                                .map(i -> order[i])
                                .toArray())
                        .toList());
    }

    @Override
    public String toString() {
        return "BandedRidge: " + candidates + " candidates, alphas " + Arrays.toString(alphas) + ", " + innerFolds
                + " inner folds, seed " + seed;
    }

    private List<double[]> gammas(int spaces) {
        var random = new Random(seed);
        var gammas = new ArrayList<double[]>();
        for (int c = 0; c < candidates; c++) {
            double concentration = c % 2 == 1 ? 0.1 : 1;
            var gamma = new double[spaces];
            double sum = 0;
            for (int i = 0; i < spaces; i++) {
                gamma[i] = c == 0 ? 1 : gammaVariate(concentration, random);
                sum += gamma[i];
            }
            for (int i = 0; i < spaces; i++) {
                gamma[i] = sum > 0 ? gamma[i] / sum : 1.0 / spaces;
            }
            gammas.add(gamma);
        }
        return gammas;
    }

    /** Marsaglia and Tsang (2000), of shape + 1 and then brought down to the shape by a power of a uniform variate. */
    private static double gammaVariate(double shape, Random random) {
        double d = shape + 1 - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            double u = random.nextDouble();
            if (v > 0 && Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v * Math.pow(random.nextDouble(), 1 / shape);
            }
        }
    }
}
