package org.striate.analysis.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.striate.analysis.linear.Decompositions;
import org.striate.analysis.linear.Gram;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Rdm;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Cloud;

/**
 * Stimuli as points, near where a system treats them alike.
 *
 * @param name whose geometry it is
 * @param stimulusIds one a point
 * @param coordinates [stimuli x dimensions], centred; the first dimension spreads most, signs are arbitrary
 * @param explained [dimensions] share of all spread, 0 to 1: an eigenvalue over the sum of all, of which those below 0, which
 *     dissimilarities without a Euclidean space have, count as much as those above (Mardia, Kent and Bibby 1979)
 * @param origin what made it
 */
public record StimulusMap(
        String name, List<String> stimulusIds, double[][] coordinates, double[] explained, Origin origin)
        implements Charted<Cloud> {

    /** In two dimensions; see {@link #scaling(Rdm, int)}. */
    public static StimulusMap scaling(Rdm rdm) {
        return scaling(rdm, 2);
    }

    /**
     * Classical multidimensional scaling (Torgerson 1952), where dissimilarities are squared distances, as squared
     * Euclidean, Mahalanobis, correlation and cosine ones are.
     *
     * @throws BadInput if a pair is missing or there are no more stimuli than dimensions
     */
    public static StimulusMap scaling(Rdm rdm, int dimensions) {
        if (Arrays.stream(rdm.values()).anyMatch(v -> !Double.isFinite(v))) {
            throw BadInput.of(
                    "RDM " + rdm.name(),
                    "missing dissimilarities",
                    "one for every pair",
                    "Leave the stimuli out: Rdms.select(rdm, ids)");
        }
        var origin = Origin.of("multidimensional scaling")
                .with("dimensions", dimensions)
                .from(rdm.origin());
        var products = SecondMoments.products(rdm.values(), rdm.size());
        return of(rdm.name(), rdm.stimulusIds(), products, dimensions, origin);
    }

    /** The first two principal components of a layer. */
    public static StimulusMap components(Gram gram) {
        return components(gram, 2);
    }

    /**
     * Scores on the first principal components of a layer of any width.
     *
     * @throws BadInput if an answer is NaN or infinite, or there are no more stimuli than dimensions
     */
    public static StimulusMap components(Gram gram, int dimensions) {
        var origin =
                Origin.of("principal components").with("dimensions", dimensions).from(gram.origin());
        var products = Products.of(gram).centred();
        if (Arrays.stream(products).anyMatch(v -> !Double.isFinite(v))) {
            throw BadInput.of(
                    "activations of " + gram.layer(),
                    "NaN or infinity among " + gram.units() + " units",
                    "finite numbers",
                    "Leave the layer out, or look at it: network.activations(stimuli, \"" + gram.layer() + "\")");
        }
        return of(gram.layer(), gram.stimulusIds(), products, dimensions, origin);
    }

    private static StimulusMap of(String name, List<String> ids, double[] products, int dimensions, Origin origin) {
        int n = ids.size();
        if (dimensions < 1 || dimensions >= n) {
            throw BadInput.of(
                    "map of " + name,
                    dimensions + " dimensions of " + n + " stimuli",
                    "1 to " + (n - 1),
                    "Ask for fewer: StimulusMap.scaling(rdm, 1)");
        }
        var vectors = new double[n * dimensions];
        var values = Decompositions.largestEigen(products, n, dimensions, vectors);
        double total = Arrays.stream(Decompositions.eigenvalues(products, n))
                .map(Math::abs)
                .sum();
        var coordinates = new double[n][dimensions];
        var explained = new double[dimensions];
        for (int k = 0; k < dimensions; k++) {
            explained[k] = Math.max(0, values[k]) / total;
            for (int i = 0; i < n; i++) {
                coordinates[i][k] = Math.sqrt(Math.max(0, values[k])) * vectors[k * n + i];
            }
        }
        return new StimulusMap(name, List.copyOf(ids), coordinates, explained, origin);
    }

    /** The first two dimensions; a single one is drawn against 0. */
    @Override
    public Cloud chart() {
        return new Cloud(name, this + ".", axis(0), axis(1), stimulusIds, column(0), column(1), false);
    }

    private Axis axis(int dimension) {
        return dimension < explained.length
                ? Axis.of(String.format(
                        Locale.ROOT, "dimension %d, %.0f %% of the spread", dimension + 1, 100 * explained[dimension]))
                : Axis.of("no second dimension");
    }

    private double[] column(int dimension) {
        return Arrays.stream(coordinates)
                .mapToDouble(point -> dimension < point.length ? point[dimension] : 0)
                .toArray();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Map of %s: %d stimuli in %d dimensions, %.0f %% of the spread",
                name,
                stimulusIds.size(),
                explained.length,
                100 * Arrays.stream(explained).sum());
    }

    @Override
    public String toHtml() {
        var rows = new ArrayList<List<Object>>();
        for (int i = 0; i < stimulusIds.size(); i++) {
            var cells = new ArrayList<Object>(List.of(stimulusIds.get(i)));
            for (double value : coordinates[i]) {
                cells.add(value);
            }
            rows.add(cells);
        }
        var header = new ArrayList<>(List.of("stimulus"));
        for (int k = 0; k < explained.length; k++) {
            header.add(String.format(Locale.ROOT, "%d (%.0f %%)", k + 1, 100 * explained[k]));
        }
        return Html.table(toString(), header, rows) + Html.origin(origin);
    }
}
