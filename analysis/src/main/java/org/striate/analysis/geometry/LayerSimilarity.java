package org.striate.analysis.geometry;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Decompositions;
import org.striate.analysis.linear.Gram;
import org.striate.analysis.linear.Linear;
import org.striate.analysis.linear.Magnitude;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Origin;
import org.striate.core.Progress;

/** How alike two layers (or a layer and neurons) are in what they tell stimuli apart by, whatever their width. */
public enum LayerSimilarity {
    /** Linear CKA (Kornblith et al. 2019); NaN where a layer is constant over stimuli. */
    CKA("linear CKA"),
    /**
     * Linear CKA from unbiased HSIC (Nguyen et al. 2021): 0 on average for unrelated layers, however few the stimuli. NaN
     * where the unbiased HSIC of a layer with itself is not positive.
     */
    DEBIASED_CKA("debiased linear CKA"),
    /** The same with Brain-Score's convention: 0 where the product under the root is not positive. */
    BRAIN_SCORE_CKA("Brain-Score linear CKA"),
    /**
     * Nuclear norm of {@code X'Y} over the layers' sizes: 1 for layers equal up to rotation and scale; NaN where a layer is
     * constant over stimuli.
     */
    PROCRUSTES("Procrustes similarity"),
    /** Root of the squared distance left after the best rotation (Williams et al. 2021), without rescaling. */
    PROCRUSTES_DISTANCE("Procrustes distance");

    private final String title;

    LayerSimilarity(String title) {
        this.title = title;
    }

    /** The name on an axis. */
    public String title() {
        return title;
    }

    /**
     * The similarity of two layers. Units whose mean is 10^k times their standard deviation over stimuli cost it 2k digits;
     * where hardly one would be left, a layer counts as constant.
     *
     * @throws BadInput if they were shown other stimuli, or fewer than 3 (4 for the debiased ones)
     */
    public double of(Gram a, Gram b) {
        return of(Products.of(a), Products.of(b));
    }

    /** The similarity of two layers in memory, exact whatever the units' offsets; see {@link #of(Gram, Gram)}. */
    public double of(Activations a, Activations b) {
        return of(Products.of(a), Products.of(b));
    }

    /** The similarity of a layer and the mean responses of neurons, matched by stimulus id; NaN where a mean is missing. */
    public double of(Gram layer, NeuralResponses responses) {
        return of(Products.of(layer), Products.of(Observations.of(responses)));
    }

    /** The similarity of two sets of mean patterns, in float64. */
    public double of(Observations a, Observations b) {
        return of(Products.of(a), Products.of(b));
    }

    private double of(Products a, Products b) {
        return matrix(List.of(a), List.of(b)).values()[0][0];
    }

    /**
     * Every layer of one list with every layer of another, each layer's products centred once.
     *
     * @param rows such as {@code Gram.of(network, stimuli).values()}
     * @param columns layers shown the same stimuli
     * @throws BadInput if stimuli differ or are fewer than 3 (4 for the debiased ones)
     */
    public SimilarityMatrix between(Collection<Gram> rows, Collection<Gram> columns) {
        var first = rows.stream().map(Products::of).toList();
        var second = rows.equals(columns)
                ? first
                : columns.stream().map(Products::of).toList();
        return matrix(first, second);
    }

    private SimilarityMatrix matrix(List<Products> rows, List<Products> columns) {
        if (rows.isEmpty() || columns.isEmpty()) {
            throw BadInput.of("layers", "none", "at least one", "Gram.of(network, stimuli).values()");
        }
        int n = rows.get(0).stimuli();
        int least = this == DEBIASED_CKA || this == BRAIN_SCORE_CKA ? 4 : 3;
        if (n < least) {
            throw BadInput.of(
                    "layers",
                    n + " stimuli",
                    "at least " + least + " for " + title,
                    "Show more stimuli: Gram.of(network, stimuli)");
        }
        var first = rows.stream().map(layer -> layer.inOrderOf(rows.get(0))).toList();
        var second = columns == rows
                ? first
                : columns.stream().map(layer -> layer.inOrderOf(rows.get(0))).toList();
        var values = this == PROCRUSTES || this == PROCRUSTES_DISTANCE ? procrustes(first, second) : cka(first, second);
        var origin = Origin.of("layer similarity").with("measure", title);
        for (var layer : first) {
            origin = origin.from(layer.origin());
        }
        for (var layer : second) {
            origin = origin.from(layer.origin());
        }
        return new SimilarityMatrix(title, names(first), names(second), values, origin);
    }

