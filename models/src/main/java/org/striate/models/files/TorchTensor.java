package org.striate.models.files;

import java.util.ArrayList;
import java.util.List;
import net.razorvine.pickle.PickleException;

/**
 * A view of a storage, as {@code torch._utils._rebuild_tensor_v2} describes it.
 *
 * @param offset of the first element
 * @param strides elements from one index to the next
 */
record TorchTensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {

    /**
     * A named run of numbers.
     *
     * @param count how many the pickle claims
     */
    record Storage(String key, Numbers numbers, long count) {}

    static TorchTensor of(Object... arguments) {
        if (arguments.length < 4
                || !(arguments[0] instanceof Storage storage)
                || !(arguments[1] instanceof Number offset)) {
            throw new PickleException("a tensor without a storage");
        }
        return new TorchTensor(storage, offset.longValue(), longs(arguments[2]), longs(arguments[3]));
    }

    private static List<Long> longs(Object tuple) {
        var longs = new ArrayList<Long>();
        for (var item : SafePickle.items(tuple)) {
            if (!(item instanceof Number number)) {
                throw new PickleException("a size that is no number");
            }
            longs.add(number.longValue());
        }
        return longs;
    }

    /** What is wrong with the view, or an empty text: it must lie within its storage and show no element twice over. */
    String fault() {
        try {
            int count = Checkpoint.count(shape);
            if (strides.size() != shape.size() || offset < 0 || strides.stream().anyMatch(s -> s < 0)) {
                return "offset " + offset + ", shape " + shape + ", strides " + strides;
            }
            long last = offset;
            for (int i = 0; i < shape.size(); i++) {
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape.get(i) - 1), strides.get(i)));
            }
            return count > 0 && (last >= storage.count() || count > storage.count())
                    ? "shape " + shape + " at " + offset + " in a storage of " + storage.count()
                    : "";
        } catch (ArithmeticException e) {
            return "shape " + shape + ", strides " + strides;
        }
    }

    /** Whether it shows all of the storage in order. */
    private boolean isWhole(int count) {
        long stride = 1;
        boolean inOrder = true;
        for (int i = shape.size() - 1; i >= 0; i--) {
            inOrder &= shape.get(i) == 1 || strides.get(i) == stride;
            stride *= shape.get(i);
        }
        return inOrder && count == storage.count();
    }

    /** The elements in order, from all of the storage. */
    float[] of(float[] stored) {
        int count = Checkpoint.count(shape);
        if (isWhole(count)) {
            return stored;
        }
        var values = new float[count];
        var index = new long[shape.size()];
        long at = offset;
        for (int i = 0; i < count; i++) {
            values[i] = stored[(int) at];
            for (int d = index.length - 1; d >= 0; d--) {
                at += strides.get(d);
                if (++index[d] < shape.get(d)) {
                    break;
                }
                at -= index[d] * strides.get(d);
                index[d] = 0;
            }
        }
        return values;
    }
}
