package org.striate.datasets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.striate.core.BadInput;

/**
 * A dynamic table of NWB: a group with one data set a column, each with a value a row. A ragged column has beside it a data
 * set NAME_index, a VectorIndex, with the place where each row ends, and that one may have its own.
 *
 * @param names of all data sets of the file
 * @param path of the group
 */
record NwbTable(Hdf5 file, List<String> names, String path) {

    private static final String INDEX = "_index";

    /** Column to values, one a row; the cells of a ragged or a wide column are lists. */
    Map<String, List<Object>> columns() {
        int rows = length(path + "/id");
        var table = new LinkedHashMap<String, List<Object>>();
        for (var column : names) {
            if (!isColumn(column)) {
                continue;
            }
            var cells = booleans(cells(column));
            for (var index = column + INDEX; isIndex(index); index += INDEX) {
                cells = ragged(cells, index);
            }
            if (cells.size() != rows) {
                throw damaged(column, cells.size() + " rows", rows + ", as many as " + path + "/id");
            }
            table.put(column.substring(path.length() + 1), cells);
        }
        return table;
    }

    /** Of this group, and neither the ids nor the ends of another column's rows. */
    private boolean isColumn(String name) {
        return name.startsWith(path + "/")
                && name.indexOf('/', path.length() + 1) < 0
                && !name.equals(path + "/id")
                && !isIndex(name);
    }

    /** A column may be called like an index; only a file that gives no types is taken by the name. */
    private boolean isIndex(String name) {
        return name.endsWith(INDEX)
                && names.contains(name)
                && names.contains(name.substring(0, name.length() - INDEX.length()))
                && file.attribute(name, "neurodata_type")
                        .map("VectorIndex"::equals)
                        .orElse(true);
    }

    private int length(String dataSet) {
        var shape = file.shape(dataSet);
        return shape.length == 0 ? 1 : Math.toIntExact(shape[0]);
    }

    /** One cell a row; a row of several values is a list. */
    private List<Object> cells(String column) {
        var values = file.objects(column);
        int rows = length(column);
        if (values.size() == rows) {
            return values;
        }
        int width = rows == 0 ? 0 : values.size() / rows;
        var cells = new ArrayList<Object>(rows);
        for (int row = 0; row < rows; row++) {
            cells.add(List.copyOf(values.subList(row * width, (row + 1) * width)));
        }
        return cells;
    }

    /** h5py writes a boolean as an enumeration. */
    private static List<Object> booleans(List<Object> cells) {
        boolean flags = cells.stream().allMatch(cell -> cell.equals("TRUE") || cell.equals("FALSE"));
        return flags
                ? cells.stream()
                        .map(cell -> (Object) (cell.equals("TRUE") ? 1.0 : 0.0))
                        .toList()
                : cells;
    }

    private List<Object> ragged(List<Object> cells, String index) {
        var ends = ends(index, cells.size());
        var rows = new ArrayList<Object>(ends.length);
        for (int i = 0; i < ends.length; i++) {
            rows.add(List.copyOf(cells.subList(i == 0 ? 0 : ends[i - 1], ends[i])));
        }
        return rows;
    }

    /**
     * Where each row of a ragged column ends.
     *
     * @param count how many values the column has
     * @throws BadInput if they do not ascend up to it
     */
    int[] ends(String index, int count) {
        var ends = file.array(index).ints();
        for (int i = 0; i < ends.length; i++) {
            if (ends[i] < (i == 0 ? 0 : ends[i - 1]) || ends[i] > count) {
                throw damaged(index, "row " + i + " ends at " + ends[i], "ascending places up to " + count);
            }
        }
        return ends;
    }

    private BadInput damaged(String dataSet, String wrong, String expected) {
        return BadInput.of(
                file.file().getFileName() + " " + dataSet,
                wrong,
                expected,
                "Validate the file: python -m pynwb.validate file.nwb");
    }
}
