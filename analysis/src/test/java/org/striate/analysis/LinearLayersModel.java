package org.striate.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.striate.core.Activations;
import org.striate.core.Origin;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.UnitBlocks;
import org.striate.core.UnitLayout;

/** Layers of random numbers that depend on the stimulus' id alone; they pass by in blocks of 100 units. */
final class LinearLayersModel implements StimulusModel {

    private final String name;
    private final Map<String, Integer> widths = new LinkedHashMap<>();
    private final int seed;
    final List<String> streamed = new ArrayList<>();
    Runnable afterLayer = () -> {};

    LinearLayersModel(String name, int seed, int... widths) {
        this.name = name;
        this.seed = seed;
        for (int i = 0; i < widths.length; i++) {
            this.widths.put("layer" + (i + 1), widths[i]);
        }
    }

    /** A layer's units for one stimulus. */
    float[] units(String layer, String stimulusId) {
        var random = new Random(31L * stimulusId.hashCode() + 7L * layer.hashCode() + seed);
        var units = new float[widths.get(layer)];
        for (int j = 0; j < units.length; j++) {
            units[j] = (float) random.nextGaussian();
        }
        return units;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> layers() {
        return List.copyOf(widths.keySet());
    }

    @Override
    public Map<String, Activations> activations(StimulusSet stimuli, List<String> layers) {
        var answers = new LinkedHashMap<String, Activations>();
        for (var layer : layers) {
            var rows = stimuli.ids().stream().map(id -> units(layer, id)).toArray(float[][]::new);
            answers.put(
                    layer,
                    new Activations(name, layer, stimuli.ids(), UnitLayout.flat(widths.get(layer)), rows, origin()));
        }
        return answers;
    }

    @Override
    public void stream(StimulusSet stimuli, List<String> layers, UnitBlocks sink) {
        for (var layer : layers) {
            var all = activations(stimuli, layer);
            for (int from = 0; from < all.units(); from += 100) {
                int to = Math.min(all.units(), from + 100);
                int first = from;
                var rows = new float[all.stimuli()][];
                java.util.Arrays.setAll(rows, i -> java.util.Arrays.copyOfRange(all.row(i), first, to));
                sink.accept(layer, from, rows);
            }
            streamed.add(layer);
            afterLayer.run();
        }
    }

    @Override
    public Origin origin() {
        return Origin.of("random layers").with("seed", seed);
    }
}
