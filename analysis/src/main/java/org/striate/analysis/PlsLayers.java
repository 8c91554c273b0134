package org.striate.analysis;

import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Pls;
import org.striate.core.BadInput;
import org.striate.core.Fold;
import org.striate.core.Origin;
import org.striate.core.StimulusModel;

/** PLS2 regression of a layer of any width. */
record PlsLayers(int components, Pls.Weights weights, boolean scale) implements LayerFit {

    PlsLayers {
        requireSome(components, "EncodingModel.pls(25)");
    }

    static void requireSome(int components, String mend) {
        if (components < 1) {
            throw BadInput.of("components", components + "", "at least 1", mend);
        }
    }

    /** More components than stimuli or units can carry are refused, as scikit-learn does. */
    static void requireEnough(int components, Design layer, int training, String method) {
        long most = Math.min(training, layer.units());
        if (components > most) {
            throw BadInput.of(
                    "components",
                    components + " of layer " + layer.layer() + " with " + layer.units() + " units and " + training
                            + " training stimuli",
                    "at most " + most,
                    "EncodingModel." + method + "(" + most + ")");
        }
    }

    /** The same of all layers, from what is known before they run. */
    static void requireEnough(int components, StimulusModel model, LayerProbe probe, int training, String method) {
        var narrow = model.layers().stream()
                .filter(layer -> probe.units(layer) < components)
                .toList();
        long most =
                Math.min(training, narrow.stream().mapToLong(probe::units).min().orElse(training));
        if (components <= most) {
            return;
        }
        var few = narrow.stream()
                .map(layer -> "of layer " + layer + " with " + probe.units(layer) + " units")
                .collect(Collectors.joining(" and "));
        var fewer = "EncodingModel." + method + "(" + most + ")";
        boolean some = components <= training && narrow.size() < model.layers().size();
        throw BadInput.of(
                "components for " + model.name(),
                components + " " + (components > training ? "of " + training + " training stimuli" : few),
                "at most " + most,
                some
                        ? "Leave such layers out: network.without(\"" + String.join("\", \"", narrow)
                                + "\"), or take fewer of all: " + fewer
                        : fewer);
    }

    @Override
    public void requireEnough(StimulusModel model, LayerProbe probe, int training) {
        requireEnough(components, model, probe, training, "pls");
    }

    @Override
    public List<double[]> heldOut(Design layer, Targets targets, List<Fold> splits, DoubleConsumer progress) {
        splits.forEach(split -> requireEnough(components, layer, split.train().length, "pls"));
        if (scale) {
            return splits.stream()
                    .map(split -> scaled(layer, targets, split, progress, splits.size()))
                    .toList();
        }
        var k = layer.products();
        var training = splits.stream().map(Fold::train).toList();
        var fits = new Pls(components, weights).fit(k, targets.values(), targets.neurons(), training, progress);
        return DualPredictions.ofFactors(k, targets, splits, fits);
    }

    /** Every split has scales of its own, and so products of its own. */
    private double[] scaled(Design layer, Targets targets, Fold split, DoubleConsumer progress, int splits) {
        int n = split.train().length;
        var fit = PlsFit.of(layer.units(split.train()), targets.rows(split.train()), n, components, true, weights);
        progress.accept(1.0 / splits);
        return fit.predict(layer.units(split.test()), split.test().length);
    }

    @Override
    public boolean needsUnits() {
        return scale;
    }

    @Override
    public LinearWeights fit(Design layer, Targets targets) {
        int n = layer.stimuli();
        requireEnough(components, layer, n, "pls");
        if (scale) {
            var x = layer.units(IntStream.range(0, n).toArray());
            return new LinearWeights(
                    PlsFit.of(x, targets.values(), n, components, true, weights).coefficients(), null);
        }
        var all = List.of(IntStream.range(0, n).toArray());
        return new LinearWeights(
                null,
                new Pls(components, weights)
                        .fit(layer.products(), targets.values(), targets.neurons(), all, done -> {})
                        .get(0)
                        .weights());
    }

    @Override
    public double gflop(Size size) {
        double stimuli = size.stimuli();
        double neurons = size.neurons();
        return (2 * stimuli * stimuli * neurons
                        + size.splits() * (2 * stimuli * neurons * neurons + components * 2 * stimuli * stimuli))
                / 1e9;
    }

    @Override
    public double bytes(Size size) {
        return Pls.bytes(size.stimuli(), size.neurons(), size.splits());
    }

    @Override
    public void requireRoom(int neurons) {
        Pls.requireRoom(neurons);
    }

    @Override
    public Origin origin() {
        return Origin.of("PLS")
                .with("components", components)
                .with("weights", weights)
                .with("scale", scale);
    }
}
