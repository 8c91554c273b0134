package org.striate.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The way back after the collector has been by, and others have written into what it freed. */
class NumbersTest {

    private static final int TIMES = 200;

    /** The gradient of a sum over many results of an operation, each with a number of its own. */
    private static float[] gradient(UnaryOperator<NDArray> operation) {
        try (var manager = NDManager.newBaseManager();
                var collector = Engine.getInstance().newGradientCollector()) {
            var x = manager.create(new float[] {-2, 1, 3});
            x.setRequiresGradient(true);
            var sum = operation.apply(x);
            for (int i = 1; i < TIMES; i++) {
                sum = sum.add(operation.apply(x));
            }
            var soiled = soiled();
            collector.backward(sum.sum());
            assertThat(soiled).isNotEmpty(); // held until here
            return x.getGradient().toFloatArray();
        }
    }

    /** Small buffers of a value that nobody asked for, in place of those that were let go. */
    private static List<ByteBuffer> soiled() {
        var buffers = new ArrayList<ByteBuffer>();
        for (int round = 0; round < 4; round++) {
            System.gc();
            for (int i = 0; i < 5000; i++) {
                var buffer = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
                buffers.add(buffer.putFloat(0, 1e6f));
            }
        }
        return buffers;
    }

    @Test
    void timesIsDifferentiatedWithItsOwnNumber() {
        assertThat(gradient(x -> Numbers.times(x, 0.5))).containsExactly(100, 100, 100);
    }

    @Test
    void atLeastIsDifferentiatedWithItsOwnNumber() {
        assertThat(gradient(x -> Numbers.atLeast(x, 0))).containsExactly(0, 200, 200);
    }

    @Test
    void ownedFactorsMayBeClosedBeforeTheWayBack() {
        assertThat(gradient(x -> {
                    try (var factors = Numbers.owned(x.getManager().create(new float[] {1, 2, 3}))) {
                        return x.mul(factors);
                    }
                }))
                .containsExactly(200, 400, 600);
    }
}
