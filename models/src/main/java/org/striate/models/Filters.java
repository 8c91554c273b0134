package org.striate.models;

import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Fields;
import org.striate.core.charts.Fields.Field;

/**
 * The filters of a convolution.
 *
 * @param network its name
 * @param tensor such as {@code conv1.weight}
 * @param inputs channels that a filter sees
 * @param maps [filters] of one channel, the mean over inputs, or of three where there are three inputs
 */
public record Filters(String network, String tensor, int inputs, List<Field> maps) implements Charted<Fields> {

    public Filters {
        maps = List.copyOf(maps);
    }

    static Filters of(String network, String tensor, int[] shape, float[] weights) {
        if (shape.length != 4) {
            throw BadInput.of(
                    "tensor \"" + tensor + "\"",
                    shape.length + " dimensions",
                    "4, those of a convolution's filters",
                    "network.synapses().names()");
        }
        int pixels = shape[2] * shape[3];
        boolean colours = shape[1] == 3;
        var maps = IntStream.range(0, shape[0])
                .mapToObj(filter -> new Field(
                        "filter " + filter,
                        colours ? 3 : 1,
                        shape[2],
                        shape[3],
                        map(weights, filter * shape[1] * pixels, colours ? 1 : shape[1], colours ? 3 * pixels : pixels),
                        Double.NaN))
                .toList();
        return new Filters(network, tensor, shape[1], maps);
    }

    private static double[] map(float[] weights, int from, int averaged, int values) {
        var map = new double[values];
        for (int i = 0; i < values; i++) {
            for (int input = 0; input < averaged; input++) {
                map[i] += weights[from + input * values + i] / (double) averaged;
            }
        }
        return map;
    }

    @Override
    public Fields chart() {
        return new Fields(tensor + " of " + network, this + ".", Axis.of("weight"), maps);
    }

    @Override
    public String toString() {
        return "Filters " + tensor + " of " + network + ": " + maps.size() + " on " + inputs + " inputs"
                + (inputs == 1 ? "" : inputs == 3 ? ", in colours" : ", mean over inputs");
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>";
    }
}
