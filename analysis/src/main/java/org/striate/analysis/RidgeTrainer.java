package org.striate.analysis;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import org.striate.core.BadInput;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.Regressor;

/**
 * Ridge regression with an unpenalised intercept for Tribuo: all dimensions of a regressor at once, each with the penalty
 * that leave-one-out chooses for it. An example counts by its weight. Equal to scikit-learn's {@code Ridge} with one penalty and to {@code
 * RidgeCV(alpha_per_target=True)} with several.
 */
public final class RidgeTrainer implements Trainer<Regressor> {

    @Config(mandatory = true, description = "The penalties to choose from; a single one is taken as it is.")
    private double[] alphas;

    private int invocations;

    /** For configuration by Tribuo. */
    RidgeTrainer() {}

    /**
     * @param alphas penalties, all above 0
     * @throws BadInput if there is none or one is not above 0
     */
    public RidgeTrainer(double... alphas) {
        this.alphas = alphas.clone();
        postConfig();
    }

    @Override
    public void postConfig() {
        if (alphas.length == 0 || Arrays.stream(alphas).anyMatch(a -> !(a > 0))) {
            throw BadInput.of(
                    "alphas", Arrays.toString(alphas), "at least one, all above 0", "new RidgeTrainer(1, 10, 100)");
        }
    }

    @Override
    public Model<Regressor> train(Dataset<Regressor> examples, Map<String, Provenance> provenance) {
        var features = examples.getFeatureIDMap();
        var names = examples.getExample(0).getOutput().getNames();
        int n = examples.size();
        var x = new double[n * features.size()];
        var y = new double[n * names.length];
        var weights = new double[n];
        for (int i = 0; i < n; i++) {
            var example = examples.getExample(i);
            fill(x, i * features.size(), example, features);
            weights[i] = example.getWeight();
            System.arraycopy(example.getOutput().getValues(), 0, y, i * names.length, names.length);
        }
        requireEqualOrFixed(weights);
        var fit = RidgeFit.weighted(x, y, weights, names.length, alphas, true);
        var made = new ModelProvenance(
                RidgeModel.class.getName(),
                OffsetDateTime.now(),
                examples.getProvenance(),
                getProvenance(),
                provenance);
        invocations++;
        return new RidgeModel("ridge", made, features, examples.getOutputIDInfo(), names, fit);
    }

    private void requireEqualOrFixed(double[] weights) {
        if (alphas.length > 1 && Arrays.stream(weights).distinct().count() > 1) {
            throw BadInput.of(
                    "examples",
                    "of different weights",
                    "equal weights where leave-one-out chooses among " + alphas.length + " penalties",
                    "Give a single penalty: new RidgeTrainer(" + alphas[0] + ")");
        }
    }

    /** Writes an example's features to their places in a dense row; features unknown to the map are left out. */
    static void fill(double[] row, int from, Example<Regressor> example, ImmutableFeatureMap features) {
        for (Feature feature : example) {
            int id = features.getID(feature.getName());
            if (id >= 0) {
                row[from + id] = feature.getValue();
            }
        }
    }

    @Override
    public int getInvocationCount() {
        return invocations;
    }

    @Override
    public void setInvocationCount(int invocations) {
        this.invocations = invocations;
    }

    @Override
    public TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }
}
