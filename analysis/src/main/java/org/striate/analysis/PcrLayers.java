package org.striate.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Components;
import org.striate.core.Fold;
import org.striate.core.Origin;
import org.striate.core.StimulusModel;

/** Regression on the first principal components of a layer of any width. */
record PcrLayers(int components) implements LayerFit {

    PcrLayers {
        PlsLayers.requireSome(components, "EncodingModel.pcr(25)");
    }

    @Override
    public boolean mixesNeurons() {
        return false;
    }

    @Override
    public void requireEnough(StimulusModel model, LayerProbe probe, int training) {
        PlsLayers.requireEnough(components, model, probe, training, "pcr");
    }

    @Override
    public List<double[]> heldOut(Design layer, Targets targets, List<Fold> splits, DoubleConsumer progress) {
        var weights = new ArrayList<double[]>();
        for (var split : splits) {
            PlsLayers.requireEnough(components, layer, split.train().length, "pcr");
            weights.add(weights(layer, targets, split.train()));
            progress.accept(1.0 / splits.size());
        }
        return DualPredictions.of(layer.products(), targets, splits, weights);
    }

    private double[] weights(Design layer, Targets targets, int[] train) {
        return Components.regression(layer.products(), targets.values(), targets.neurons(), train, components);
    }

    @Override
    public LinearWeights fit(Design layer, Targets targets) {
        PlsLayers.requireEnough(components, layer, layer.stimuli(), "pcr");
        var all = IntStream.range(0, layer.stimuli()).toArray();
        return new LinearWeights(null, weights(layer, targets, all));
    }

    @Override
    public double gflop(Size size) {
        return size.splits() * 4 * Math.pow(size.stimuli(), 3) / 1e9;
    }

    @Override
    public Origin origin() {
        return Origin.of("principal components regression").with("components", components);
    }
}
