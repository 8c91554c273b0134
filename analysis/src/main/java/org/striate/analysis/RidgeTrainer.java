package org.striate.analysis;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.Arrays;
import org.striate.core.BadInput;

/**
 * Ridge regression with an unpenalised intercept for Tribuo: all dimensions of a regressor at once, each with the penalty
 * that leave-one-out chooses for it. An example counts by its weight. Equal to scikit-learn's {@code Ridge} with one penalty and to {@code
 * RidgeCV(alpha_per_target=True)} with several.
 */
public final class RidgeTrainer extends LinearTrainer {

    @Config(mandatory = true, description = "The penalties to choose from; a single one is taken as it is.")
    private double[] alphas;

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
    Plane fit(TrainingExamples data) {
        requireEqualOrFixed(data.weights());
        var fit = RidgeFit.weighted(data.x(), data.y(), data.weights(), data.names().length, alphas, true);
        return new Plane("ridge", fit.coefficients(), fit.intercepts());
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
}
