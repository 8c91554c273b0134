package org.striate.analysis.decoding;

import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.analysis.SeededTrainer;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Any of Tribuo's classifiers: a response is an example, a feature a unit.
 *
 * @param trainer of labels
 */
record LabelFit(Trainer<Label> trainer) {

    /**
     * @param labels of the training responses
     * @return labels of the test responses
     */
    String[] predict(Design design, String[] labels) {
        var factory = new LabelFactory();
        var names = IntStream.range(0, design.train()[0].length)
                .mapToObj(i -> String.format(Locale.ROOT, "unit%08d", i)) // Tribuo sorts by name
                .toArray(String[]::new);
        var data = new MutableDataset<>(new SimpleDataSourceProvenance("responses", factory), factory);
        for (int i = 0; i < labels.length; i++) {
            data.add(example(labels[i], names, design.train()[i]));
        }
        var model = new SeededTrainer<>(trainer).train(data, 0);
        return java.util.Arrays.stream(design.test())
                .map(features -> model.predict(example(Label.UNKNOWN, names, features))
                        .getOutput()
                        .getLabel())
                .toArray(String[]::new);
    }

    private static Example<Label> example(String label, String[] names, double[] features) {
        return new ArrayExample<>(new Label(label), names, features.clone());
    }
}
