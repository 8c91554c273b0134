package org.striate.models;

import static org.striate.models.graph.Operations.batchNorm;
import static org.striate.models.graph.Operations.convolution;
import static org.striate.models.graph.Operations.dense;
import static org.striate.models.graph.Operations.flatten;
import static org.striate.models.graph.Operations.lengths;
import static org.striate.models.graph.Operations.longestCapsule;
import static org.striate.models.graph.Operations.maxPool;
import static org.striate.models.graph.Operations.meanPoolTo;
import static org.striate.models.graph.Operations.primaryCapsules;
import static org.striate.models.graph.Operations.relu;
import static org.striate.models.graph.Operations.reshape;
import static org.striate.models.graph.Operations.routing;
import static org.striate.models.graph.Operations.sigmoid;
import static org.striate.models.graph.Operations.upsample;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Weights;

/** Small networks for questions: of tilt, of parts and wholes, of codes, of time. Their names make them again from a file. */
final class SmallNets {

    /** Layers of capsule networks. */
    static final String CAPSULES = "capsules";

    static final String LENGTHS = "lengths";
    static final String SHOWN = "shown";
    static final String RECONSTRUCTION = "reconstruction";

    private static final int CAPSULE = 8;
    private static final int CLASS_CAPSULE = 16;
    private static final int TYPES = 4;

    private static final Pattern AUTOENCODER = Pattern.compile("autoencoder-(\\d{1,5})");
    /** A trunk, its number of classes where its layers depend on that, the layer it ends at, and the units of the head. */
    private static final Pattern HEAD =
            Pattern.compile("([^>]+?)(?:\\((\\d{1,6})\\))?>([^>]+)>(\\d{1,6}(?:-\\d{1,6})*)");

    private static final int FEWEST_CLASSES = 2;

    private SmallNets() {}

    static Optional<Graph> known(String name, int side, int classes) {
        var head = HEAD.matcher(name);
        if (head.matches()) {
            var units = Arrays.stream(head.group(4).split("-"))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            int outputs = head.group(2) == null ? FEWEST_CLASSES : Integer.parseInt(head.group(2));
            var trunk = Zoo.known(head.group(1), side, outputs);
            return Optional.of(head(trunk, trunkName(head), head.group(3), units));
        }
        var code = AUTOENCODER.matcher(name);
        if (code.matches()) {
            return Optional.of(autoencoder(side, Integer.parseInt(code.group(1))));
        }
        return switch (name) {
            case "tiltLesson" -> Optional.of(tiltLesson());
            case "recurrentNet" -> Optional.of(recurrentNet(side, classes));
            case "capsuleNet" -> Optional.of(capsuleNet(side, classes));
            case "capsuleTwin" -> Optional.of(capsuleTwin(side, classes));
            default -> Optional.empty();
        };
    }

    /** The network of the Neuromatch lesson on deep networks for encoding (course W1D5): 48 x 64 pixels, one output. */
    static Graph tiltLesson() {
        return Graph.input("tiltLesson", 1, 48, 64)
                .then("conv", convolution(6, 7).padding(3))
                .then("relu", relu())
                .then("pool", maxPool(8, 8))
                .hidden("flatten", flatten())
                .then("fc", dense(10))
                .then("fc.relu", relu())
                .then("out", dense(1));
    }

    /** CORnet-S's areas, each run as often as there, at a size that learns in a minute. */
    static Graph recurrentNet(int side, int classes) {
        var graph = Graph.input("recurrentNet", 1, side, side)
                .then("V1.conv1", convolution(16, 5).stride(2).padding(2).withoutBias())
                .then("V1.norm1", batchNorm())
                .then("V1.nonlin1", relu())
                .alias("V1.output")
                .alias("V1");
        graph = Zoo.recurrent(graph, "V2", 16, 2, 2);
        graph = Zoo.recurrent(graph, "V4", 32, 4, 2);
        graph = Zoo.recurrent(graph, "IT", 64, 2, 2);
        return graph.then("avgpool", meanPoolTo(1, 1))
                .hidden("flatten", flatten())
                .then("logits", dense(classes));
    }