    private static List<String> names(List<Products> layers) {
        boolean one = layers.stream().map(Products::system).distinct().count() == 1;
        return layers.stream()
                .map(layer -> one ? layer.layer() : layer.system() + " " + layer.layer())
                .toList();
    }

    private double[][] cka(List<Products> rows, List<Products> columns) {
        var ordinary = rows.stream().map(Products::ordinary).toList();
        var products = CentredProducts.of(
                ordinary,
                columns == rows
                        ? ordinary
                        : columns.stream().map(Products::ordinary).toList());
        var values = new double[rows.size()][columns.size()];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] = this == CKA
                        ? ratio(products.biased(i, j), products.biasedRow(i), products.biasedColumn(j))
                        : ratio(products.unbiased(i, j), products.unbiasedRow(i), products.unbiasedColumn(j));
            }
        }
        return values;
    }

    private double ratio(double xy, double xx, double yy) {
        if (xx > 0 && yy > 0) {
            return xy / Math.sqrt(xx) / Math.sqrt(yy);
        }
        return this == BRAIN_SCORE_CKA && xx * yy <= 0 ? 0 : Double.NaN;
    }

    private double[][] procrustes(List<Products> rows, List<Products> columns) {
        var values = new double[rows.size()][columns.size()];
        try (var progress = Progress.of(title, (long) rows.size() * columns.size())) {
            var right = columns.stream().map(Factor::of).toList();
            for (int i = 0; i < values.length; i++) {
                var left = Factor.of(rows.get(i));
                for (int j = 0; j < values[i].length; j++) {
                    values[i][j] = procrustes(left, right.get(j));
                    progress.step("");
                }
            }
        }
        return values;
    }

    private double procrustes(Factor a, Factor b) {
        double both = a.trace() + b.trace();
        if (!Double.isFinite(both)) {
            return Double.NaN;
        }
        double norm = a.nuclearNorm(b);
        if (this == PROCRUSTES_DISTANCE) {
            return Math.sqrt(Math.max(0, both - 2 * norm));
        }
        return a.trace() > 0 && b.trace() > 0 ? norm / Magnitude.geometricMean(a.trace(), b.trace()) : Double.NaN;
    }

    /**
     * Patterns with the same products as a layer's centred ones, at most as many as stimuli.
     *
     * @param values [rank x n]
     */
    private record Factor(double[] values, int rank, int n, double trace) {

        static Factor of(Products products) {
            int n = products.stimuli();
            var vectors = products.centred();
            double trace =
                    IntStream.range(0, n).mapToDouble(i -> vectors[i * n + i]).sum();
            if (!Double.isFinite(trace)) {
                return new Factor(vectors, 0, n, trace);
            }
            if (products.areConstant(trace)) {
                return new Factor(vectors, 0, n, 0);
            }
            var eigenvalues = Linear.eigen(vectors, n);
            // What rounding leaves of a zero would count by its root.
            double least = n * Math.ulp(1.0) * Math.max(0, eigenvalues[n - 1]);
            int dropped = (int)
                    IntStream.range(0, n).filter(i -> eigenvalues[i] <= least).count();
            var rows = new double[(n - dropped) * n];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = vectors[dropped * n + i] * Math.sqrt(eigenvalues[dropped + i / n]);
            }
            return new Factor(rows, n - dropped, n, trace);
        }

        double nuclearNorm(Factor other) {
            var product = Linear.product(rank, other.rank, n, values, false, other.values, true);
            return java.util.Arrays.stream(Decompositions.singularValues(product, rank, other.rank))
                    .sum();
        }
    }
}
