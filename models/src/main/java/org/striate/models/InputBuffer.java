package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Inputs of passes in one piece of native memory, used again and again: what the engine makes of a Java array lies in a new
 * buffer each time, which is freed when the garbage collector comes, not when the pass ends.
 */
final class InputBuffer {

    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

    /**
     * An array over the buffer, which holds these values until the next call.
     *
     * @param manager frees the array, not the buffer
     */
    NDArray of(NDManager manager, float[] values, Shape shape) {
        int bytes = Math.multiplyExact(4, values.length);
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        buffer.clear().limit(bytes);
        buffer.asFloatBuffer().put(values);
        return manager.create(buffer, shape, DataType.FLOAT32);
    }
}
