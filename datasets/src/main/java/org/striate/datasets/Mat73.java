package org.striate.datasets;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.striate.core.BadInput;

/**
 * MAT files of version 7.3: HDF5 with MATLAB's attributes. Arrays lie transposed, cells are references into the group
 * {@code #refs#}, a struct is a group of its fields, a sparse array a group of data, ir and jc.
 */
record Mat73(Hdf5 file) {

    private static final String REFERENCES = "#refs#";

    static Map<String, MatValue> variables(Path path) {
        var mat = new Mat73(Hdf5.load(path));
        return mat.file.read(root -> {
            var variables = new LinkedHashMap<String, MatValue>();
            for (var node : new Hdf5Tree(root).children(root)) {
                if (!node.getName().startsWith("#")) {
                    variables.put(node.getName(), mat.value(node, opened -> find(opened, node.getName())));
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
    private MatValue value(Node node, Function<HdfFile, Node> again) {
        var type = Hdf5.attribute(node, "MATLAB_class").map(String::valueOf).orElse("");
        if (node instanceof Group group) {
            if (Hdf5.attribute(node, "MATLAB_sparse").isPresent()) {
                return new MatValue.Numbers(0, () -> file.read(root -> sparse(root, (Group) again.apply(root))));
            }
            return struct(group, again);
        }
        var dataSet = (Dataset) node;
        int count = Math.toIntExact(dataSet.getSize());
        boolean empty = Hdf5.attribute(node, "MATLAB_empty").isPresent();
        if (type.equals("cell") && !empty) {
            return new MatValue.Cells(count, index -> file.read(root -> cell(root, again, index)));
        }
        if (type.equals("char")) {
            return new MatValue.Text(empty ? "" : text(dataSet));
        }
        if (type.equals("struct") && !empty && count > 0) {
            throw BadInput.of(
                    "variable " + node.getName(),
                    "an array of structs in version 7.3",
                    "a single struct",
                    "Save it in MATLAB: save(file, '-v7')");
        }
        return new MatValue.Numbers(
                empty ? 0 : count, () -> file.read(root -> numbers(root, (Dataset) again.apply(root), empty)));
    }

    private MatValue struct(Group group, Function<HdfFile, Node> again) {
        var fields = new Hdf5Tree(group.getHdfFile())
                .children(group).stream().map(Node::getName).toList();
        return new MatValue.Structs(
                1,
                fields,
                (index, field) -> file.read(root -> {
                    Function<HdfFile, Node> inner = opened -> ((Group) again.apply(opened)).getChild(field);
                    return value(inner.apply(root), inner);
                }));
    }

    private MatValue cell(HdfFile root, Function<HdfFile, Node> again, int index) {
        var addresses = FlatValues.doubles("cell", ((Dataset) again.apply(root)).getDataFlat());
        long address = (long) addresses[index];
        Function<HdfFile, Node> inner = opened -> opened.getNodeByAddress(address);
        return value(inner.apply(root), inner);
    }

    private static String text(Dataset dataSet) {
        var shape = dataSet.getDimensions(); // columns x rows
        var codes = FlatValues.doubles(dataSet.getName(), dataSet.getDataFlat());
        int rows = shape.length > 1 ? shape[1] : 1;
        var lines = new String[rows];
        Arrays.setAll(
                lines,
                row -> IntStream.range(0, codes.length / rows)
                        .mapToObj(column -> String.valueOf((char) codes[column * rows + row]))
                        .reduce("", String::concat));
        return String.join("\n", lines);
    }

    private NumericArray numbers(HdfFile root, Dataset dataSet, boolean empty) {
        if (empty) { // the values are the sizes
            var sizes = FlatValues.doubles(dataSet.getName(), dataSet.getDataFlat());
            return new NumericArray(
                    Arrays.stream(sizes).mapToInt(size -> (int) size).toArray(), new double[0]);
        }
        if (dataSet.isCompound()) {
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

    private static NumericArray sparse(HdfFile root, Group group) {
        int rows = Hdf5.attribute(group, "MATLAB_sparse")
                .map(value -> ((Double) value).intValue())
                .orElse(0);
        var starts = FlatValues.doubles("jc", ((Dataset) group.getChild("jc")).getDataFlat());
        int columns = starts.length - 1;
        Memory.require(group.getName(), 8L * rows * columns, "Save its non-zero values: [i, j, v] = find(S)");
        var values = new double[rows * columns];
        if (group.getChild("data") instanceof Dataset data) {
            var numbers = FlatValues.doubles("data", data.getDataFlat());
            var at = FlatValues.doubles("ir", ((Dataset) group.getChild("ir")).getDataFlat());
            for (int column = 0; column < columns; column++) {
                for (int i = (int) starts[column]; i < starts[column + 1]; i++) {
                    values[(int) at[i] * columns + column] = numbers[i];
                }
            }
        }
        return new NumericArray(new int[] {rows, columns}, values);
    }
}
