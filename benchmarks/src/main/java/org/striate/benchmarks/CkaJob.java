package org.striate.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.analysis.geometry.LayerSimilarity;
import org.striate.analysis.linear.Gram;
import org.striate.analysis.linear.Linear;
import org.striate.core.Activations;
import org.striate.core.Origin;
import org.striate.core.UnitLayout;
import org.striate.datasets.Npy;
import org.striate.datasets.NumericArray;

/**
 * Linear CKA between all layers of two networks, biased and debiased, on the inputs of the peers' {@code wl_cka.py}. Floor for
 * n stimuli and P units in all layers together: {@code n^2 P} operations for the products (384 GFLOP for 2000 and 96,000: 4.5 s
 * at 85 GFLOP/s), and one reading of the 40 upper triangles (0.64 GB, 0.02 s at 33 GB/s).
 */
public final class CkaJob {

    private CkaJob() {}

    /** {@code --inputs DIR --size paper --threads 2}: prints the peers' JSON line. */
    public static void main(String[] args) {
        var size = PeerLine.argument(args, "size", "small");
        var folder = Path.of(PeerLine.argument(args, "inputs", "."), size, "cka");
        long start = System.nanoTime();
        var a = layers(folder, "a");
        var b = layers(folder, "b");
        Linear.product(
                1, 1, 1, new double[1], false, new double[1], false); // loads the library, as importing NumPy does
        double load = (System.nanoTime() - start) / 1e9;

        double cpu = PeerLine.cpuNow();
        var phases = new Phases();
        var first = phases.time("gram", () -> a.stream().map(Gram::of).toList());
        var second = phases.time("gram", () -> b.stream().map(Gram::of).toList());
        var biased = phases.time("hsic", () -> LayerSimilarity.CKA.between(first, second));
        var unbiased = phases.time("hsic", () -> LayerSimilarity.DEBIASED_CKA.between(first, second));
        cpu = PeerLine.cpuNow() - cpu;
        var params = String.format(
                "{\"n\": %d, \"layers\": [%d, %d], \"p_sum\": [%d, %d], \"dtype\": \"float64\"}",
                a.get(0).stimuli(), a.size(), b.size(), units(a), units(b));
        var digests = "{\"biased\": " + digest(biased.values()) + ", \"unbiased\": " + digest(unbiased.values()) + "}";
        int threads = Integer.parseInt(PeerLine.argument(args, "threads", "2"));
        System.out.println(new PeerLine("cka", params, phases.total(), cpu, load)
                .json(size, threads, digests, phases.total())
                .replace("\"phases_s\": {\"again\"", "\"phases_s\": {" + phases.json("") + ", \"once\""));
    }

    private static String digest(double[][] values) {
        double trace = IntStream.range(0, Math.min(values.length, values[0].length))
                .mapToDouble(i -> values[i][i])
                .sum();
        return String.format(
                Locale.ROOT,
                "{\"mean\": %s, \"trace\": %s, \"first\": %s, \"last\": %s, \"computed\": %d}",
                Arrays.stream(values).flatMapToDouble(Arrays::stream).average().orElse(Double.NaN),
                trace,
                values[0][0],
                values[values.length - 1][values[0].length - 1],
                values.length * values[0].length);
    }

    private static long units(List<Activations> layers) {
        return layers.stream().mapToLong(Activations::units).sum();
    }

    private static List<Activations> layers(Path folder, String network) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(network + "_layer"))
                    .sorted()
                    .map(file -> layer(network, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Activations layer(String network, Path file) {
        NumericArray x = Npy.load(file);
        int n = x.shape()[0];
        int p = x.shape()[1];
        var rows = new float[n][p];
        for (int i = 0; i < n * p; i++) {
            rows[i / p][i % p] = (float) x.values()[i];
        }
        var ids = IntStream.range(0, n).mapToObj(i -> "s" + i).toList();
        var name = file.getFileName().toString();
        return new Activations(network, name, ids, UnitLayout.flat(p), rows, Origin.of("job"));
    }
}
