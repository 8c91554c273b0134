package org.striate.models;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.List;
import org.striate.core.BadInput;

/**
 * A chain of convolutions, then dense layers. Every layer's activations are those after its rectification; pooling belongs
 * to the layer behind it.
 *
 * @param name such as {@code objectNet}
 * @param side of the grey input in pixels
 * @param convolutions from input to output
 * @param dense units of the hidden dense layer
 * @param classes units of the output
 */
record Architecture(String name, int side, List<Convolution> convolutions, int dense, int classes) {

    /** Channels, side of the filters, and by how much the image was pooled before. */
    record Convolution(int channels, int filter, int pool) {}

    /** A named part of the chain. */
    record Stage(String name, String kind, Block block) {}

    Architecture {
        int pooled = convolutions.stream().mapToInt(Convolution::pool).reduce(2, Math::multiplyExact);
        if (side < 16 || side % pooled != 0 || classes < 2) {
            throw BadInput.of(
                    name,
                    side + " pixels and " + classes + " classes",
                    "a multiple of " + pooled + " pixels, at least 16, and at least 2 classes",
                    "Networks." + name + "(64, " + (name.equals("tiltNet") ? "1)" : "8, 1)"));
        }
    }

    static Architecture tiltNet(int side) {
        return new Architecture("tiltNet", side, List.of(new Convolution(8, 7, 1), new Convolution(16, 3, 4)), 16, 2);
    }

    static Architecture objectNet(int side, int classes) {
        return new Architecture(
                "objectNet",
                side,
                List.of(
                        new Convolution(16, 5, 1),
                        new Convolution(32, 3, 2),
                        new Convolution(64, 3, 2),
                        new Convolution(128, 3, 2)),
                128,
                classes);
    }

    /** Fresh blocks without weights. */
    List<Stage> stages() {
        var stages = new ArrayList<Stage>();
        for (var convolution : convolutions) {
            stages.add(stage("conv" + (stages.size() + 1), convolution));
        }
        var hidden = new SequentialBlock()
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(dense).build())
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock());
        stages.add(new Stage("dense", "max pool 2, dense, batch norm, ReLU", hidden));
        stages.add(
                new Stage("logits", "dense", Linear.builder().setUnits(classes).build()));
        return stages;
    }

    private static Stage stage(String name, Convolution convolution) {
        int filter = convolution.filter();
        var block = new SequentialBlock();
        if (convolution.pool() > 1) {
            var window = new Shape(convolution.pool(), convolution.pool());
            block.add(Pool.maxPool2dBlock(window, window));
        }
        block.add(Conv2d.builder()
                        .setFilters(convolution.channels())
                        .setKernelShape(new Shape(filter, filter))
                        .optPadding(new Shape(filter / 2, filter / 2))
                        .build())
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock());
        var pool = convolution.pool() > 1 ? "max pool " + convolution.pool() + ", " : "";
        return new Stage(name, pool + filter + " x " + filter + " convolution, batch norm, ReLU", block);
    }
}
