package org.striate.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.core.Html;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.NumpyRandom;
import org.striate.core.Origin;
import org.striate.core.Score;
import org.striate.core.Showable;

/**
 * How well the mean response of a neuron would repeat: the correlation of two halves of the trials, r, corrected to the
 * length of both by Spearman and Brown's {@code 2 r / (1 + r)}. It bounds the squared correlation of any model with the
 * mean response.
 *
 * @param neurons one a column
 * @param perSplit [splits x neurons]; NaN for a neuron without variance in a half
 * @param origin what made it
 */
public record Reliability(List<Neuron> neurons, double[][] perSplit, Origin origin) implements Showable {

    private static final int SPLITS = 10;
    private static final int SEED = 1;

    /**
     * Brain-Score's internal consistency: ten random halves of the trial numbers, those of scikit-learn's {@code
     * ShuffleSplit(10, train_size=0.5, random_state=1)}. Trials may be missing: means skip them.
     *
     * @param responses all trials, one time bin; with fewer than two trials every value is NaN
     * @throws org.striate.core.BadInput if there are several time bins
     */
    public static Reliability internalConsistency(NeuralResponses responses) {
        Targets.requireOneBin(responses);
        var trials = responses.trials();
        int neurons = responses.neurons().size();
        var perSplit = new ArrayList<double[]>();
        var random = new NumpyRandom(SEED);
        if (trials.size() < 2) {
            perSplit.add(Columns.repeat(Double.NaN, neurons));
        } else {
            for (int split = 0; split < SPLITS; split++) {
                var order = random.permutation(trials.size());
                var first = Arrays.stream(order)
                        .limit(trials.size() - trials.size() / 2)
                        .mapToObj(trials::get)
                        .toList();
                perSplit.add(spearmanBrown(responses.splitHalves(first), neurons));
            }
        }
        var origin = Origin.of("internal consistency")
                .with("splits", perSplit.size())
                .with("seed", SEED)
                .from(responses.origin());
        return new Reliability(responses.neurons(), perSplit.toArray(double[][]::new), origin);
    }

    private static double[] spearmanBrown(List<NeuralResponses> halves, int neurons) {
        return IntStream.range(0, neurons)
                .mapToDouble(neuron -> {
                    double r = Correlation.pearson(column(halves.get(0), neuron), column(halves.get(1), neuron));
                    return 2 * r / (1 + r);
                })
                .toArray();
    }

    private static double[] column(NeuralResponses responses, int neuron) {
        return IntStream.range(0, responses.presentations().size())
                .mapToDouble(p -> responses.at(p, neuron, 0))
                .toArray();
    }

    /** Median over neurons inside a split, mean over splits. */
    public double ceiling() {
        return Score.aggregate(perSplit);
    }

    /** [neurons] mean over splits. */
    public double[] perNeuron() {
        return Score.meansOverSplits(perSplit);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Reliability: ceiling %.4f, %d neurons, %d splits",
                ceiling(),
                neurons.size(),
                perSplit.length);
    }

    @Override
    public String toHtml() {
        var each = perNeuron();
        var rows = IntStream.range(0, neurons.size())
                .mapToObj(i -> List.of(neurons.get(i).id(), String.format(Locale.ROOT, "%.4f", each[i])))
                .toList();
        return Html.table(toString(), List.of("neuron", "reliability (Spearman-Brown)"), rows) + Html.origin(origin);
    }
}
