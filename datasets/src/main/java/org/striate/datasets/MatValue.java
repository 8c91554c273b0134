package org.striate.datasets;

import java.util.List;
import java.util.function.Supplier;

/** A variable of a MAT file, whatever the version; parts are read when they are asked for. */
sealed interface MatValue {

    /** A numeric, logical, sparse or complex array; complex ones have one more dimension of 2. */
    record Numbers(long count, Supplier<NumericArray> array) implements MatValue {}

    /** Text, several rows joined by line breaks. */
    record Text(String text) implements MatValue {
        @Override
        public long count() {
            return text.length();
        }
    }

    /** A cell array in column-major order. */
    record Cells(long count, Elements elements) implements MatValue {}

    /** A struct array in column-major order. */
    record Structs(long count, List<String> fields, Fields values) implements MatValue {}

    /** An element by its index. */
    interface Elements {
        MatValue at(int index);
    }

    /** A field of an element. */
    interface Fields {
        MatValue at(int index, String field);
    }

    /** How many elements it has. */
    long count();
}
