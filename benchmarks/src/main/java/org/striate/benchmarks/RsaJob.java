package org.striate.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.geometry.RdmComparison;
import org.striate.analysis.geometry.RdmInference;
import org.striate.analysis.geometry.Rdms;
import org.striate.analysis.linear.Linear;
import org.striate.core.Activations;
import org.striate.core.Origin;
import org.striate.core.Rdm;
import org.striate.core.UnitLayout;
import org.striate.datasets.Npy;
import org.striate.datasets.NumericArray;

/**
 * The correlation RDM of a layer, its similarity with subjects, their ceiling, and the bootstrap over stimuli, on the inputs
 * of the peers' {@code wl_rsa.py}.
 *
 * <p>Floors for n stimuli, p units, m = n (n - 1) / 2 pairs, s subjects: the RDM {@code n^2 p} operations (4.1 GFLOP for 1000
 * x 4096, 48 ms at 85 GFLOP/s). Ranks: 6 radix passes over 12 bytes a pair and RDM, each read and written once: 144 m (s + 1)
 * bytes, 1.5 GB for 1000 and 20, 46 ms at 33 GB/s. Tau: about {@code m log2 m} steps of a merge a subject at a third of the
 * processor's 3 GHz: 0.2 s a thread for 20. A draw: a random read and write a pair and RDM, and s + 1 sorts of 40 % of the
 * pairs in 3 passes: about 10 ns x m (s + 1): 0.1 s a thread for 1000 and 20.
 */
public final class RsaJob {

    private RsaJob() {}

    /** {@code --inputs DIR --size paper --threads 2 --boots 20}: prints the peers' JSON line. */
    public static void main(String[] args) {
        var size = PeerLine.argument(args, "size", "small");
        var folder = Path.of(PeerLine.argument(args, "inputs", "."), size, "rsa");
        long start = System.nanoTime();
        var layer = layer(Npy.load(folder.resolve("X.npy")));
        var subjects = subjects(layer.stimulusIds(), Npy.load(folder.resolve("subject_rdms.npy")));
        var draws = draws(
                Npy.load(folder.resolve("boot_idx.npy")), Integer.parseInt(PeerLine.argument(args, "boots", "20")));
        Linear.product(
                1, 1, 1, new double[1], false, new double[1], false); // loads the library, as importing NumPy does
        double load = (System.nanoTime() - start) / 1e9;

        double cpu = PeerLine.cpuNow();
        var first = new Phases();
        var digests = run(layer, subjects, draws, first);
        cpu = PeerLine.cpuNow() - cpu;
        var again = new Phases();
        run(layer, subjects, draws, again);
        var params = String.format(
                "{\"n\": %d, \"p\": %d, \"subjects\": %d, \"part\": \"all\", \"boots\": %d}",
                layer.stimuli(), layer.units(), subjects.size(), draws.length);
        int threads = Integer.parseInt(PeerLine.argument(args, "threads", "2"));
        System.out.println(new PeerLine("rsa", params, first.total(), cpu, load)
                .json(size, threads, digests, again.total())
                .replace("\"phases_s\": {", "\"phases_s\": {" + first.json("") + ", " + again.json("again_") + ", "));
    }

    private static String run(Activations layer, List<Rdm> subjects, int[][] draws, Phases phases) {
        var model = phases.time("rdm", () -> Rdms.correlation(layer));
        var rho = phases.time("spearman", () -> RdmComparison.SPEARMAN.ofEach(model, subjects));
        var tau = phases.time("tau_a", () -> RdmComparison.KENDALL_TAU_A.ofEach(model, subjects));
        var ceiling = phases.time("ceiling", () -> Rdms.noiseCeiling(subjects, RdmComparison.SPEARMAN));
        var boot = phases.time(
                "boot",
                () -> RdmInference.standard()
                        .drawn(draws)
                        .compare(List.of(model), subjects)
                        .draws());
        var mean = IntStream.range(0, 3)
                .mapToDouble(k ->
                        Arrays.stream(boot).mapToDouble(row -> row[k]).average().orElse(Double.NaN))
                .toArray();
        return "{\"rdm\": " + PeerLine.digest("" + model.values().length, model.values()) + ", \"spearman\": "
                + PeerLine.digest("" + rho.length, rho) + ", \"tau_a\": " + PeerLine.digest("" + tau.length, tau)
                + ", \"ceiling\": [" + ceiling.lower() + ", " + ceiling.upper() + "], \"boot_model_lower_upper\": "
                + Arrays.toString(mean) + "}";
    }

    private static Activations layer(NumericArray x) {
        int n = x.shape()[0];
        int p = x.shape()[1];
        var rows = new float[n][p];
        for (int i = 0; i < n * p; i++) {
            rows[i / p][i % p] = (float) x.values()[i];
        }
        var ids = IntStream.range(0, n).mapToObj(i -> "s" + i).toList();
        return new Activations("model", "layer", ids, UnitLayout.flat(p), rows, Origin.of("job"));
    }

    private static List<Rdm> subjects(List<String> ids, NumericArray rdms) {
        return Arrays.stream(rdms.rows())
                .map(values -> new Rdm("subject", "given", ids, values, Origin.of("job")))
                .toList();
    }

    private static int[][] draws(NumericArray indices, int most) {
        int n = indices.shape()[1];
        var flat = indices.ints();
        return IntStream.range(0, Math.min(most, indices.shape()[0]))
                .mapToObj(draw -> Arrays.copyOfRange(flat, draw * n, (draw + 1) * n))
                .toArray(int[][]::new);
    }
}
