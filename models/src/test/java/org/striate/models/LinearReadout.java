package org.striate.models;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.StimulusSet;

/** Ridge regression in its dual form, on standardised units: what a linear read-out makes of a layer. */
final class LinearReadout {

    private static final double PENALTY = 1;

    private LinearReadout() {}

    static double accuracy(Network network, String layer, StimulusSet train, StimulusSet test, String parameter) {
        var classes = train.parameter(parameter).stream().distinct().toList();
        var targets = new double[train.size()][classes.size()];
        for (int i = 0; i < targets.length; i++) {
            Arrays.fill(targets[i], -1);
            targets[i][classes.indexOf(train.parameter(parameter).get(i))] = 1;
        }
        var told = predict(network.activations(train, layer), targets, network.activations(test, layer));
        var values = test.parameter(parameter);
        return IntStream.range(0, told.length)
                        .filter(i -> classes.get(largest(told[i])).equals(values.get(i)))
                        .count()
                / (double) told.length;
    }

    /** Correlation of a number read off a layer with its value. */
    static double r(Network network, String layer, StimulusSet train, StimulusSet test, String parameter) {
        var targets = train.parameter(parameter).stream()
                .map(value -> new double[] {(double) value})
                .toArray(double[][]::new);
        var told = Arrays.stream(predict(network.activations(train, layer), targets, network.activations(test, layer)))
                .mapToDouble(row -> row[0])
                .toArray();
        var shown = test.parameter(parameter).stream()
                .mapToDouble(value -> (double) value)
                .toArray();
        return covariance(told, shown) / Math.sqrt(covariance(told, told) * covariance(shown, shown));
    }

    private static double covariance(double[] a, double[] b) {
        double ofA = Arrays.stream(a).average().orElseThrow();
        double ofB = Arrays.stream(b).average().orElseThrow();
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - ofA) * (b[i] - ofB))
                .average()
                .orElseThrow();
    }

    private static int largest(double[] values) {
        return IntStream.range(0, values.length).reduce(0, (best, i) -> values[i] > values[best] ? i : best);
    }

    private static double[][] predict(Activations train, double[][] targets, Activations test) {
        var x = standardised(train, train);
        var z = standardised(test, train);
        int n = x.length;
        int outputs = targets[0].length;
        var mean = new double[outputs];
        for (var row : targets) {
            for (int t = 0; t < outputs; t++) {
                mean[t] += row[t] / n;
            }
        }
        var system = new double[n][n + outputs];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                system[i][j] = dot(x[i], x[j]) / x[i].length + (i == j ? PENALTY / 10 : 0);
            }
            for (int t = 0; t < outputs; t++) {
                system[i][n + t] = targets[i][t] - mean[t];
            }
        }
        solve(system, n);
        return Arrays.stream(z)
                .map(row -> {
                    var told = mean.clone();
                    for (int i = 0; i < n; i++) {
                        double product = dot(row, x[i]) / row.length;
                        for (int t = 0; t < outputs; t++) {
                            told[t] += product * system[i][n + t];
                        }
                    }
                    return told;
                })
                .toArray(double[][]::new);
    }

    private static double[][] standardised(Activations answers, Activations train) {
        int units = train.units();
        var mean = new double[units];
        var square = new double[units];
        for (int i = 0; i < train.stimuli(); i++) {
            for (int u = 0; u < units; u++) {
                mean[u] += train.row(i)[u] / train.stimuli();
                square[u] += (double) train.row(i)[u] * train.row(i)[u] / train.stimuli();
            }
        }
        var rows = new double[answers.stimuli()][units];
        for (int i = 0; i < rows.length; i++) {
            for (int u = 0; u < units; u++) {
                double deviation = Math.sqrt(Math.max(0, square[u] - mean[u] * mean[u]));
                rows[i][u] = deviation < 1e-6 ? 0 : (answers.row(i)[u] - mean[u]) / deviation;
            }
        }
        return rows;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Gauss and Jordan; the solutions replace the right-hand sides. */
    private static void solve(double[][] system, int n) {
        for (int i = 0; i < n; i++) {
            double pivot = system[i][i];
            for (int k = i; k < system[i].length; k++) {
                system[i][k] /= pivot;
            }
            for (int j = 0; j < n; j++) {
                double factor = system[j][i];
                if (j != i && factor != 0) {
                    for (int k = i; k < system[j].length; k++) {
                        system[j][k] -= factor * system[i][k];
                    }
                }
            }
        }
    }
}
