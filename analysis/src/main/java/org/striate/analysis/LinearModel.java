package org.striate.analysis;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.ImmutableRegressionInfo;
import org.tribuo.regression.Regressor;

/** What {@link RidgeTrainer} and {@link PlsTrainer} learn: a plane for every dimension. */
final class LinearModel extends Model<Regressor> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 0;

    private final String[] names;
    private final double[] coefficients;
    private final double[] intercepts;

    /**
     * @param names of the dimensions, in the order of the columns
     * @param coefficients [features x dimensions]
     */
    LinearModel(
            String name,
            ModelProvenance provenance,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<Regressor> outputs,
            String[] names,
            double[] coefficients,
            double[] intercepts) {
        super(name, provenance, features, outputs, false);
        this.names = names;
        this.coefficients = coefficients;
        this.intercepts = intercepts;
    }

    @Override
    public Prediction<Regressor> predict(Example<Regressor> example) {
        var row = new double[featureIDMap.size()];
        TrainingExamples.fill(row, 0, example, featureIDMap);
        var values = intercepts.clone();
        for (int j = 0; j < row.length; j++) {
            for (int t = 0; row[j] != 0 && t < values.length; t++) {
                values[t] += row[j] * coefficients[j * values.length + t];
            }
        }
        return new Prediction<>(new Regressor(names, values), example.size(), example);
    }

    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        var top = new LinkedHashMap<String, List<Pair<String, Double>>>();
        for (int t = 0; t < names.length; t++) {
            int target = t;
            top.put(
                    names[t],
                    IntStream.range(0, featureIDMap.size())
                            .mapToObj(j ->
                                    new Pair<>(featureIDMap.get(j).getName(), coefficients[j * names.length + target]))
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
        return new LinearModel(newName, newProvenance, featureIDMap, outputIDInfo, names, coefficients, intercepts);
    }

    /** Tribuo's envelope, with one value of bytes: its description of the model by length, then the numbers. */
    @Override
    public ModelProto serialize() {
        var description = createDataCarrier().serialize().toByteArray();
        var data = ByteBuffer.allocate(
                Integer.BYTES + description.length + Double.BYTES * (coefficients.length + intercepts.length));
        data.putInt(description.length).put(description);
        data.asDoubleBuffer().put(intercepts).put(coefficients);
        return ModelProto.newBuilder()
                .setVersion(VERSION)
                .setClassName(LinearModel.class.getName())
                .setSerializedData(Any.pack(BytesValue.of(ByteString.copyFrom(data.array()))))
                .build();
    }

    /** Called by Tribuo when a model is read. */
    static LinearModel deserializeFromProto(int version, String className, Any message)
            throws InvalidProtocolBufferException {
        var data = message.unpack(BytesValue.class).getValue().asReadOnlyByteBuffer();
        if (version != VERSION || data.remaining() < Integer.BYTES) {
            throw broken("version " + version);
        }
        int length = data.getInt();
        if (length < 0 || length > data.remaining()) {
            throw broken("a description of " + length + " bytes");
        }
        var description = new byte[length];
        data.get(description);
        var carrier = ModelDataCarrier.deserialize(ModelDataProto.parseFrom(description));
        if (!(carrier.outputDomain() instanceof ImmutableRegressionInfo outputs)) {
            throw broken("outputs that are no numbers");
        }
        int targets = outputs.size();
        var values = data.asDoubleBuffer();
        if (values.remaining() != targets * (carrier.featureDomain().size() + 1L)) {
            throw broken(values.remaining() + " numbers");
        }
        var intercepts = new double[targets];
        var coefficients = new double[values.remaining() - targets];
        values.get(intercepts).get(coefficients);
        return new LinearModel(
                carrier.name(),
                carrier.provenance(),
                carrier.featureDomain(),
                outputs,
                outputs.getDomain().stream().map(r -> r.getNames()[0]).sorted().toArray(String[]::new),
                coefficients,
                intercepts);
    }

    private static BadInput broken(String wrong) {
        return BadInput.of(
                "model file", wrong, "a model as it was saved", "Write it anew: model.serializeToFile(path)");
    }
}
