package org.striate.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Fold;
import org.striate.core.Origin;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * Any trainer of Tribuo: a stimulus is an example, a unit a feature, a neuron a dimension of the regressor. All units of
 * the training stimuli are held as doubles.
 *
 * @param trainer of multi-dimensional regressors
 */
record TribuoFit(Trainer<Regressor> trainer) implements LayerFit {

    @Override
    public boolean needsUnits() {
        return true;
    }

    @Override
    public List<double[]> heldOut(Design layer, Targets targets, List<Fold> splits, DoubleConsumer progress) {
        var units = names("unit", (int) layer.units());
        var neurons = names("neuron", targets.neurons());
        var predicted = new ArrayList<double[]>();
        var seeded = new SeededTrainer<>(trainer);
        for (int k = 0; k < splits.size(); k++) {
            var split = splits.get(k);
            var factory = new RegressionFactory();
            var data = new MutableDataset<>(new SimpleDataSourceProvenance(layer.layer(), factory), factory);
            for (int stimulus : split.train()) {
                data.add(example(layer, units, stimulus, neurons, targets.rows(new int[] {stimulus})));
            }
            var model = seeded.train(data, k);
            predicted.add(Arrays.stream(split.test())
                    .mapToObj(stimulus -> example(layer, units, stimulus, neurons, new double[neurons.length]))
                    .flatMapToDouble(example -> Arrays.stream(values(model.predict(example), neurons)))
                    .toArray());
            progress.accept(1.0 / splits.size());
        }
        return predicted;
    }

    /** By name: a model may order its dimensions as it likes. */
    private static double[] values(Prediction<Regressor> prediction, String[] neurons) {
        var output = prediction.getOutput();
        return Arrays.stream(neurons)
                .mapToDouble(neuron -> output.getDimension(neuron).orElseThrow().getValue())
                .toArray();
    }

    @Override
    public LinearWeights fit(Design layer, Targets targets) {
        throw BadInput.of(
                "trainer",
                trainer.getClass().getSimpleName() + " of Tribuo, whose models keep themselves",
                "ridge, PLS or principal components, which give weights on units",
                "EncodingModel.ridge().fit(layer, stimuli, responses)");
    }

    /** Unknown: taken as one pass over the units for every neuron and split. */
    @Override
    public double gflop(Size size) {
        return 2 * size.splits() * size.stimuli() * size.units() * size.neurons() / 1e9;
    }

    /** Names whose order as texts is their order as numbers: Tribuo sorts by name. */
    private static String[] names(String what, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, "%s%08d", what, i))
                .toArray(String[]::new);
    }

    private static Example<Regressor> example(
            Design layer, String[] units, int stimulus, String[] neurons, double[] responses) {
        var row = layer.row(stimulus);
        var values = new double[row.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = row[i];
        }
        return new ArrayExample<>(new Regressor(neurons, responses), units, values);
    }

    @Override
    public Origin origin() {
        return Origin.of("Tribuo").with("trainer", new SeededTrainer<>(trainer).settings());
    }
}
