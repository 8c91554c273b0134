package org.striate.analysis;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.util.Map;
import org.striate.analysis.linear.Pls;
import org.striate.core.BadInput;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.Regressor;

/**
 * PLS2 regression for Tribuo: all dimensions of a regressor together. Equal to scikit-learn's {@code
 * PLSRegression(components, scale=scale)}.
 */
public final class PlsTrainer implements Trainer<Regressor> {

    @Config(mandatory = true, description = "The number of components.")
    private int components;

    @Config(description = "Whether features and dimensions are divided by their standard deviations.")
    private boolean scale;

    private int invocations;

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
    public Model<Regressor> train(Dataset<Regressor> examples, Map<String, Provenance> provenance) {
        var data = TrainingExamples.of(examples);
        int n = data.weights().length;
        int most = Math.min(n, examples.getFeatureIDMap().size());
        if (components > most) {
            throw BadInput.of(
                    "components",
                    components + " for " + n + " examples of "
                            + examples.getFeatureIDMap().size() + " features",
                    "at most " + most,
                    "new PlsTrainer(" + most + ")");
        }
        if (java.util.Arrays.stream(data.weights()).distinct().count() > 1) {
            throw BadInput.of(
                    "examples",
                    "of different weights",
                    "equal weights, which is what PLS is defined for",
                    "Weigh them in ridge regression: new RidgeTrainer(1)");
        }
        var fit = PlsFit.of(data.x(), data.y(), n, components, scale, Pls.Weights.NIPALS);
        var made = new ModelProvenance(
                LinearModel.class.getName(),
                OffsetDateTime.now(),
                examples.getProvenance(),
                getProvenance(),
                provenance);
        invocations++;
        return new LinearModel(
                "PLS",
                made,
                examples.getFeatureIDMap(),
                examples.getOutputIDInfo(),
                data.names(),
                fit.coefficients(),
                fit.intercepts());
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
