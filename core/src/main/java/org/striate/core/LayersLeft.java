package org.striate.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A view of some layers of another model. */
final class LayersLeft implements StimulusModel {

    private final StimulusModel all;
    private final List<String> layers;

    LayersLeft(StimulusModel all, String... without) {
        var left = new ArrayList<>(all.layers());
        for (var layer : without) {
            if (!all.layers().contains(layer)) {
                throw BadInput.unknown("layer", layer, all.name(), all.layers(), "network.layers()");
            }
            left.remove(layer);
        }
        if (left.isEmpty()) {
            throw BadInput.of(
                    "layers of " + all.name(),
                    "none left of " + without.length,
                    "at least one",
                    "See what there is: network.layers()");
        }
        this.all = all;
        this.layers = List.copyOf(left);
    }

    @Override
    public String name() {
        return all.name();
    }

    @Override
    public List<String> layers() {
        return layers;
    }

    @Override
    public Map<String, Activations> activations(StimulusSet stimuli, List<String> layers) {
        return all.activations(stimuli, known(layers));
    }

    @Override
    public void stream(StimulusSet stimuli, List<String> layers, UnitBlocks sink) {
        all.stream(stimuli, known(layers), sink);
    }

    private List<String> known(List<String> wanted) {
        for (var layer : wanted) {
            if (!layers.contains(layer)) {
                throw BadInput.unknown("layer", layer, name(), layers, "network.layers()");
            }
        }
        return wanted.isEmpty() ? layers : wanted;
    }

    @Override
    public Origin origin() {
        return all.origin();
    }

    @Override
    public String toString() {
        return all + ", " + layers.size() + " of " + all.layers().size() + " layers";
    }
}
