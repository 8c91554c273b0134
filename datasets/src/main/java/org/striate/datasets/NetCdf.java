package org.striate.datasets;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.striate.core.BadInput;

/**
 * The variables of a group of a NetCDF-4 file, in the order they were made in. A dimension is a data set of class
 * DIMENSION_SCALE; a variable names its own by references in DIMENSION_LIST.
 *
 * @param variables all but the dimensions that hold no values of their own
 */
record NetCdf(Hdf5 file, String group, List<Variable> variables) {

    private static final String WITHOUT_VARIABLE = "This is a netCDF dimension but not a netCDF variable";

    /**
     * @param path in the file
     * @param dimensions names, one for every dimension of the shape
     */
    record Variable(String name, String path, List<String> dimensions, int[] shape) {}

    /**
     * @param group path of a group; empty for the root
     * @throws BadInput if the file is missing, damaged, no NetCDF-4 file, or has not this group
     */
    static NetCdf load(Path path, String group) {
        requireVersion4(path);
        var file = Hdf5.load(path);
        return file.read(root -> {
            var tree = new Hdf5Tree(root);
            var node = group.isEmpty() ? root : tree.find(group).orElse(null);
            if (!(node instanceof Group found)) {
                throw BadInput.of(
                        path + " " + group,
                        "no such group",
                        "a group of the file",
                        "List what there is: Hdf5.load(path).names()");
            }
            return new NetCdf(file, group, variables(root, tree, found, group));
        });
    }

    private static void requireVersion4(Path path) {
        try (var in = Files.newInputStream(path)) {
            if (new String(in.readNBytes(3), StandardCharsets.ISO_8859_1).equals("CDF")) {
                throw BadInput.of(
                        path.toString(),
                        "a classic NetCDF file",
                        "NetCDF-4",
                        "Convert it with nccopy -k nc4 old.nc new.nc");
            }
        } catch (java.io.IOException e) {
            throw Npy.unreadable(path, e);
        }
    }

    private static List<Variable> variables(HdfFile root, Hdf5Tree tree, Group group, String prefix) {
        var names = new HashMap<Long, String>();
        collectDimensions(root, names);
        collectDimensions(group, names);
        var variables = new ArrayList<Variable>();
        for (var node : tree.children(group)) {
            if (node instanceof Dataset dataSet && !isBareDimension(node)) {
                var path = prefix.isEmpty() ? node.getName() : prefix + "/" + node.getName();
                variables.add(new Variable(node.getName(), path, dimensions(dataSet, names), dataSet.getDimensions()));
            }
        }
        return variables;
    }

    private static void collectDimensions(Group group, Map<Long, String> names) {
        for (var node : group.getChildren().values()) {
            if (node instanceof Dataset && isDimension(node)) {
                names.put(node.getAddress(), node.getName());
            }
        }
    }

    private static boolean isDimension(Node node) {
        return Hdf5.attribute(node, "CLASS").filter("DIMENSION_SCALE"::equals).isPresent();
    }

    private static boolean isBareDimension(Node node) {
        return isDimension(node)
                && Hdf5.attribute(node, "NAME")
                        .filter(name -> name.toString().startsWith(WITHOUT_VARIABLE))
                        .isPresent();
    }

    private static List<String> dimensions(Dataset dataSet, Map<Long, String> names) {
        var dimensions = new ArrayList<String>();
        if (isDimension(dataSet)) {
            dimensions.add(dataSet.getName());
            return dimensions;
        }
        var list = dataSet.getAttributes().get("DIMENSION_LIST");
        if (list != null) {
            for (var address : FlatValues.objects(list.getData())) {
                dimensions.add(names.getOrDefault(((Double) address).longValue(), "dimension " + dimensions.size()));
            }
        }
        while (dimensions.size() < dataSet.getDimensions().length) {
            dimensions.add("dimension " + dimensions.size());
        }
        return dimensions;
    }

    /** A variable's values: numbers as {@link Double}, otherwise texts. */
    List<Object> values(Variable variable) {
        return file.objects(variable.path());
    }
}
