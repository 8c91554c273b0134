package org.striate.core;

import java.util.List;
import java.util.stream.IntStream;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Grid;
import org.striate.core.charts.Thinned;

/**
 * A representational dissimilarity matrix in condensed form: the upper triangle row by row, (0,1), (0,2), ...
 *
 * @param name what was measured, such as {@code monkey IT} or {@code conv3}
 * @param measure the dissimilarity, such as {@code 1 - Pearson r}
 * @param stimulusIds one a row of the matrix
 * @param values [n (n - 1) / 2]; kept, not copied
 * @param origin what made it
 */
public record Rdm(String name, String measure, List<String> stimulusIds, double[] values, Origin origin)
        implements Charted<Grid> {

    public Rdm {
        stimulusIds = List.copyOf(stimulusIds);
        long n = stimulusIds.size();
        if (values.length != n * (n - 1) / 2) {
            throw BadInput.of(
                    "RDM " + name,
                    values.length + " dissimilarities",
                    n * (n - 1) / 2 + " for " + n + " stimuli",
                    "Give the upper triangle row by row without the diagonal");
        }
    }

    /** Number of stimuli. */
    public int size() {
        return stimulusIds.size();
    }

    /** The dissimilarity of two stimuli; 0 on the diagonal. */
    public double at(int i, int j) {
        if (i == j) {
            return 0;
        }
        int low = Math.min(i, j);
        int high = Math.max(i, j);
        return values[low * size() - low * (low + 1) / 2 + high - low - 1];
    }

    /** The whole matrix, or of more than 500 stimuli so many, evenly chosen; dark pairs are alike. */
    @Override
    public Grid chart() {
        return grid(List.of());
    }

    /**
     * The same with lines and names where the category changes.
     *
     * @param categories one a stimulus, in the order of the RDM
     * @throws BadInput if their number differs from that of the stimuli
     */
    public Grid chart(List<String> categories) {
        if (categories.size() != size()) {
            throw BadInput.of(
                    "categories",
                    categories.size() + " for RDM " + name,
                    size() + ", one per stimulus",
                    "Take them from the same stimuli: stimuli.parameter(\"category\")");
        }
        return grid(categories);
    }

    private Grid grid(List<String> names) {
        var shown = Thinned.of(size(), stimulusIds::get, "stimuli");
        var at = shown.indices();
        var matrix = new double[at.length][at.length];
        for (int i = 0; i < at.length; i++) {
            for (int j = 0; j < at.length; j++) {
                matrix[i][j] = at(at[i], at[j]);
            }
        }
        var named =
                names.isEmpty() ? names : IntStream.of(at).mapToObj(names::get).toList();
        return new Grid(
                name,
                "heat map of the " + this + "; dark pairs are alike, light ones differ.",
                matrix,
                Axis.of(measure),
                named,
                named,
                "",
                shown.said(),
                Grid.Look.PAIRS);
    }

    @Override
    public String toString() {
        return "RDM " + name + ": " + size() + " stimuli, " + measure;
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + Html.origin(origin);
    }
}
