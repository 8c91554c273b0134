package org.striate.analysis;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.Regressor;

/** A trainer of Tribuo that learns a plane for every dimension of a regressor. */
abstract class LinearTrainer implements Trainer<Regressor> {

    private int invocations;

    /**
     * @param coefficients [features x dimensions]
     * @param intercepts [dimensions]
     */
    record Plane(String method, double[] coefficients, double[] intercepts) {}

    abstract Plane fit(TrainingExamples data);

    @Override
    public Model<Regressor> train(Dataset<Regressor> examples, Map<String, Provenance> provenance) {
        var data = TrainingExamples.of(examples);
        var plane = fit(data);
        var made = new ModelProvenance(
                LinearModel.class.getName(),
                OffsetDateTime.now(),
                examples.getProvenance(),
                getProvenance(),
                provenance);
        invocations++;
        return new LinearModel(
                plane.method(),
                made,
                examples.getFeatureIDMap(),
                examples.getOutputIDInfo(),
                data.names(),
                plane.coefficients(),
                plane.intercepts());
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
