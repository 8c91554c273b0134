package org.striate.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.models.files.Checkpoint;
import org.striate.models.files.Safetensors;
import org.striate.models.files.StoredTensor;
import org.striate.models.graph.Weights;

/** What a training must remember to go on: weights, moments and the learning curve, in one safetensors file. */
final class TrainingState {

    private static final String CURVE = "curve";
    private static final String MOMENT = "moment:";

    private final Weights weights;
    private final LearningRule.Steps steps;
    private final Origin origin;

    /** @param origin of the training: a file of another training is refused */
    TrainingState(Weights weights, LearningRule.Steps steps, Origin origin) {
        this.weights = weights;
        this.steps = steps;
        this.origin = origin;
    }

    void save(Path file, List<double[]> curve) {
        var tensors = new LinkedHashMap<String, StoredTensor>();
        weights.tensors()
                .keySet()
                .forEach(name -> tensors.put(name, stored(weights.shape(name).getShape(), weights.values(name))));
        steps.moments.forEach((name, moment) ->
                tensors.put(MOMENT + name, stored(moment.getShape().getShape(), moment.toFloatArray())));
        var rows = curve.stream()
                .map(row -> Arrays.stream(row).mapToObj(String::valueOf).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
        Safetensors.save(file, tensors, Map.of(CURVE, rows, "origin", origin.toJson()));
    }

    static StoredTensor stored(long[] shape, float[] values) {
        return new StoredTensor(Arrays.stream(shape).boxed().toList(), () -> values);
    }

    /** Puts a saved state back, if there is one; the curve so far. */
    List<double[]> load(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        var saved = Checkpoint.load(file);
        if (!origin.toJson().equals(saved.metadata().get("origin"))) {
            throw BadInput.of(
                    file.toString(),
                    "the checkpoint of another training",
                    "one of the same network, stimuli and settings",
                    "Name another file: settings.checkpoint(Path.of(\"other.safetensors\"))");
        }
        saved.tensors().forEach((name, tensor) -> {
            var target = name.startsWith(MOMENT)
                    ? steps.moment(
                            name.substring(MOMENT.length()), weights.tensors().get(parameter(name)))
                    : weights.tensors().get(name);
            target.set(java.nio.FloatBuffer.wrap(tensor.values().get()));
        });
        var curve = new ArrayList<double[]>();
        saved.metadata()
                .get(CURVE)
                .lines()
                .forEach(line -> curve.add(Arrays.stream(line.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray()));
        return curve;
    }

    private static String parameter(String moment) {
        return moment.substring(MOMENT.length(), moment.length() - 2);
    }
}
