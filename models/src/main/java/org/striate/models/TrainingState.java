package org.striate.models;

import ai.djl.ndarray.NDArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.models.files.Checkpoint;
import org.striate.models.files.Safetensors;
import org.striate.models.files.StoredTensor;
import org.striate.models.graph.Weights;

/**
 * What a training must remember to go on: weights, the best of them, moments and the learning curve, in one safetensors file.
 */
final class TrainingState {

    private static final String CURVE = "curve";
    private static final String ORIGIN = "origin";
    private static final String CONTENT = "content sha256";
    private static final String RATE = "rate";
    private static final String MOMENT = "moment:";
    private static final String BEST = "best:";

    private final Weights weights;
    private final Steps steps;
    private final EarlyStop best;
    private final Origin origin;
    private final String content;

    /**
     * A file of another training is refused.
     *
     * @param content hash of what is learned: an origin does not tell pictures of a folder apart
     */
    TrainingState(Weights weights, Steps steps, EarlyStop best, Origin origin, String content) {
        this.weights = weights;
        this.steps = steps;
        this.best = best;
        this.origin = origin;
        this.content = content;
    }

    /** What an interrupt should say before the first epoch. */
    static String afterEarlyInterrupt(Training settings) {
        boolean begins =
                settings.checkpoint().filter(file -> !Files.exists(file)).isPresent();
        return begins
                ? "nothing had been learned yet: the same call begins again"
                : afterInterrupt(settings, "what was learned is");
    }

    /**
     * What an interrupt should say.
     *
     * @param done what is in the file, where there is one
     */
    static String afterInterrupt(Training settings, String done) {
        return settings.checkpoint()
                .map(file -> done + " in " + file + ", and the same call goes on from there")
                .orElse("the network is as it was before. So that the same call can go on, name a file:"
                        + " settings.checkpoint(Path.of(\"training.safetensors\"))");
    }

    void save(Path file, List<double[]> curve) {
        var tensors = new LinkedHashMap<String, StoredTensor>();
        put(tensors, "", weights.tensors());
        best.best().ifPresent(kept -> put(tensors, BEST, kept.tensors()));
        put(tensors, MOMENT, steps.moments);
        var rows = curve.stream()
                .map(row -> Arrays.stream(row).mapToObj(String::valueOf).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
        var rate = String.valueOf(steps.rate());
        Safetensors.save(file, tensors, Map.of(CURVE, rows, RATE, rate, ORIGIN, origin.toJson(), CONTENT, content));
    }

    private static void put(Map<String, StoredTensor> tensors, String prefix, Map<String, NDArray> values) {
        values.forEach((name, tensor) ->
                tensors.put(prefix + name, stored(tensor.getShape().getShape(), tensor.toFloatArray())));
    }

    static StoredTensor stored(long[] shape, float[] values) {
        return new StoredTensor(Arrays.stream(shape).boxed().toList(), () -> values);
    }

    /**
     * Puts a saved state back; where there is none, writes the first, so that a file that cannot be written is noticed before the
     * work.
     *
     * @return the curve so far
     */
    List<double[]> begin(Path file) {
        if (!Files.exists(file)) {
            save(file, List.of());
            return List.of();
        }
        var saved = Checkpoint.load(file);
        if (!saved.metadata().containsKey(CONTENT)) {
            throw BadInput.of(
                    file.toString(),
                    "a checkpoint that does not say what it learned from, as an earlier version wrote them",
                    "one of this version",
                    "Name another file: settings.checkpoint(Path.of(\"other.safetensors\"))");
        }
        if (!origin.toJson().equals(saved.metadata().get(ORIGIN))
                || !content.equals(saved.metadata().get(CONTENT))) {
            throw BadInput.of(
                    file.toString(),
                    "the checkpoint of another training",
                    "one of the same network, stimuli and settings",
                    "Name another file: settings.checkpoint(Path.of(\"other.safetensors\"))");
        }
        try {
            return restored(saved);
        } catch (NumberFormatException | NullPointerException | IndexOutOfBoundsException e) {
            throw Checkpoint.damaged(file, "a state that makes no sense", "one that a training wrote");
        }
    }

    private List<double[]> restored(Checkpoint saved) {
        var curve = curve(saved.metadata().get(CURVE));
        var moments = new LinkedHashMap<String, float[]>();
        saved.tensors().forEach((name, tensor) -> {
            if (name.startsWith(MOMENT)) {
                moments.put(name.substring(MOMENT.length()), tensor.values().get());
            } else if (!name.startsWith(BEST)) {
                Steps.fill(weights.tensors().get(name), tensor.values().get());
            }
        });
        steps.restore(
                moments, weights.tensors(), Double.parseDouble(saved.metadata().get(RATE)));
        best.resume(curve, best(saved));
        return curve;
    }

    /** None where no loss was finite, or nobody waits for a better one. */
    private Optional<Weights> best(Checkpoint saved) {
        if (saved.tensors().keySet().stream().noneMatch(name -> name.startsWith(BEST))) {
            return Optional.empty();
        }
        var kept = weights.copy();
        kept.tensors()
                .forEach((name, tensor) -> Steps.fill(
                        tensor, saved.tensors().get(BEST + name).values().get()));
        return Optional.of(kept);
    }

    private static List<double[]> curve(String rows) {
        var curve = new ArrayList<double[]>();
        rows.lines().forEach(line -> {
            var row = Arrays.stream(line.split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            java.util.Objects.checkIndex(3, row.length);
            curve.add(row);
        });
        return curve;
    }
}