    /** Two convolutions down to a code of a few units, and the way back. */
    static Graph autoencoder(int side, int code) {
        int quarter = side / 4;
        return Graph.input("autoencoder-" + code, 1, side, side)
                .hidden("conv1.conv", convolution(16, 3).stride(2).padding(1))
                .then("conv1", relu())
                .hidden("conv2.conv", convolution(32, 3).stride(2).padding(1))
                .then("conv2", relu())
                .hidden("flatten", flatten())
                .then("code", dense(code))
                .hidden("decoder1.dense", dense(32 * quarter * quarter))
                .hidden("decoder1.relu", relu())
                .then("decoder1", reshape(32, quarter, quarter))
                .hidden("decoder2.upsample", upsample())
                .hidden("decoder2.conv", convolution(16, 3).padding(1))
                .then("decoder2", relu())
                .hidden("reconstruction.upsample", upsample())
                .then(RECONSTRUCTION, convolution(1, 3).padding(1));
    }

    private static Graph features(String name, int side) {
        return Graph.input(name, 1, side, side)
                .hidden("conv.conv", convolution(32, 5).stride(2).padding(2))
                .then("conv", relu())
                .hidden(
                        "primary.conv",
                        convolution(TYPES * CAPSULE, 5).stride(2).padding(2));
    }

    /** Sabour et al. 2017, smaller; the answer is the lengths of the class capsules. */
    static Graph capsuleNet(int side, int classes) {
        return features("capsuleNet", side)
                .then("primary", primaryCapsules(CAPSULE))
                .then(CAPSULES, routing(classes, CLASS_CAPSULE, 3))
                .then(LENGTHS, lengths())
                .then(SHOWN, longestCapsule(), CAPSULES)
                .hidden("decoder.dense", dense(64))
                .then("decoder", relu())
                .hidden("reconstruction.dense", dense(side * side))
                .then(RECONSTRUCTION, sigmoid())
                .from(LENGTHS);
    }

    /** A convolutional network with as many weights as the capsule network, within 10 %. */
    static Graph capsuleTwin(int side, int classes) {
        long wanted = weights(capsuleNet(side, classes));
        var trunk = features("capsuleTwin", side).then("primary", relu()).hidden("flatten", flatten());
        long units = trunk.nodes().get(trunk.head()).shape().size();
        long hidden = Math.max(1, Math.round((wanted - weights(trunk) - classes) / (double) (units + 1 + classes)));
        return trunk.hidden("dense.dense", dense((int) hidden))
                .then("dense", relu())
                .then("logits", dense(classes));
    }

    static long weights(Graph graph) {
        return graph.tensors().values().stream()
                .filter(tensor -> tensor.learned())
                .mapToLong(tensor -> tensor.shape().size())
                .sum();
    }

    private static Graph head(Graph trunk, String trunkName, String layer, int... units) {
        var sizes = Arrays.stream(units).mapToObj(String::valueOf).collect(Collectors.joining("-"));
        var graph = trunk.upTo(layer, trunkName + ">" + layer + ">" + sizes);
        if (graph.nodes().get(graph.head()).shape().dimension() != 2) {
            graph = graph.hidden("head.flatten", flatten());
        }
        for (int i = 0; i < units.length; i++) {
            graph = i == 0 ? graph : graph.hidden("head." + i + ".relu", relu());
            graph = graph.then(i == units.length - 1 ? "head" : "head." + (i + 1), dense(units[i]));
        }
        return graph;
    }

    /** What stands before a head's layer. */
    private static String trunkName(Matcher head) {
        return head.group().substring(0, head.start(3) - 1);
    }

