package org.striate.models;

import static org.striate.models.graph.Operations.add;
import static org.striate.models.graph.Operations.batchNorm;
import static org.striate.models.graph.Operations.convolution;
import static org.striate.models.graph.Operations.dense;
import static org.striate.models.graph.Operations.dropout;
import static org.striate.models.graph.Operations.flatten;
import static org.striate.models.graph.Operations.maxPool;
import static org.striate.models.graph.Operations.meanPoolTo;
import static org.striate.models.graph.Operations.relu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.striate.core.BadInput;
import org.striate.models.graph.Graph;

/** Architectures with the layer names of torchvision, so that its checkpoints fit. */
final class Zoo {

    /** Makes a graph for images of side x side. */
    @FunctionalInterface
    interface Maker {
        Graph make(int side, int classes);
    }

    /** Channels of the convolutions of VGG (Simonyan and Zisserman 2015), 0 being a pool: configurations A and D. */
    private static final int[] VGG_A = {64, 0, 128, 0, 256, 256, 0, 512, 512, 0, 512, 512, 0};

    private static final int[] VGG_D = {64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0};

    static final Map<String, Maker> MAKERS = new LinkedHashMap<>();

    static {
        MAKERS.put("alexnet", Zoo::alexNet);
        MAKERS.put("vgg11", (side, classes) -> vgg("vgg11", VGG_A, false, side, classes));
        MAKERS.put("vgg11_bn", (side, classes) -> vgg("vgg11_bn", VGG_A, true, side, classes));
        MAKERS.put("vgg16", (side, classes) -> vgg("vgg16", VGG_D, false, side, classes));
        MAKERS.put("vgg16_bn", (side, classes) -> vgg("vgg16_bn", VGG_D, true, side, classes));
        MAKERS.put("resnet18", (side, classes) -> resNet("resnet18", List.of(2, 2, 2, 2), false, side, classes));
        MAKERS.put("resnet34", (side, classes) -> resNet("resnet34", List.of(3, 4, 6, 3), false, side, classes));
        MAKERS.put("resnet50", (side, classes) -> resNet("resnet50", List.of(3, 4, 6, 3), true, side, classes));
        MAKERS.put("cornet_s", Zoo::corNet);
    }

    private Zoo() {}

    /** One weird trick (Krizhevsky 2014), as in torchvision. */
    private static Graph alexNet(int side, int classes) {
        var graph = Graph.input("alexnet", 3, side, side)
                .then("features.0", convolution(64, 11).stride(4).padding(2))
                .then("features.1", relu())
                .then("features.2", maxPool(3, 2))
                .then("features.3", convolution(192, 5).padding(2))
                .then("features.4", relu())
                .then("features.5", maxPool(3, 2))
                .then("features.6", convolution(384, 3).padding(1))
                .then("features.7", relu())
                .then("features.8", convolution(256, 3).padding(1))
                .then("features.9", relu())
                .then("features.10", convolution(256, 3).padding(1))
                .then("features.11", relu())
                .then("features.12", maxPool(3, 2))
                .alias("features")
                .then("avgpool", meanPoolTo(6, 6))
                .hidden("flatten", flatten())
                .then("classifier.0", dropout(0.5))
                .then("classifier.1", dense(4096))
                .then("classifier.2", relu())
                .then("classifier.3", dropout(0.5))
                .then("classifier.4", dense(4096))
                .then("classifier.5", relu())
                .then("classifier.6", dense(classes));
        return graph.alias("classifier");
    }

    private static Graph vgg(String name, int[] channels, boolean norm, int side, int classes) {
        var graph = Graph.input(name, 3, side, side);
        int i = 0;
        for (int width : channels) {
            if (width == 0) {
                graph = graph.then("features." + i++, maxPool(2, 2));
                continue;
            }
            graph = graph.then("features." + i++, convolution(width, 3).padding(1));
            if (norm) {
                graph = graph.then("features." + i++, batchNorm());
            }
            graph = graph.then("features." + i++, relu());
        }
        return graph.alias("features")
                .then("avgpool", meanPoolTo(7, 7))
                .hidden("flatten", flatten())
                .then("classifier.0", dense(4096))
                .then("classifier.1", relu())
                .then("classifier.2", dropout(0.5))
                .then("classifier.3", dense(4096))
                .then("classifier.4", relu())
                .then("classifier.5", dropout(0.5))
                .then("classifier.6", dense(classes))
                .alias("classifier");
    }

