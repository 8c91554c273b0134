package org.striate.models.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * Convolutions with channels in whole blocks of 16. On some processors oneDNN 3.7.1, which the engine brings, reads beyond the last
 * block where the channels are no multiple of it, and gives wrong numbers. Whether it does here is tried out once; where it does,
 * channels of zeros fill the blocks.
 */
public final class WholeBlocks {

    private static final int BLOCK = 16;
    /** Inputs of so few channels take another way through oneDNN, which is right; outputs must fill their blocks even there, for the gradient. */
    private static final int IMAGE = 3;

    private WholeBlocks() {}

    /** Tried out when first asked for. */
    private static final class Engine {
        static final boolean WRONG = isWrong();
    }

    /** Whether the engine gets convolutions wrong on this processor whose channels do not fill their blocks. */
    public static boolean engineIsWrong() {
        return Engine.WRONG;
    }

    /**
     * Whether a convolution of this kind must be filled up.
     *
     * @param backwards whether the gradient to what comes in may be wanted, to which odd outputs matter
     */
    static boolean areNeeded(Convolution convolution, long channels, boolean backwards) {
        return convolution.groups() == 1
                && (missingInputs(channels) > 0 || backwards && missing(convolution.channels()) > 0)
                && Engine.WRONG;
    }

    /** Compares a convolution of 20 channels with the same sums taken one by one. */
    private static boolean isWrong() {
        try (var manager = NDManager.newBaseManager()) {
            var x = Numbers.times(manager.arange(2 * 20 * 16f).reshape(2, 20, 4, 4), 0.01);
            var weight = Numbers.times(manager.arange(20 * 20 * 9f).reshape(20, 20, 3, 3), 0.001);
            var one = new Shape(1, 1);
            var told = Conv2d.conv2d(x, weight, null, one, one, one, 1)
                    .singletonOrThrow()
                    .get(new NDIndex(":, :, 1:3, 1:3"))
                    .toFloatArray();
            var pixels = x.toFloatArray();
            var factors = weight.toFloatArray();
            for (int i = 0; i < told.length; i++) {
                double right = product(pixels, factors, i);
                if (!(Math.abs(told[i] - right) <= 1e-4 * Math.abs(right) + 1e-3)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Place {@code i} of the middle 2 x 2 places of every channel. */
    private static double product(float[] pixels, float[] factors, int i) {
        int place = i % 4;
        int out = i / 4 % 20;
        int item = i / 80;
        double sum = 0;
        for (int in = 0; in < 20; in++) {
            for (int k = 0; k < 9; k++) {
                int y = place / 2 + k / 3;
                int x = place % 2 + k % 3;
                sum += pixels[(item * 20 + in) * 16 + y * 4 + x] * factors[(out * 20 + in) * 9 + k];
            }
        }
        return sum;
    }

    /** The same convolution, with channels of zeros in front that do not show. */
    static NDArray apply(Convolution convolution, NDArray x, NDArray weight, NDArray bias) {
        long in = missingInputs(x.getShape().get(1));
        long out = missing(convolution.channels());
        try (var manager = x.getManager().newSubManager()) {
            var shape = x.getShape();
            var wide = front(manager, x, 1, new Shape(shape.get(0), in, shape.get(2), shape.get(3)));
            var filters = weight.getShape();
            var deep = front(manager, weight, 1, new Shape(filters.get(0), in, filters.get(2), filters.get(3)));
            var all = front(manager, deep, 0, new Shape(out, filters.get(1) + in, filters.get(2), filters.get(3)));
            var summands = bias == null ? null : front(manager, bias, 0, new Shape(out));
            var whole = convolution.convolved(wide, all, summands);
            whole.attach(manager);
            var found = whole.get(new NDIndex(":, {}:", out));
            found.attach(x.getManager());
            return found;
        }
    }

    private static long missingInputs(long channels) {
        return channels <= IMAGE ? 0 : missing(channels);
    }

    private static long missing(long channels) {
        return (BLOCK - channels % BLOCK) % BLOCK;
    }

    /** Zeros first, so that the result belongs to this manager and not to the weights. */
    private static NDArray front(NDManager manager, NDArray tensor, int axis, Shape zeros) {
        return zeros.size() == 0 ? tensor : manager.zeros(zeros).concat(tensor, axis);
    }
}
