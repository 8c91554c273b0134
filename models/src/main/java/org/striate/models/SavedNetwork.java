package org.striate.models;

import com.google.gson.Gson;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.TrainingLog;
import org.striate.models.files.Checkpoint;
import org.striate.models.files.Safetensors;
import org.striate.models.files.StoredTensor;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Weights;

/** Networks in files, and graphs that take their weights from files. */
final class SavedNetwork {

    private static final String FACTS = "striate";
    private static final String MASK = "mask:";

    /** All beside the tensors. */
    private record Facts(
            String architecture,
            Preprocessing preprocessing,
            int classes,
            List<Object> labels,
            String lossName,
            double[][] curve,
            List<String> heldOut,
            Map<String, String> origin,
            String name,
            Integer kept,
            String graph) {

        TrainingLog log(Origin from) {
            var loss = Objects.requireNonNullElse(lossName, "loss"); // files of before named none
            int epochs = curve[0].length;
            int known = Objects.requireNonNullElse(kept, epochs);
            Objects.checkIndex(known, epochs + 1);
            return new TrainingLog(loss, curve[0], curve[1], curve[2], curve[3], heldOut, known, from);
        }

        /** Files of before have none. */
        String name(Graph graph) {
            return name != null ? name : (curve[0].length == 0 ? "untrained " : "") + graph.name();
        }
    }

    private SavedNetwork() {}

    static void save(Network network, Path file) {
        var own = network.graph("saving");
        if (!network.changes().injuries().isEmpty()) {
            throw BadInput.of(
                    network.name(),
                    "with lesions in " + network.changes().injuries().keySet(),
                    "a whole network",
                    "Save the network that the lesions were made in");
        }
        var tensors = new LinkedHashMap<String, StoredTensor>();
        var weights = own.weights();
        weights.tensors()
                .keySet()
                .forEach(name -> tensors.put(
                        name, TrainingState.stored(weights.shape(name).getShape(), weights.values(name))));
        network.changes()
                .masks()
                .forEach((name, mask) -> tensors.put(
                        MASK + name, TrainingState.stored(weights.shape(name).getShape(), mask)));
        var log = network.training();
        var facts = new Facts(
                own.graph().name(),
                network.preprocessing(),
                network.layers().row(network.output()).layout().units(),
                network.labels(),
                log.lossName(),
                new double[][] {log.loss(), log.accuracy(), log.heldOut(), log.heldOutLoss()},
                log.heldOutIds(),
                Map.of("step", network.origin().step(), "text", network.origin().toString()),
                network.name(),
                log.kept(),
                own.graph().sha256());
        Safetensors.save(
                file,
                tensors,
                Map.of(
                        FACTS,
                        new Gson()
                                .newBuilder()
                                .serializeSpecialFloatingPointValues()
                                .create()
                                .toJson(facts)));
    }

    static Network load(Path file) {
        var opened = Checkpoint.load(file);
        var json = opened.metadata().get(FACTS);
        if (json == null) {
            throw BadInput.of(
                    file.toString(),
                    "weights without an architecture",
                    "a file that network.save(path) wrote",
                    "Name the architecture: Networks.load(\"resnet18\", Path.of(\"" + file.getFileName() + "\"))");
        }
        return sensible(file, () -> {
            var facts = facts(json);
            var graph = Zoo.known(facts.architecture(), facts.preprocessing().width(), facts.classes());
            requireSame(file, graph, facts);
            return network(graph, facts, facts.preprocessing(), file, opened);
        });
    }

    /** Files of before do not tell. */
    private static void requireSame(Path file, Graph graph, Facts facts) {
        if (facts.graph() != null && !facts.graph().equals(graph.sha256())) {
            throw BadInput.of(
                    file.toString(),
                    "a graph of your own by the name of " + graph.name(),
                    "the architecture that Striate makes by that name",
                    "Give its graph: Networks.load(graph, preprocessing, Path.of(\"" + file.getFileName() + "\"))");
        }
    }

