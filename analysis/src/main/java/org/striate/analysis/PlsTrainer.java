package org.striate.analysis;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.Arrays;
import org.striate.analysis.linear.Pls;
import org.striate.core.BadInput;

/**
 * PLS2 regression for Tribuo: all dimensions of a regressor together. Equal to scikit-learn's {@code
 * PLSRegression(components, scale=scale)}.
 */
public final class PlsTrainer extends LinearTrainer {

    @Config(mandatory = true, description = "The number of components.")
    private int components;

    @Config(description = "Whether features and dimensions are divided by their standard deviations.")
    private boolean scale;

    /** For configuration by Tribuo. */
    PlsTrainer() {}

    /**
     * On centred features and dimensions, as Brain-Score does.
     *
     * @throws BadInput if there are no components
     */
    public PlsTrainer(int components) {
        this(components, false);
    }

    /** @param scale whether features and dimensions are divided by their standard deviations, scikit-learn's default */
    public PlsTrainer(int components, boolean scale) {
        this.components = components;
        this.scale = scale;
        postConfig();
    }

    @Override
    public void postConfig() {
        PlsLayers.requireSome(components, "new PlsTrainer(25)");
    }

    @Override
    Plane fit(TrainingExamples data) {
        int n = data.weights().length;
        int features = data.x().length / n;
        int most = Math.min(n, features);
        if (components > most) {
            throw BadInput.of(
                    "components",
                    components + " for " + n + " examples of " + features + " features",
                    "at most " + most,
                    "new PlsTrainer(" + most + ")");
        }
        if (Arrays.stream(data.weights()).distinct().count() > 1) {
            throw BadInput.of(
                    "examples",
                    "of different weights",
                    "equal weights, which is what PLS is defined for",
                    "Weigh them in ridge regression: new RidgeTrainer(1)");
        }
        var fit = PlsFit.of(data.x(), data.y(), n, components, scale, Pls.Weights.NIPALS);
        return new Plane("PLS", fit.coefficients(), fit.intercepts());
    }
}
