package org.striate.datasets;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.Reference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.striate.core.BadInput;

/**
 * MAT files of version 7.3: HDF5 with MATLAB's attributes. Arrays lie transposed, cells are references into the group
 * {@code #refs#}, a struct is a group of its fields, an array of structs a group of data sets of references, a sparse array a group of data, ir and jc.
 */
record Mat73(Hdf5 file) {

    /** The addresses in a data set; read once, since every element asks for one. */
    private static final class References {

        private final Function<HdfFile, Node> dataSet;
        private double[] addresses;

        References(Function<HdfFile, Node> dataSet) {
            this.dataSet = dataSet;
        }

        synchronized long address(Mat73 mat, HdfFile root, int index) {
            if (addresses == null) {
                addresses = mat.doubles(root, (Dataset) dataSet.apply(root));
            }
            return (long) addresses[index];
        }
    }

    static Map<String, MatValue> variables(Path path) {
        var mat = new Mat73(Hdf5.load(path));
        return mat.file.read(root -> {
            var variables = new LinkedHashMap<String, MatValue>();
            for (var node : new Hdf5Tree(root).children(root)) {
                if (!node.getName().startsWith("#")) {
                    variables.put(node.getName(), mat.value(root, node, opened -> find(opened, node.getName())));
                }
            }
            return variables;
        });
    }

    private static Node find(HdfFile root, String path) {
        return new Hdf5Tree(root)
                .find(path)
                .orElseThrow(() -> BadInput.unknown(
                        "variable", path, root.getName(), root.getChildren().keySet(), "mat.names()"));
    }

    /**
     * @param node as it is in the file that is open now
     * @param again finds it once more when the file is opened for its values
     */
    private MatValue value(HdfFile root, Node node, Function<HdfFile, Node> again) {
        var type = Hdf5.attribute(node, "MATLAB_class").map(String::valueOf).orElse("");
        if (node instanceof Group group) {
            return Hdf5.attribute(node, "MATLAB_sparse").isPresent()
                    ? new MatValue.Numbers(
                            sparseCount(group), () -> file.read(open -> sparse(open, (Group) again.apply(open))))
                    : struct(root, group, again);
        }
        var dataSet = (Dataset) node;
        long count = dataSet.getSize();
        boolean empty = Hdf5.attribute(node, "MATLAB_empty").isPresent();
        if (type.equals("cell") && !empty) {
            var references = new References(again);
            return new MatValue.Cells(count, index -> file.read(open -> referred(open, references, index)));
        }
        if (type.equals("char")) {
            return new MatValue.Text(empty ? "" : text(root, dataSet));
        }
        return new MatValue.Numbers(
                empty ? 0 : count, () -> file.read(open -> numbers(open, (Dataset) again.apply(open), empty)));
    }

    /** A single struct is a group of its fields; in an array of structs every field is a data set of references. */
    private MatValue struct(HdfFile root, Group group, Function<HdfFile, Node> again) {
        var children = new Hdf5Tree(root).children(group);
        var fields = children.stream().map(Node::getName).toList();
        boolean array = !children.isEmpty() && children.stream().allMatch(Mat73::isArrayField);
        var references = new ConcurrentHashMap<String, References>();
        return new MatValue.Structs(
                array ? ((Dataset) children.get(0)).getSize() : 1,
                fields,
                (index, field) -> file.read(open -> {
                    Function<HdfFile, Node> inner = opened -> ((Group) again.apply(opened)).getChild(field);
                    return array
                            ? referred(open, references.computeIfAbsent(field, f -> new References(inner)), index)
                            : value(open, inner.apply(open), inner);
                }));
    }

    /** A cell array has a class of its own. */
    private static boolean isArrayField(Node node) {
        return node instanceof Dataset dataSet
                && dataSet.getDataType() instanceof Reference
                && Hdf5.attribute(node, "MATLAB_class").isEmpty();
    }

