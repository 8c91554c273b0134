package org.striate.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the pooling of the engine. */
class SlicedMaximumTest {

    private static final int HEIGHT = 13;
    private static final int WIDTH = 18;

    private boolean before;

    @BeforeEach
    void nothingIsRecorded() {
        before = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
    }

    @AfterEach
    void asBefore() {
        JniUtils.setGradMode(before);
    }

    private static float[] values(int height, int width) {
        var random = new Random(1);
        var values = new float[2 * 3 * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) -random.nextDouble(); // zeros of a padding would be seen
        }
        values[values.length / 7] = Float.NaN;
        values[values.length / 5] = Float.NEGATIVE_INFINITY;
        values[values.length / 3] = Float.POSITIVE_INFINITY;
        return values;
    }

    private static float[] engine(Pooling pooling, int height, int width) {
        try (var manager = NDManager.newBaseManager()) {
            var image = manager.create(values(height, width), new Shape(2, 3, height, width));
            var window = new Shape(pooling.size(), pooling.size());
            var step = new Shape(pooling.stride(), pooling.stride());
            var edge = new Shape(pooling.padding(), pooling.padding());
            return Pool.maxPool2d(image, window, step, edge, pooling.ceiling()).toFloatArray();
        }
    }

    @Test
    void everyWindowStrideAndPaddingIsAsInTheEngine() {
        int sliced = 0;
        for (int size = 1; size <= 7; size++) {
            for (int stride = 1; stride <= 4; stride++) {
                for (int padding = 0; padding <= size / 2; padding++) {
                    for (var ceiling : List.of(false, true)) {
                        for (int height : new int[] {HEIGHT, 7, 8}) {
                            var pooling = new Pooling(true, size, stride, padding, ceiling, true);
                            sliced += pooledAsInTheEngine(pooling, height, WIDTH) ? 1 : 0;
                        }
                    }
                }
            }
        }
        assertThat(sliced).as("of 456 the ones that slices can do").isGreaterThan(300);
    }

    /** Whether by slices. */
    private static boolean pooledAsInTheEngine(Pooling pooling, int height, int width) {
        try (var manager = NDManager.newBaseManager()) {
            var image = manager.create(values(height, width), new Shape(2, 3, height, width));
            int open = manager.getManagedArrays().size();
            var pooled = pooling.apply(List.of(image), Map.of(), false);
            assertThat(pooled.toFloatArray())
                    .as("%s at height %d", pooling, height)
                    .containsExactly(engine(pooling, height, width));
            assertThat(manager.getManagedArrays())
                    .as("arrays on the way are freed")
                    .hasSize(open + 1);
            return SlicedMaximum.fits(pooling, image);
        }
    }

    @Test
    void aWindowBelowTheImageIsTheEngines() {
        assertThat(pooledAsInTheEngine(new Pooling(true, 2, 2, 1, false, true), 6, 6))
                .isFalse();
        assertThat(pooledAsInTheEngine(new Pooling(true, 2, 2, 0, false, true), 6, 6))
                .isTrue();
    }

    @Test
    void aSinglePixelAndASingleRowArePooledToo() {
        assertThat(pooledAsInTheEngine(new Pooling(true, 3, 2, 1, false, true), 1, 1))
                .isTrue();
        assertThat(pooledAsInTheEngine(new Pooling(true, 3, 2, 1, false, true), 1, WIDTH))
                .isTrue();
    }

    @Test
    void gradientsAreTheEngines() {
        try (var manager = NDManager.newBaseManager()) {
            var image = manager.ones(new Shape(1, 1, 2, 2));
            image.setRequiresGradient(true);
            try (var collector = Engine.getInstance().newGradientCollector()) {
                var pooled = Operations.maxPool(2, 2).apply(List.of(image.mul(1)), Map.of(), false);
                collector.backward(pooled.sum());
            }
            assertThat(image.getGradient().toFloatArray())
                    .as("one of equals gets the gradient, as in PyTorch")
                    .containsExactly(1, 0, 0, 0);
        }
    }
}
