package org.striate.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.analysis.EncodingModel;
import org.striate.analysis.geometry.LayerSimilarity;
import org.striate.analysis.geometry.Rdms;
import org.striate.analysis.linear.Gram;
import org.striate.core.Activations;
import org.striate.core.Folds;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.TimeBin;
import org.striate.core.UnitLayout;
import org.striate.datasets.Stimuli;

/**
 * How cost grows when stimuli n and units p double; prints a table of seconds. The operations of {@code docs/benchmarks.md}
 * predict for n: products times 4, inverses times 8; for p: products times 2, nothing else changes.
 */
public final class GrowthProgram {

    private static final int NEURONS = 168;

    private GrowthProgram() {}

    /** {@code GrowthProgram [largest n, 3200]}. */
    public static void main(String[] arguments) {
        int largest = arguments.length == 0 ? 3200 : Integer.parseInt(arguments[0]);
        new Case(largest / 4, 1024).run(); // compiles the code that is measured
        System.out.println(
                "| n | p | PLS-25, 10 splits | ridge, 10 penalties, 5 x 5 folds | CKA of two layers | RDM |");
        System.out.println("|---|---|---|---|---|---|");
        for (int n = largest / 4; n <= largest; n *= 2) {
            System.out.println(new Case(n, 4096).run());
        }
        for (int p = 8192; p <= 32768; p *= 2) {
            System.out.println(new Case(largest / 2, p).run());
        }
    }

    private record Case(int n, int p) {

        String run() {
            var stimuli =
                    Stimuli.gratings().orientations(n).spatialFrequencies(1).phases(1);
            var layer = layer(stimuli.ids(), 1);
            var other = layer(stimuli.ids(), 2);
            var responses = responses(stimuli.ids());
            return String.format(
                    Locale.ROOT,
                    "| %d | %d | %.2f s | %.2f s | %.2f s | %.2f s |",
                    n,
                    p,
                    seconds(() -> EncodingModel.pls(25).score(layer, stimuli, responses, Folds.of(10, 1))),
                    seconds(() ->
                            EncodingModel.ridge().innerFolds(5, 1).score(layer, stimuli, responses, Folds.of(5, 1))),
                    seconds(() -> LayerSimilarity.CKA.between(List.of(Gram.of(layer)), List.of(Gram.of(other)))),
                    seconds(() -> Rdms.correlation(layer)));
        }

        private Activations layer(List<String> ids, long seed) {
            return new Activations("inputs", "X" + seed, ids, UnitLayout.flat(p), normal(p, seed), Origin.of("growth"));
        }

        private NeuralResponses responses(List<String> ids) {
            return new NeuralResponses(
                    "Y",
                    ids.stream().map(id -> new Presentation(id, 0)).toList(),
                    IntStream.range(0, NEURONS)
                            .mapToObj(i -> new Neuron("n" + i, Region.IT, "inputs"))
                            .toList(),
                    List.of(new TimeBin(70, 170)),
                    normal(NEURONS, 3),
                    Origin.of("growth"));
        }

        private float[][] normal(int columns, long seed) {
            var random = new Random(seed);
            var rows = new float[n][columns];
            for (var row : rows) {
                for (int j = 0; j < columns; j++) {
                    row[j] = (float) random.nextGaussian();
                }
            }
            return rows;
        }

        private static double seconds(Runnable work) {
            long start = System.nanoTime();
            work.run();
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
