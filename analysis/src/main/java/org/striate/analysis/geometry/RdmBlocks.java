package org.striate.analysis.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Rdm;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Grid;

/**
 * Mean dissimilarities within and between categories.
 *
 * @param name of the RDM
 * @param categories in order of first appearance
 * @param means [categories x categories]; on the diagonal between different stimuli of one category, NaN for a single one
 * @param within mean over all pairs of one category
 * @param between mean over all other pairs
 * @param origin what made it
 */
public record RdmBlocks(
        String name, List<String> categories, double[][] means, double within, double between, Origin origin)
        implements Charted<Grid> {

    /**
     * Means that skip NaN.
     *
     * @param labels [stimuli], such as {@code stimuli.parameter("object")}
     * @throws BadInput if there is not one label a stimulus
     */
    public static RdmBlocks of(Rdm rdm, List<?> labels) {
        if (labels.size() != rdm.size()) {
            throw BadInput.of(
                    "labels",
                    labels.size() + " values",
                    rdm.size() + ", one a stimulus of " + rdm.name(),
                    "stimuli.matching(rdm.stimulusIds()).parameter(\"object\")");
        }
        var categories = labels.stream().map(String::valueOf).distinct().toList();
        int count = categories.size();
        var place = labels.stream()
                .mapToInt(l -> categories.indexOf(String.valueOf(l)))
                .toArray();
        var sums = new double[count][count];
        var pairs = new int[count][count];
        for (int i = 0; i < place.length; i++) {
            for (int j = i + 1; j < place.length; j++) {
                double value = rdm.at(i, j);
                if (!Double.isNaN(value)) {
                    int low = Math.min(place[i], place[j]);
                    int high = Math.max(place[i], place[j]);
                    sums[low][high] += value;
                    pairs[low][high]++;
                }
            }
        }
        var means = new double[count][count];
        for (int a = 0; a < count; a++) {
            for (int b = a; b < count; b++) {
                means[a][b] = sums[a][b] / pairs[a][b];
                means[b][a] = means[a][b];
            }
        }
        var origin = Origin.of("category means").from(rdm.origin());
        return new RdmBlocks(rdm.name(), categories, means, mean(sums, pairs, true), mean(sums, pairs, false), origin);
    }

    private static double mean(double[][] sums, int[][] pairs, boolean same) {
        double sum = 0;
        long count = 0;
        for (int a = 0; a < sums.length; a++) {
            for (int b = a; b < sums.length; b++) {
                sum += (a == b) == same ? sums[a][b] : 0;
                count += (a == b) == same ? pairs[a][b] : 0;
            }
        }
        return sum / count;
    }

    /** The means, categories against categories. */
    @Override
    public Grid chart() {
        return new Grid(
                name,
                this + ".",
                means,
                Axis.of("mean dissimilarity"),
                categories,
                categories,
                "",
                "",
                Grid.Look.SEQUENTIAL);
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "RDM %s: %.3f within %d categories, %.3f between",
                name,
                within,
                categories.size(),
                between);
    }

    @Override
    public String toHtml() {
        var header = new ArrayList<>(List.of("category"));
        header.addAll(categories.subList(0, Math.min(10, categories.size())));
        var rows = IntStream.range(0, categories.size())
                .mapToObj(a -> {
                    var cells = new ArrayList<Object>(List.of(categories.get(a)));
                    Arrays.stream(means[a]).limit(10).forEach(cells::add);
                    return cells;
                })
                .toList();
        return Html.table(toString(), header, rows) + Html.origin(origin);
    }
}
