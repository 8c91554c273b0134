package org.striate.models;

import static org.striate.models.graph.Operations.add;
import static org.striate.models.graph.Operations.batchNorm;
import static org.striate.models.graph.Operations.convolution;
import static org.striate.models.graph.Operations.dense;
import static org.striate.models.graph.Operations.dropout;
import static org.striate.models.graph.Operations.flatten;
import static org.striate.models.graph.Operations.layerNorm;
import static org.striate.models.graph.Operations.maxPool;
import static org.striate.models.graph.Operations.meanPool;
import static org.striate.models.graph.Operations.meanPoolTo;
import static org.striate.models.graph.Operations.relu;

import org.striate.models.graph.Graph;

/** The architecture of the fixtures {@code nets/smallnet_*}, written down from their JSON. */
final class SmallNet {

    private SmallNet() {}

    static Graph graph(int height, int width) {
        var graph = Graph.input("smallnet", 3, height, width)
                .then("conv1", convolution(8, 5).stride(2).padding(2))
                .then("bn1", batchNorm())
                .then("relu1", relu())
                .then("pool1", maxPool(3, 2).padding(1))
                .then("grouped", convolution(16, 3).padding(2).dilation(2).groups(4))
                .then("relu2", relu())
                .then("pool_ceil", maxPool(2, 2).overTheEdge())
                .then(
                        "depthwise",
                        convolution(16, 3, 5).padding(1, 2).groups(16).withoutBias())
                .then("pointwise", convolution(12, 1))
                .then("bn2", batchNorm().epsilon(1e-3).withoutAffine());
        graph = block(graph, "block1", 12, 1)
                .then("block1.sum", add(), "block1.bn2", "bn2")
                .then("block1.relu-t1", relu())
                .alias("block1.relu")
                .alias("block1");
        graph = block(graph, "block2", 20, 2)
                .from("block1")
                .then("block2.downsample.0", convolution(20, 1).stride(2).withoutBias())
                .then("block2.downsample.1", batchNorm())
                .alias("block2.downsample")
                .then("block2.sum", add(), "block2.bn2", "block2.downsample")
                .then("block2.relu-t1", relu())
                .alias("block2.relu")
                .alias("block2");
        return graph.then("avg", meanPool(3, 1).padding(1).withoutPadding())
                .then("adaptive", meanPoolTo(3, 2))
                .then("flatten", flatten())
                .then("drop", dropout(0.5))
                .then("fc1", dense(24))
                .then("norm", layerNorm())
                .then("relu3", relu())
                .then("fc2", dense(10).withoutBias());
    }

    private static Graph block(Graph graph, String own, int channels, int stride) {
        return graph.then(
                        own + ".conv1",
                        convolution(channels, 3).stride(stride).padding(1).withoutBias())
                .then(own + ".bn1", batchNorm())
                .then(own + ".relu-t0", relu())
                .then(own + ".conv2", convolution(channels, 3).padding(1).withoutBias())
                .then(own + ".bn2", batchNorm());
    }
}