    /** What the reference at a place of a data set leads to. */
    private MatValue referred(HdfFile root, References references, int index) {
        long address = references.address(this, root, index);
        Function<HdfFile, Node> inner = opened -> opened.getNodeByAddress(address);
        return value(root, inner.apply(root), inner);
    }

    /** Its numbers, where the file can hold what it claims. */
    private double[] doubles(HdfFile root, Dataset dataSet) {
        file.requireRoom(root, dataSet.getName(), dataSet);
        return FlatValues.doubles(dataSet.getName(), dataSet.getDataFlat());
    }

    private String text(HdfFile root, Dataset dataSet) {
        var shape = dataSet.getDimensions(); // columns x rows
        var codes = doubles(root, dataSet);
        int rows = shape.length > 1 ? shape[1] : 1;
        var lines = new String[rows];
        Arrays.setAll(
                lines,
                row -> IntStream.range(0, codes.length / rows)
                        .map(column -> (char) codes[column * rows + row])
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
        return String.join("\n", lines);
    }

    private NumericArray numbers(HdfFile root, Dataset dataSet, boolean empty) {
        if (empty) { // the values are the sizes
            var sizes = doubles(root, dataSet);
            return new NumericArray(
                    Arrays.stream(sizes).mapToInt(size -> (int) size).toArray(), new double[0]);
        }
        if (dataSet.isCompound()) {
            file.requireRoom(root, dataSet.getName(), dataSet);
            return complex(dataSet);
        }
        return transposed(file.numbers(root, dataSet.getName(), dataSet));
    }

    private static NumericArray complex(Dataset dataSet) {
        var fields = (Map<?, ?>) dataSet.getDataFlat();
        var real = FlatValues.doubles("real", fields.get("real"));
        var imaginary = FlatValues.doubles("imag", fields.get("imag"));
        var shape = dataSet.getDimensions();
        var both = Arrays.copyOf(reversed(shape), shape.length + 1);
        both[shape.length] = 2;
        var values = new double[2 * real.length];
        for (int i = 0; i < real.length; i++) {
            int target = 2 * Npy.rowMajor(i, reversed(shape));
            values[target] = real[i];
            values[target + 1] = imaginary[i];
        }
        return new NumericArray(both, values);
    }

    /** HDF5's row-major order of the reversed dimensions is MATLAB's column-major order. */
    private static NumericArray transposed(NumericArray stored) {
        var shape = reversed(stored.shape());
        var values = new double[stored.values().length];
        for (int i = 0; i < values.length; i++) {
            values[Npy.rowMajor(i, shape)] = stored.values()[i];
        }
        return new NumericArray(shape, values);
    }

    private static int[] reversed(int[] shape) {
        return IntStream.range(0, shape.length)
                .map(i -> shape[shape.length - 1 - i])
                .toArray();
    }

    private static int sparseRows(Group group) {
        return Hdf5.attribute(group, "MATLAB_sparse")
                .map(value -> ((Double) value).intValue())
                .orElse(0);
    }

    private static long sparseCount(Group group) {
        return sparseRows(group) * (((Dataset) group.getChild("jc")).getSize() - 1);
    }

    private NumericArray sparse(HdfFile root, Group group) {
        int rows = sparseRows(group);
        var starts = doubles(root, (Dataset) group.getChild("jc"));
        int columns = starts.length - 1;
        Memory.require(
                group.getName(),
                8 * Math.min((long) rows * columns, Long.MAX_VALUE / 8),
                "Save its non-zero values: [i, j, v] = find(S)");
        var values = new double[rows * columns];
        if (group.getChild("data") instanceof Dataset data) {
            var numbers = doubles(root, data);
            var at = doubles(root, (Dataset) group.getChild("ir"));
            for (int column = 0; column < columns; column++) {
                for (int i = (int) starts[column]; i < starts[column + 1]; i++) {
                    values[(int) at[i] * columns + column] = numbers[i];
                }
            }
        }
        return new NumericArray(new int[] {rows, columns}, values);
    }
}
