package org.striate.models.experiments;

import org.striate.models.Network;
import org.striate.models.Preprocessing;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;

/** Small networks of random weights. */
final class NetworksForExperiments {

    private NetworksForExperiments() {}

    /** 16 x 16 grey; a linear layer, then rectified ones. */
    static Network grey(long seed) {
        return Network.of(
                Graph.input("grey", 1, 16, 16)
                        .then("conv1", Operations.convolution(8, 7).padding(3))
                        .then("relu1", Operations.relu())
                        .then("pool1", Operations.maxPool(2, 2))
                        .then("conv2", Operations.convolution(8, 3).padding(1))
                        .then("relu2", Operations.relu())
                        .hidden("flatten", Operations.flatten())
                        .then("fc", Operations.dense(4)),
                Preprocessing.grey(16, 16),
                seed);
    }

    /** 24 x 20 RGB. */
    static Network coloured(long seed) {
        return Network.of(
                Graph.input("coloured", 3, 24, 20)
                        .then("conv1", Operations.convolution(8, 5).padding(2))
                        .then("relu1", Operations.relu())
                        .then("conv2", Operations.convolution(8, 3).padding(1)),
                Preprocessing.imageNet(24, 20),
                seed);
    }
}