    /** The trunk's name, with its number of classes where a file could not be read without. */
    private static String trunkName(Network trunk, String layer) {
        var graph = trunk.graph("a head").graph();
        var name = graph.name();
        var own = graph.upTo(layer, name).tensors();
        return Zoo.find(name, trunk.preprocessing().width(), FEWEST_CLASSES)
                .filter(fewest -> fewest.names().contains(layer))
                .filter(fewest -> !fewest.upTo(layer, name).tensors().equals(own))
                .map(fewest -> name + "(" + trunk.outputs() + ")")
                .orElse(name);
    }

    /** See {@link Network#withHead}. */
    static Network withHead(Network trunk, String layer, long seed, int... units) {
        if (units.length == 0 || Arrays.stream(units).anyMatch(n -> n < 1)) {
            throw BadInput.of(
                    "head",
                    "of " + Arrays.toString(units) + " units",
                    "at least one layer of at least one unit",
                    "network.withHead(\"" + layer + "\", 1, 64, 32)");
        }
        var own = trunk.graph("a head");
        trunk.layers().row(layer); // names the nearest where there is none
        var below = own.graph().upTo(layer, own.graph().name());
        var kept = below.tensors().keySet();
        var headed = HEAD.matcher(own.graph().name());
        if (headed.matches()
                && below.nodes().stream().anyMatch(node -> node.module().matches("head(\\..*)?"))) {
            throw BadInput.of(
                    "layer \"" + layer + "\" of " + trunk.name(),
                    "in a head",
                    "one that the head stands on, or before it",
                    "network.withHead(\"" + headed.group(3) + "\", 1, 8)");
        }
        var name = headed.matches() ? trunkName(headed) : trunkName(trunk, layer);
        var graph = head(own.graph(), name, layer, units);
        var fresh = Weights.random(graph, seed);
        var weights = Weights.of(
                graph, (tensor, t) -> kept.contains(tensor) ? own.weights().values(tensor) : fresh.values(tensor));
        fresh.free();
        var origin = Origin.of("network with a head")
                .with("layer", layer)
                .with("units", Arrays.toString(units))
                .with("seed", seed)
                .from(trunk.origin());
        return Network.of(
                "untrained " + graph.name(),
                new GraphProgram(graph, weights),
                trunk.preprocessing(),
                trunk.changes().within(below.names(), kept),
                origin);
    }

    /**
     * Two centre-surround filters, one the negative of the other, and four Gabors at 0, 45, 90 and 135 degrees, [6 x 1 x 7 x 7]; each
     * with a mean of 0.
     */
    static float[] lessonFilters() {
        int side = 7;
        var filters = new float[6 * side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double down = -side / 2.0 + y * side / (side - 1.0);
                double across = -side / 2.0 + x * side / (side - 1.0);
                double distance = Math.hypot(down, across);
                int at = y * side + x;
                filters[at] = (float) (envelope(distance, 1.1) - 0.5 * envelope(distance, 2.2));
                filters[49 + at] = -filters[at];
                for (int i = 0; i < 4; i++) {
                    double along = down * Math.cos(i * Math.PI / 4) + across * Math.sin(i * Math.PI / 4);
                    filters[(2 + i) * 49 + at] =
                            (float) (envelope(distance, 0.44) * Math.cos(2 * Math.PI * along / 10 + Math.PI / 2));
                }
            }
        }
        for (int f = 0; f < 6; f++) {
            normalise(filters, f * 49, 49);
        }
        return filters;
    }

    /** The lesson's envelope: exponential in the distance, not in its square. */
    private static double envelope(double distance, double sigma) {
        return Math.exp(-distance / (2 * sigma * sigma));
    }

    private static void normalise(float[] filters, int from, int count) {
        double largest = 0;
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(filters[i]));
            sum += filters[i];
        }
        for (int i = from; i < from + count; i++) {
            filters[i] = (float) ((filters[i] - sum / count) / largest);
        }
    }
}
