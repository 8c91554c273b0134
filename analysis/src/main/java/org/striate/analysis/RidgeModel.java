package org.striate.analysis;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.Regressor;

/** What {@link RidgeTrainer} learned. */
final class RidgeModel extends Model<Regressor> {

    private static final long serialVersionUID = 1L;

    private final String[] names;
    private final RidgeFit fit;

    RidgeModel(
            String name,
            ModelProvenance provenance,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<Regressor> outputs,
            String[] names,
            RidgeFit fit) {
        super(name, provenance, features, outputs, false);
        this.names = names;
        this.fit = fit;
    }

    @Override
    public Prediction<Regressor> predict(Example<Regressor> example) {
        var row = new double[featureIDMap.size()];
        RidgeTrainer.fill(row, 0, example, featureIDMap);
        return new Prediction<>(new Regressor(names, fit.predict(row, 1)), example.size(), example);
    }

    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        var top = new LinkedHashMap<String, List<Pair<String, Double>>>();
        for (int t = 0; t < names.length; t++) {
            int target = t;
            top.put(
                    names[t],
                    IntStream.range(0, featureIDMap.size())
                            .mapToObj(j -> new Pair<>(
                                    featureIDMap.get(j).getName(), fit.coefficients()[j * names.length + target]))
                            .sorted(Comparator.comparingDouble(pair -> -Math.abs(pair.getB())))
                            .limit(n < 0 ? Long.MAX_VALUE : n)
                            .toList());
        }
        return top;
    }

    @Override
    public Optional<Excuse<Regressor>> getExcuse(Example<Regressor> example) {
        return Optional.empty();
    }

    @Override
    protected Model<Regressor> copy(String newName, ModelProvenance newProvenance) {
        return new RidgeModel(newName, newProvenance, featureIDMap, outputIDInfo, names, fit);
    }
}
