package org.striate.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.striate.analysis.linear.Gram;
import org.striate.core.StimulusSet;
import org.striate.core.UnitBlocks;
import org.striate.datasets.Npy;
import org.striate.datasets.NumericArray;
import org.striate.models.Network;

/**
 * Products between stimuli, each layer's in a file of its own as soon as all its units have passed by. What is in the folder
 * is not computed again, so a run of hours that ended early goes on from there.
 */
final class KeptGrams implements UnitBlocks {

    private final Network network;
    private final StimulusSet stimuli;
    private final Path folder;
    private final Map<String, Gram.Sum> growing = new HashMap<>();
    private long units;

    KeptGrams(Network network, StimulusSet stimuli, Path folder) {
        this.network = network;
        this.stimuli = stimuli;
        this.folder = folder;
    }

    /** All layers without a file; how many units passed by. */
    long run() {
        List<String> missing = network.layers().stream()
                .filter(layer -> !Files.exists(file(layer)))
                .toList();
        if (!missing.isEmpty()) {
            network.stream(stimuli, missing, this);
        }
        return units;
    }

    @Override
    public void accept(String layer, int firstUnit, float[][] rows) {
        var sum = growing.computeIfAbsent(layer, name -> Gram.Sum.of(network, stimuli, name))
                .add(rows);
        if (sum.units() == network.layers().row(layer).layout().units()) {
            growing.remove(layer);
            keep(layer, sum);
        }
    }

    private void keep(String layer, Gram.Sum whole) {
        try (whole) {
            var gram = whole.gram();
            StreamProgram.requireSound(gram);
            Npy.save(file(layer), new NumericArray(new int[] {gram.stimuli(), gram.stimuli()}, gram.products()));
            units += whole.units();
            System.out.println(gram);
        }
    }

    private Path file(String layer) {
        return folder.resolve(layer + ".npy");
    }
}