    /** He et al. 2016, with the stride of a bottleneck in its 3 x 3 convolution, as in torchvision. */
    private static Graph resNet(String name, List<Integer> blocks, boolean bottleneck, int side, int classes) {
        var graph = Graph.input(name, 3, side, side)
                .then("conv1", convolution(64, 7).stride(2).padding(3).withoutBias())
                .then("bn1", batchNorm())
                .then("relu", relu())
                .then("maxpool", maxPool(3, 2).padding(1));
        var before = "maxpool";
        for (int stage = 0; stage < blocks.size(); stage++) {
            for (int block = 0; block < blocks.get(stage); block++) {
                var own = "layer" + (stage + 1) + "." + block;
                int stride = stage > 0 && block == 0 ? 2 : 1;
                boolean widens = block == 0 && (bottleneck || stage > 0);
                graph = bottleneck
                        ? bottleneck(graph, own, 64 << stage, stride)
                        : basic(graph, own, 64 << stage, stride);
                int width = (64 << stage) * (bottleneck ? 4 : 1);
                graph = residual(graph, own, before, widens ? width : 0, stride, bottleneck ? 2 : 1);
                before = own;
            }
            graph = graph.alias("layer" + (stage + 1));
        }
        return graph.then("avgpool", meanPoolTo(1, 1))
                .hidden("flatten", flatten())
                .then("fc", dense(classes));
    }

    private static Graph basic(Graph graph, String own, int width, int stride) {
        return graph.then(
                        own + ".conv1",
                        convolution(width, 3).stride(stride).padding(1).withoutBias())
                .then(own + ".bn1", batchNorm())
                .then(own + ".relu-t0", relu())
                .then(own + ".conv2", convolution(width, 3).padding(1).withoutBias())
                .then(own + ".bn2", batchNorm());
    }

    private static Graph bottleneck(Graph graph, String own, int width, int stride) {
        return graph.then(own + ".conv1", convolution(width, 1).withoutBias())
                .then(own + ".bn1", batchNorm())
                .then(own + ".relu-t0", relu())
                .then(
                        own + ".conv2",
                        convolution(width, 3).stride(stride).padding(1).withoutBias())
                .then(own + ".bn2", batchNorm())
                .then(own + ".relu-t1", relu())
                .then(own + ".conv3", convolution(4 * width, 1).withoutBias())
                .then(own + ".bn3", batchNorm());
    }

    /** Adds what went into a block, brought to its width where that is not 0, and rectifies. */
    private static Graph residual(Graph graph, String own, String before, int width, int stride, int calls) {
        var last = own + (calls == 1 ? ".bn2" : ".bn3");
        var shortcut = before;
        if (width > 0) {
            shortcut = own + ".downsample.1";
            graph = graph.from(before)
                    .then(
                            own + ".downsample.0",
                            convolution(width, 1).stride(stride).withoutBias())
                    .then(shortcut, batchNorm())
                    .alias(own + ".downsample");
        }
        return graph.then(own + ".sum", add(), last, shortcut)
                .then(own + ".relu-t" + calls, relu())
                .alias(own + ".relu")
                .alias(own);
    }

    /**
     * CORnet-S (Kubilius et al. 2019): V1, then V2, V4 and IT, each run 2, 4 and 2 times with one set of weights and batch
     * norms of their own at each time.
     */
    private static Graph corNet(int side, int classes) {
        var graph = Graph.input("cornet_s", 3, side, side)
                .then("V1.conv1", convolution(64, 7).stride(2).padding(3).withoutBias())
                .then("V1.norm1", batchNorm())
                .then("V1.nonlin1", relu())
                .then("V1.pool", maxPool(3, 2).padding(1))
                .then("V1.conv2", convolution(64, 3).padding(1).withoutBias())
                .then("V1.norm2", batchNorm())
                .then("V1.nonlin2", relu())
                .alias("V1.output")
                .alias("V1");
        graph = recurrent(graph, "V2", 128, 2, 4);
        graph = recurrent(graph, "V4", 256, 4, 4);
        graph = recurrent(graph, "IT", 512, 2, 4);
        return graph.then("decoder.avgpool", meanPoolTo(1, 1))
                .then("decoder.flatten", flatten())
                .then("decoder.linear", dense(classes))
                .alias("decoder.output")
                .alias("decoder");
    }

    /** @param scale how much wider the area is inside */
    static Graph recurrent(Graph graph, String area, int width, int times, int scale) {
        graph = graph.then(area + ".conv_input", convolution(width, 1).withoutBias());
        var state = area + ".conv_input";
        for (int t = 0; t < times; t++) {
            var skip = state;
            if (t == 0) {
                skip = area + ".norm_skip";
                graph = graph.then(
                                area + ".skip", convolution(width, 1).stride(2).withoutBias())
                        .then(skip, batchNorm());
            }
            graph = graph.from(state)
                    .shared(
                            area + ".conv1-t" + t,
                            area + ".conv1",
                            convolution(scale * width, 1).withoutBias())
                    .then(area + ".norm1_" + t, batchNorm())
                    .then(area + ".nonlin1-t" + t, relu())
                    .shared(
                            area + ".conv2-t" + t,
                            area + ".conv2",
                            convolution(scale * width, 3)
                                    .stride(t == 0 ? 2 : 1)
                                    .padding(1)
                                    .withoutBias())
                    .then(area + ".norm2_" + t, batchNorm())
                    .then(area + ".nonlin2-t" + t, relu())
                    .shared(
                            area + ".conv3-t" + t,
                            area + ".conv3",
                            convolution(width, 1).withoutBias())
                    .then(area + ".norm3_" + t, batchNorm())
                    .then(area + ".sum-t" + t, add(), area + ".norm3_" + t, skip)
                    .then(area + ".output-t" + t, relu());
            state = area + ".output-t" + t;
        }
        return graph.alias(area + ".output").alias(area);
    }

