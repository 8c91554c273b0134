package org.striate.analysis;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import org.striate.core.BadInput;
import org.tribuo.Dataset;
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
        RidgeLayers.requirePenalties(alphas, "new RidgeTrainer(1, 10, 100)");
    }

    @Override
    public Model<Regressor> train(Dataset<Regressor> examples, Map<String, Provenance> provenance) {
        var data = TrainingExamples.of(examples);
        requireEqualOrFixed(data.weights());
        var fit = RidgeFit.weighted(data.x(), data.y(), data.weights(), data.names().length, alphas, true);
        var made = new ModelProvenance(
                LinearModel.class.getName(),
                OffsetDateTime.now(),
                examples.getProvenance(),
                getProvenance(),
                provenance);
        invocations++;
        return new LinearModel(
                "ridge",
                made,
                examples.getFeatureIDMap(),
                examples.getOutputIDInfo(),
                data.names(),
                fit.coefficients(),
                fit.intercepts());
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
