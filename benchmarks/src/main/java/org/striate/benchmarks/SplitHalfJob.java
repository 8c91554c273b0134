package org.striate.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.Reliability;
import org.striate.analysis.Reliability.Formula;
import org.striate.analysis.linear.Linear;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.TimeBin;
import org.striate.datasets.Npy;

/**
 * Split-half ceilings of every neuron over given splits, on the inputs of the peers' {@code wl_ceiling.py}. Floor for n
 * stimuli, m trials, t neurons: the products of the trials take {@code n m^2 t} operations (1.3 GFLOP for 3200 x 50 x 168, 16
 * ms at 85 GFLOP/s), reading the float32 responses once {@code 4 n m t} bytes (108 MB, 3 ms at 33 GB/s).
 */
public final class SplitHalfJob {

    private SplitHalfJob() {}

    /** {@code --inputs DIR --size paper --threads 2}: prints the peers' JSON line. */
    public static void main(String[] args) {
        var size = PeerLine.argument(args, "size", "small");
        var folder = Path.of(PeerLine.argument(args, "inputs", "."), size, "ceiling");
        long start = System.nanoTime();
        var trials = Npy.load(folder.resolve("trials.npy"));
        var perm = Npy.load(folder.resolve("perm.npy"));
        int m = trials.shape()[1];
        var responses = responses(trials.values(), trials.shape()[0], m, trials.shape()[2]);
        var order = perm.ints();
        var splits = IntStream.range(0, perm.shape()[0])
                .mapToObj(s -> Arrays.copyOfRange(order, s * m, (s + 1) * m))
                .toArray(int[][]::new);
        Linear.product(
                1, 1, 1, new double[1], false, new double[1], false); // loads the library, as importing NumPy does
        double load = seconds(start);

        double cpu = PeerLine.cpuNow();
        start = System.nanoTime();
        var found = Reliability.ofSplits(responses, splits, Formula.INTERNAL_CONSISTENCY);
        double wall = seconds(start);
        cpu = PeerLine.cpuNow() - cpu;
        start = System.nanoTime();
        Reliability.ofSplits(responses, splits, Formula.INTERNAL_CONSISTENCY);
        double again = seconds(start);

        var site = found.perNeuron();
        var sorted = Arrays.stream(site).sorted().toArray();
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        var params = String.format(
                "{\"n\": %d, \"trials\": %d, \"t\": %d, \"splits\": %d}",
                trials.shape()[0], m, trials.shape()[2], splits.length);
        var digests = "{\"median\": " + median + ", \"site\": " + PeerLine.digest("" + site.length, site) + "}";
        int threads = Integer.parseInt(PeerLine.argument(args, "threads", "2"));
        System.out.println(new PeerLine("ceiling", params, wall, cpu, load).json(size, threads, digests, again));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static NeuralResponses responses(double[] values, int n, int m, int t) {
        var presentations = new ArrayList<Presentation>();
        var rows = new float[n * m][t];
        for (int p = 0; p < n * m; p++) {
            presentations.add(new Presentation("stimulus " + p / m, p % m));
            for (int j = 0; j < t; j++) {
                rows[p][j] = (float) values[p * t + j];
            }
        }
        var neurons = IntStream.range(0, t)
                .mapToObj(j -> new Neuron("site " + j, Region.IT, "A"))
                .toList();
        return new NeuralResponses(
                "trials", presentations, neurons, List.of(new TimeBin(0, 1)), rows, Origin.of("job"));
    }
}
