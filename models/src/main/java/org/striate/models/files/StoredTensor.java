package org.striate.models.files;

import java.util.List;
import java.util.function.Supplier;

/**
 * A tensor in a file, read when it is asked for.
 *
 * @param shape sizes, the last index running fastest
 * @param values its numbers as 32-bit floats
 */
public record StoredTensor(List<Long> shape, Supplier<float[]> values) {

    public StoredTensor {
        shape = List.copyOf(shape);
    }

    /** One that is in memory. */
    static StoredTensor of(List<Long> shape, float[] values) {
        return new StoredTensor(shape, () -> values);
    }
}
