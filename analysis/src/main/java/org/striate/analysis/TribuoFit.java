package org.striate.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.Fold;
import org.striate.core.Origin;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
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
    public Function<Fold, double[]> of(Activations layer, Targets targets) {
        var units = names("unit", layer.units());
        var neurons = names("neuron", targets.neurons());
        return split -> {
            var factory = new RegressionFactory();
            var data = new MutableDataset<>(new SimpleDataSourceProvenance(layer.toString(), factory), factory);
            for (int stimulus : split.train()) {
                data.add(example(layer, units, stimulus, neurons, targets.rows(new int[] {stimulus})));
            }
            var model = trainer.train(data);
            return Arrays.stream(split.test())
                    .mapToObj(stimulus -> example(layer, units, stimulus, neurons, new double[neurons.length]))
                    .flatMapToDouble(example ->
                            Arrays.stream(model.predict(example).getOutput().getValues()))
                    .toArray();
        };
    }

    /** Names whose order as texts is their order as numbers: Tribuo sorts by name. */
    private static String[] names(String what, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, "%s%08d", what, i))
                .toArray(String[]::new);
    }

    private static Example<Regressor> example(
            Activations layer, String[] units, int stimulus, String[] neurons, double[] responses) {
        var row = layer.row(stimulus);
        var values = new double[row.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = row[i];
        }
        return new ArrayExample<>(new Regressor(neurons, responses), units, values);
    }

    @Override
    public Origin origin() {
        return Origin.of("Tribuo").with("trainer", trainer.getProvenance());
    }
}