    private static final Pattern DIAL = Pattern.compile("objectNet-w(\\d{1,5})-d(\\d{1,4})(-skip)?");

    /**
     * A graph by its own name.
     *
     * @throws BadInput if it is none of those made here
     */
    static Graph known(String name, int side, int classes) {
        return find(name, side, classes)
                .orElseThrow(() -> BadInput.of(
                        "network " + name,
                        "of an architecture of your own",
                        "one of " + MAKERS.keySet(),
                        "Give its graph: Networks.load(graph, preprocessing, path)"));
    }

    /** The same; empty where it is none of those made here. */
    static Optional<Graph> find(String name, int side, int classes) {
        var small = SmallNets.known(name, side, classes);
        if (small.isPresent()) {
            return small;
        }
        var dial = DIAL.matcher(name);
        if (dial.matches()) {
            int width = Integer.parseInt(dial.group(1));
            return Optional.of(dial(side, classes, width, Integer.parseInt(dial.group(2)), dial.group(3) != null));
        }
        return switch (name) {
            case "tiltNet" -> Optional.of(tiltNet(side));
            case "objectNet" -> Optional.of(objectNet(side, classes));
            default -> Optional.ofNullable(MAKERS.get(name)).map(maker -> maker.make(side, classes));
        };
    }

    /** Two convolutions and a dense layer for telling left from right tilt; layers are those after the rectification. */
    static Graph tiltNet(int side) {
        return small("tiltNet", side, new int[] {8, 16}, new int[] {7, 3}, new int[] {1, 4}, 16, 2);
    }

    /** Four convolutions and a dense layer. */
    static Graph objectNet(int side, int classes) {
        return small(
                "objectNet",
                side,
                new int[] {16, 32, 64, 128},
                new int[] {5, 3, 3, 3},
                new int[] {1, 2, 2, 2},
                128,
                classes);
    }

    private static Graph small(
            String name, int side, int[] channels, int[] filters, int[] pools, int hidden, int classes) {
        var graph = Graph.input(name, 1, side, side);
        for (int i = 0; i < channels.length; i++) {
            var own = "conv" + (i + 1);
            if (pools[i] > 1) {
                graph = graph.hidden(own + ".pool", maxPool(pools[i], pools[i]));
            }
            graph = graph.hidden(
                            own + ".conv", convolution(channels[i], filters[i]).padding(filters[i] / 2))
                    .hidden(own + ".norm", batchNorm())
                    .then(own, relu());
        }
        return graph.hidden("dense.pool", maxPool(2, 2))
                .hidden("dense.flatten", flatten())
                .hidden("dense.linear", dense(hidden))
                .hidden("dense.norm", batchNorm())
                .then("dense", relu())
                .then("logits", dense(classes));
    }

    /**
     * Object networks along a dial of capacity: stages of residual or plain convolutions, each half the size and twice the
     * width of the one before.
     *
     * @param width channels of the first stage
     * @param depth convolutions a stage
     * @param skips whether each convolution after a stage's first adds what went in
     */
    static Graph dial(int side, int classes, int width, int depth, boolean skips) {
        var graph = Graph.input("objectNet-w" + width + "-d" + depth + (skips ? "-skip" : ""), 1, side, side);
        for (int stage = 0; stage < 4; stage++) {
            for (int i = 0; i < depth; i++) {
                var own = "conv" + (stage + 1) + "." + (i + 1);
                var before = stage + i == 0
                        ? ""
                        : graph.nodes().get(graph.head()).layer().orElse("");
                if (stage > 0 && i == 0) {
                    graph = graph.hidden(own + ".pool", maxPool(2, 2));
                }
                graph = graph.hidden(
                                own + ".conv",
                                convolution(width << stage, stage == 0 && i == 0 ? 5 : 3)
                                        .padding(stage == 0 && i == 0 ? 2 : 1))
                        .then(own + ".norm", batchNorm());
                if (skips && i > 0) {
                    graph = graph.then(own + ".sum", add(), own + ".norm", before);
                }
                graph = graph.then(own, relu());
            }
            graph = graph.alias("conv" + (stage + 1));
        }
        return graph.then("pool", meanPoolTo(1, 1)).hidden("flatten", flatten()).then("logits", dense(classes));
    }
}
