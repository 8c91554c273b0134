package org.striate.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.striate.analysis.EncodingModel;
import org.striate.analysis.linear.Gram;
import org.striate.analysis.linear.Linear;
import org.striate.analysis.linear.Ridge;
import org.striate.core.Activations;
import org.striate.core.Fold;
import org.striate.core.Folds;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.Score;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;
import org.striate.core.UnitLayout;
import org.striate.datasets.Npy;
import org.striate.datasets.Stimuli;

/**
 * The peer harness' workloads {@code pls} and {@code ridge} on the same input files; prints the same JSON line, so that
 * {@code run_all.py --extra} takes it in turn with scikit-learn, himalaya and NumPy.
 *
 * <p>{@code PeerWorkload pls --inputs DIR --size paper --p 4096}: the measured region starts with the inputs in memory and
 * holds all of {@code EncodingModel.score}, the interval's bootstrap too, which the peers do not have. With {@code --before 1}
 * the same score was made once before, as for the second layer of a network. {@code PeerWorkload ridge --stream 4096} reads
 * so many units at a time inside the measured region, as a layer that fits no memory passes by.
 */
public final class PeerWorkload {

    private final Map<String, String> options = new TreeMap<>();
    private final Path folder;
    private double loaded;

    private PeerWorkload(String[] args) {
        for (int i = 1; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        folder = Path.of(option("--inputs", "inputs"), option("--size", "small"), args[0]);
    }

    /** @param args workload, then options in pairs */
    public static void main(String[] args) {
        var workload = new PeerWorkload(args);
        Linear.product(1, 1, 1, new double[1], false, new double[1], false); // loads BLAS, as importing NumPy does
        System.out.println(args[0].equals("pls") ? workload.pls() : workload.ridge());
    }

    private String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    private boolean small() {
        return option("--size", "small").equals("small");
    }

    private float[][] floats(String name) {
        var file = Npy.open(folder.resolve(name + ".npy"));
        var rows = new float[file.shape()[0]][file.shape()[1]];
        for (int from = 0; from < rows.length; from += 64) {
            int count = Math.min(64, rows.length - from);
            var values = file.rows(from, count).values();
            for (int i = 0; i < values.length; i++) {
                rows[from + i / rows[0].length][i % rows[0].length] = (float) values[i];
            }
        }
        return rows;
    }

    private int[][] indices(String name) {
        var array = Npy.load(folder.resolve(name + ".npy"));
        var values = array.ints();
        int width = array.shape()[1];
        return IntStream.range(0, array.shape()[0])
                .mapToObj(i -> Arrays.copyOfRange(values, i * width, (i + 1) * width))
                .toArray(int[][]::new);
    }

    private String pls() {
        long start = System.nanoTime();
        int p = Integer.parseInt(option("--p", small() ? "200" : "1000"));
        int components = Integer.parseInt(option("--components", small() ? "10" : "25"));
        var x = floats("X_p" + p);
        var y = floats("Y");
        var train = indices("train_idx");
        var test = indices("test_idx");
        var stimuli =
                Stimuli.gratings().orientations(x.length).spatialFrequencies(1).phases(1);
        var layer = new Activations("inputs", "X", stimuli.ids(), UnitLayout.flat(p), x, Origin.of("peer inputs"));
        var responses = responses(stimuli, y);
        var folds = Folds.explicit(IntStream.range(0, train.length)
                .mapToObj(s -> new Fold(train[s], test[s]))
                .toList());
        loaded = (System.nanoTime() - start) / 1e9;
        for (int before = Integer.parseInt(option("--before", "0")); before > 0; before--) {
            EncodingModel.pls(components).score(layer, stimuli, responses, folds);
        }
        long begun = System.nanoTime();
        double cpu = PeerLine.cpuNow();
        var score = EncodingModel.pls(components).score(layer, stimuli, responses, folds);
        double wall = (System.nanoTime() - begun) / 1e9;
        var r = score.perSplit();
        var digests = String.format(
                Locale.ROOT,
                "{\"score\": %.17g, \"score_bs\": %.17g, \"site_r\": %s, \"split0_r\": %s}",
                Score.median(score.perNeuron()),
                score.value(),
                PeerLine.digest("" + r[0].length, score.perNeuron()),
                PeerLine.digest("" + r[0].length, r[0]));
        var params = String.format(
                Locale.ROOT,
                "{\"n\": %d, \"n_train\": %d, \"p\": %d, \"t\": %d, \"components\": %d, \"splits\": %d}",
                x.length,
                train[0].length,
                p,
                y[0].length,
                components,
                train.length);
        return line("pls", params, wall, PeerLine.cpuNow() - cpu, digests);
    }

    private static NeuralResponses responses(StimulusSet stimuli, float[][] y) {
        return new NeuralResponses(
                "Y",
                stimuli.ids().stream().map(id -> new Presentation(id, 0)).toList(),
                IntStream.range(0, y[0].length)
                        .mapToObj(i -> new Neuron("n" + i, Region.IT, "inputs"))
                        .toList(),
                List.of(new TimeBin(70, 170)),
                y,
                Origin.of("peer inputs"));
    }

    private String ridge() {
        long start = System.nanoTime();
        int stream = Integer.parseInt(option("--stream", "0"));
        var file = Npy.open(folder.resolve("X.npy"));
        int p = file.shape()[1];
        var x = stream == 0 ? floats("X") : null;
        var rows = floats("Y");
        var alphas = Npy.load(folder.resolve("alphas.npy")).values();
        var outer = Npy.load(folder.resolve("outer_fold.npy")).ints();
        var inner = indices("inner_fold");
        int n = rows.length;
        int t = rows[0].length;
        var y = new double[n * t];
        for (int i = 0; i < y.length; i++) {
            y[i] = rows[i / t][i % t];
        }
        var splits = new ArrayList<Ridge.Split>();
        var folds = new ArrayList<Fold>();
        for (int f = 0; f < 5; f++) {
            int held = f;
            folds.add(new Fold(where(outer, f, false), where(outer, f, true)));
            splits.add(new Ridge.Split(
                    folds.get(f).train(),
                    IntStream.range(0, 5)
                            .mapToObj(g -> where(inner[held], g, true))
                            .toList()));
        }
        var ids = IntStream.range(0, n).mapToObj(i -> "s" + i).toList();
        loaded = (System.nanoTime() - start) / 1e9;
        long begun = System.nanoTime();
        double cpu = PeerLine.cpuNow();
        double[] products;
        try (var sum = new Gram.Sum("inputs", "X", ids, Origin.of("peer inputs")).centred()) {
            if (x != null) {
                sum.add(x);
            } else {
                stream(n, p, stream, sum);
            }
            products = sum.gram().products();
        }
        double gram = (System.nanoTime() - begun) / 1e9;
        var fits = new Ridge(alphas, Ridge.Choice.INNER_FOLDS).fit(products, y, t, splits, done -> {});
        var r = new double[5][];
        for (int f = 0; f < 5; f++) {
            r[f] = correlations(products, y, t, folds.get(f).test(), fits.get(f).weights());
        }
        double wall = (System.nanoTime() - begun) / 1e9;
        var mean = Score.meansOverSplits(r);
        var counts = fits.stream()
                .flatMapToDouble(fit -> Arrays.stream(fit.penalties()))
                .boxed()
                .collect(Collectors.groupingBy(a -> String.format(Locale.ROOT, "%.5g", a), Collectors.counting()));
        var log = fits.stream()
                .flatMapToDouble(fit -> Arrays.stream(fit.penalties()))
                .map(Math::log10)
                .average()
                .orElse(0);
        var digests = String.format(
                Locale.ROOT,
                "{\"median_r\": %.17g, \"site_r\": %s, \"alpha_counts\": {%s}, \"mean_log10_alpha\": %.17g}",
                Score.median(mean),
                PeerLine.digest("" + mean.length, mean),
                counts.entrySet().stream()
                        .map(e -> "\"" + e.getKey() + "\": " + e.getValue())
                        .collect(Collectors.joining(", ")),
                log);
        var params = String.format(
                Locale.ROOT,
                "{\"n\": %d, \"p\": %d, \"t\": %d, \"alphas\": %d, \"outer\": 5, \"inner\": 5, \"gram_s\": %.3f}",
                n,
                p,
                t,
                alphas.length,
                gram);
        return line("ridge", params, wall, PeerLine.cpuNow() - cpu, digests);
    }

    /** Adds up blocks of units that are read from the file one after another, so that all of them are never in memory. */
    private void stream(int n, int p, int width, Gram.Sum sum) {
        var path = folder.resolve("X.npy");
        try (var channel = FileChannel.open(path)) {
            long header = channel.size() - 4L * n * p;
            for (int from = 0; from < p; from += width) {
                var block = new float[n][Math.min(width, p - from)];
                var bytes = ByteBuffer.allocate(4 * block[0].length).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < n; i++) {
                    bytes.clear();
                    while (bytes.hasRemaining()) {
                        long at = header + 4 * ((long) i * p + from) + bytes.position();
                        if (channel.read(bytes, at) < 0) {
                            throw new IOException(path + " is cut short");
                        }
                    }
                    bytes.flip().asFloatBuffer().get(block[i]);
                }
                sum.add(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] where(int[] fold, int f, boolean in) {
        return IntStream.range(0, fold.length)
                .filter(i -> fold[i] >= 0 && (fold[i] == f) == in)
                .toArray();
    }

    /** A constant changes no correlation, so none is added to the predictions. */
    private static double[] correlations(double[] products, double[] y, int t, int[] test, double[] weights) {
        int n = y.length / t;
        var rows = new double[test.length * n];
        for (int i = 0; i < test.length; i++) {
            System.arraycopy(products, test[i] * n, rows, i * n, n);
        }
        var predicted = Linear.product(test.length, t, n, rows, false, weights, false);
        return IntStream.range(0, t)
                .mapToDouble(j -> {
                    double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
                    for (int i = 0; i < test.length; i++) {
                        a += predicted[i * t + j] / test.length;
                        b += y[test[i] * t + j] / test.length;
                    }
                    for (int i = 0; i < test.length; i++) {
                        double u = predicted[i * t + j] - a;
                        double v = y[test[i] * t + j] - b;
                        aa += u * u;
                        bb += v * v;
                        ab += u * v;
                    }
                    return ab / Math.sqrt(aa * bb);
                })
                .toArray();
    }

    private String line(String workload, String params, double wall, double cpu, String digests) {
        int threads = Integer.parseInt(option("--threads", "2"));
        return new PeerLine(workload, params, wall, cpu, loaded)
                .json(option("--size", "small"), threads, digests, wall);
    }
}