    /** How the images of a network of this architecture are shown, where the file is one of {@link #save}. */
    static Optional<Preprocessing> preprocessing(String architecture, Path file, Checkpoint opened) {
        return Optional.ofNullable(opened.metadata().get(FACTS))
                .map(json -> sensible(file, () -> facts(json)))
                .filter(facts -> architecture.equals(facts.architecture()))
                .map(Facts::preprocessing);
    }

    /** Your own graph with what {@link #save} wrote, or with the weights in any other checkpoint. */
    static Network load(Graph graph, Preprocessing preprocessing, Path file, Checkpoint opened) {
        Network.require(graph, preprocessing);
        var json = opened.metadata().get(FACTS);
        if (json == null) {
            var origin = Origin.of("network")
                    .with("architecture", graph.name())
                    .with("checkpoint", file.getFileName())
                    .with("sha256", Origin.sha256(file));
            return Network.of(
                    graph.name(), new GraphProgram(graph, weights(graph, file, opened)), preprocessing, origin);
        }
        return sensible(
                file,
                () -> network(graph, facts(json), preprocessing, file, opened).preprocessing(preprocessing));
    }

    private static Facts facts(String json) {
        return Objects.requireNonNull(new Gson().fromJson(json, Facts.class));
    }

    /** What Gson and a graph throw of facts that were damaged, in one sentence. */
    private static <T> T sensible(Path file, Supplier<T> made) {
        try {
            return made.get();
        } catch (BadInput | Progress.Interrupted | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Checkpoint.damaged(file, "facts that make no sense", "a file that network.save(path) wrote");
        }
    }

    private static Network network(Graph graph, Facts facts, Preprocessing shown, Path file, Checkpoint opened) {
        var masks = new LinkedHashMap<String, float[]>();
        var tensors = new LinkedHashMap<String, StoredTensor>();
        opened.tensors().forEach((name, tensor) -> {
            if (name.startsWith(MASK)) {
                masks.put(name.substring(MASK.length()), tensor.values().get());
            } else {
                tensors.put(name, tensor);
            }
        });
        var weights = weights(graph, file, new Checkpoint(tensors, Map.of()));
        masks.forEach((name, mask) -> {
            if (weights.shape(name).size() != mask.length) {
                throw new IllegalStateException("a mask of another size than " + name);
            }
        });
        var origin = Origin.of("saved network")
                .with("file", file.getFileName())
                .with("sha256", Origin.sha256(file))
                .with("made by", facts.origin().get("text").lines().findFirst().orElse(""));
        var log = facts.log(origin);
        return new Network(
                facts.name(graph),
                new GraphProgram(graph, weights),
                shown,
                facts.labels(),
                Changes.NONE.with(masks),
                log,
                origin);
    }

    /**
     * A checkpoint's tensors for a graph.
     *
     * @throws BadInput if any is missing, extra or of another shape; each is named
     */
    static Weights weights(Graph graph, Path file, Checkpoint checkpoint) {
        var wanted = graph.tensors();
        var faults = new ArrayList<String>();
        wanted.forEach((name, tensor) -> {
            var found = checkpoint.tensors().get(name);
            var shape =
                    java.util.Arrays.stream(tensor.shape().getShape()).boxed().toList();
            if (found == null) {
                faults.add(name + " missing");
            } else if (!found.shape().equals(shape)) {
                faults.add(name + " of shape " + found.shape() + " where " + shape + " is needed");
            }
        });
        checkpoint.tensors().keySet().stream()
                .filter(name -> !wanted.containsKey(name) && !name.endsWith("num_batches_tracked"))
                .forEach(name -> faults.add(name + " extra"));
        if (!faults.isEmpty()) {
            throw BadInput.of(
                    file.toString(),
                    String.join(", ", faults),
                    "the " + wanted.size() + " tensors of " + graph.name(),
                    "Name the architecture that the file was written for: Networks.names()");
        }
        try (var progress = Progress.of("reading weights of " + file.getFileName(), wanted.size())) {
            return Weights.of(graph, (name, tensor) -> {
                progress.step(name);
                return checkpoint.tensors().get(name).values().get();
            });
        }
    }
}
