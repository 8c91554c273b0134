package org.striate.datasets;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.Reference;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a compound data set one by one: field to value, in the order of the fields. NWB refers in this way to parts
 * of time series.
 *
 * @param paths address to path of every object of the file, which a reference becomes
 */
record CompoundRows(Map<Long, String> paths) {

    static List<Object> of(HdfFile root, Dataset dataSet) {
        var paths = new HashMap<Long, String>();
        new Hdf5Tree(root).nodes().forEach((name, node) -> paths.putIfAbsent(node.getAddress(), name));
        return new CompoundRows(paths)
                .values(dataSet.getDataType(), dataSet.getDataFlat(), Math.toIntExact(dataSet.getSize()));
    }

    private List<Object> values(DataType type, Object stored, int count) {
        if (type instanceof CompoundDataType compound) {
            return rows(compound, (Map<?, ?>) stored, count);
        }
        var values = new ArrayList<Object>(count);
        for (int i = 0; i < count; i++) {
            var one = FlatValues.objects(Array.get(stored, i));
            if (type instanceof Reference) {
                values.add(paths.getOrDefault(((Double) one.get(0)).longValue(), ""));
            } else {
                values.add(one.size() == 1 ? one.get(0) : one);
            }
        }
        return values;
    }

    private List<Object> rows(CompoundDataType type, Map<?, ?> stored, int count) {
        var fields = new LinkedHashMap<String, List<Object>>();
        for (var member : type.getMembers()) {
            fields.put(member.getName(), values(member.getDataType(), stored.get(member.getName()), count));
        }
        var rows = new ArrayList<Object>(count);
        for (int i = 0; i < count; i++) {
            var row = new LinkedHashMap<String, Object>();
            for (var field : fields.entrySet()) {
                row.put(field.getKey(), field.getValue().get(i));
            }
            rows.add(Collections.unmodifiableMap(row));
        }
        return rows;
    }
}
