package org.striate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.striate.analysis.linear.Gram;
import org.striate.core.Progress;
import org.striate.datasets.Stimuli;
import org.striate.models.Networks;

/**
 * All layers of a network at full width, {@code StreamProgram vgg16 320}: products between the stimuli for each, or with a third
 * argument {@code pass} nothing but their passing by. Any other third argument is a folder in which each layer's products are
 * kept once they are whole: a run of hours that ends early goes on from there. Says what it will cost, then time, processor
 * time and the largest resident memory.
 */
public final class StreamProgram {

    private StreamProgram() {}

    /** Network, stimuli and, where wanted, {@code pass} or a folder. */
    public static void main(String[] arguments) throws IOException {
        var network = Networks.named(arguments[0], 1);
        int count = Integer.parseInt(arguments[1]);
        var stimuli = Stimuli.shapes(count, 1)
                .select(java.util.stream.IntStream.range(0, count).toArray());
        showProgress();
        System.out.println(network.cost(stimuli));
        long start = System.nanoTime();
        var units = new AtomicLong();
        if (arguments.length > 2 && !arguments[2].equals("pass")) {
            units.set(new KeptGrams(network, stimuli, Files.createDirectories(Path.of(arguments[2]))).run());
        } else if (arguments.length > 2) {
            network.stream(stimuli, network.layers(), (layer, first, rows) -> units.addAndGet(rows[0].length));
        } else {
            var grams = Gram.of(network, stimuli);
            grams.values().forEach(gram -> {
                units.addAndGet(gram.units());
                requireSound(gram);
            });
        }
        System.out.printf(
                Locale.ROOT,
                "%d units, %.1f s, %.1f s of processors, peak %d MB resident%n",
                units.get(),
                (System.nanoTime() - start) / 1e9,
                ProcessHandle.current()
                                .info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toMillis()
                        / 1e3,
                ExtractProgram.peak() >> 10);
    }

    /** Products are no smaller than their diagonals allow. */
    static void requireSound(Gram gram) {
        int n = gram.stimuli();
        var products = gram.products();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double most = Math.sqrt(products[i * n + i] * products[j * n + j]);
                if (!(Math.abs(products[i * n + j]) <= most * (1 + 1e-9))) {
                    throw new IllegalStateException(gram + ": product of " + i + " and " + j);
                }
            }
        }
    }

    private static void showProgress() {
        var last = new AtomicLong(System.nanoTime());
        Progress.showOn(progress -> {
            if (System.nanoTime() - last.get() > 10_000_000_000L) {
                last.set(System.nanoTime());
                System.out.println(progress);
            }
        });
    }
}
