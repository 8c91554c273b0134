package org.striate.datasets;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.striate.core.BadInput;

/** What the HDF5 library returns (a number, a text, arrays of either, nested) as rows of one type. */
final class FlatValues {

    private FlatValues() {}

    static double[] doubles(String path, Object values) {
        if (values instanceof double[] already) {
            return already;
        }
        requireNoCompound(path, values, "numbers");
        var flat = new ArrayList<double[]>();
        leaves(values, leaf -> flat.add(leafDoubles(path, leaf)));
        if (flat.size() == 1) {
            return flat.get(0);
        }
        return flat.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    }

    private static void requireNoCompound(String path, Object values, String expected) {
        if (values instanceof Map<?, ?> fields) {
            throw BadInput.of(
                    "data set " + path,
                    "a compound of " + fields.keySet(),
                    expected,
                    "Read it with Hdf5.load(path).table(..)");
        }
    }

    private static double[] leafDoubles(String path, Object leaf) {
        int length = Array.getLength(leaf);
        var numbers = new double[length];
        if (leaf instanceof float[] floats) {
            for (int i = 0; i < length; i++) {
                numbers[i] = floats[i];
            }
            return numbers;
        }
        for (int i = 0; i < length; i++) {
            numbers[i] = number(path, Array.get(leaf, i));
        }
        return numbers;
    }

    private static double number(String path, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if ("TRUE".equals(value) || "FALSE".equals(value)) { // how h5py stores a boolean
            return "TRUE".equals(value) ? 1 : 0;
        }
        throw BadInput.of(
                "data set " + path,
                value == null ? "no numbers" : "a " + value.getClass().getSimpleName(),
                "numbers",
                "Read it with Hdf5.load(path).text(..), .ragged(..) or .table(..)");
    }

    /** float32 without a detour where the file holds it. */
    static float[] floats(String path, Object values) {
        if (values instanceof float[] already) {
            return already;
        }
        var numbers = doubles(path, values);
        var floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    static List<String> texts(String path, Object values) {
        requireNoCompound(path, values, "text");
        var texts = new ArrayList<String>();
        for (var value : objects(values)) {
            if (!(value instanceof String text)) {
                throw BadInput.of(
                        "data set " + path,
                        "a " + value.getClass().getSimpleName(),
                        "text",
                        "Read it with Hdf5.load(path).array(..)");
            }
            texts.add(text);
        }
        return texts;
    }

    static double[][] ragged(String path, Object values) {
        if (!(values instanceof Object[] rows)) {
            throw BadInput.of(
                    "data set " + path, "no rows of unequal length", "such rows", "Hdf5.load(path).array(..)");
        }
        var ragged = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            ragged[i] = doubles(path, rows[i]);
        }
        return ragged;
    }

    /** Every value by itself: numbers as {@link Double}, everything else as text. */
    static List<Object> objects(Object values) {
        var all = new ArrayList<Object>();
        leaves(values, leaf -> {
            for (int i = 0; i < Array.getLength(leaf); i++) {
                var value = Array.get(leaf, i);
                all.add(value instanceof Number number ? (Object) number.doubleValue() : text(value));
            }
        });
        return all;
    }

    /** A text that was never written is empty. */
    private static String text(Object value) {
        return value == null ? "" : String.valueOf(value);
    }

    /** The innermost arrays; a single value as an array of one. */
    private static void leaves(Object values, java.util.function.Consumer<Object> leaf) {
        if (values == null || values instanceof Map) {
            return;
        }
        if (!values.getClass().isArray()) {
            var one = Array.newInstance(values.getClass(), 1);
            Array.set(one, 0, values);
            leaf.accept(one);
        } else if (values instanceof Object[] rows
                && rows.length > 0
                && rows[0] != null
                && rows[0].getClass().isArray()) {
            for (var row : rows) {
                leaves(row, leaf);
            }
        } else {
            leaf.accept(values);
        }
    }
}
