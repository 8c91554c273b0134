package org.striate.analysis.linear;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;

/**
 * The splits that {@link Pls} takes together. Vectors over the stimuli are 0 at those that a split holds out, and sum to 0
 * over the others, so that the responses and the products need no copy for a split; all splits' vectors of a component lie
 * together, [splits x stimuli], for one product with them. Close it.
 */
final class PlsSplits implements AutoCloseable {

    private final Symmetric k;
    private final PlsResponses responses;
    private final int n;
    private final int targets;
    private final List<PlsSplit> splits;
    private final int count;
    private final DoublePointer ky; // [splits][targets x n]
    private final DoublePointer scores; // [components][splits x n]
    private final DoublePointer duals; // the same, with scores = K duals
    private final DoublePointer kt; // the same, K scores
    private final DoublePointer loadings; // [components][splits x targets], Y' scores
    private final DoublePointer c; // [splits x targets]
    private final DoublePointer b; // [splits x targets]
    private final DoublePointer along; // [components]
    private int made;

    PlsSplits(Symmetric k, PlsResponses responses, List<int[]> training, int components) {
        this.k = k;
        this.responses = responses;
        this.n = k.side();
        this.targets = responses.targets();
        this.count = training.size();
        long vectors = (long) components * count * n;
        this.ky = Scratch.take((long) count * targets * n);
        this.scores = Scratch.take(vectors);
        this.duals = Scratch.take(vectors);
        this.kt = Scratch.take(vectors);
        this.loadings = Scratch.take((long) components * count * targets);
        this.c = Scratch.take((long) count * targets);
        this.b = Scratch.take((long) count * targets);
        this.along = Scratch.take(components);
        this.splits = IntStream.range(0, count)
                .mapToObj(s -> new PlsSplit(k, responses, training.get(s), ky.getPointer((long) s * targets * n)))
                .toList();
    }

    /** Takes one more component out of every split's responses. */
    void next(Pls.Weights weights) {
        splits.parallelStream().forEach(split -> split.findWeights(weights));
        for (int s = 0; s < count; s++) {
            c.position((long) s * targets).put(splits.get(s).weights());
        }
        c.position(0);
        responses.combine(c, count, vectors(duals));
        for (int s = 0; s < count; s++) {
            nextScores(s);
        }
        k.times(vectors(scores), count, vectors(kt));
        for (int s = 0; s < count; s++) {
            splits.get(s).centre(row(kt, made, s));
        }
        var found = loadings.getPointer((long) made * count * targets);
        responses.along(vectors(scores), count, found);
        responses.along(vectors(kt), count, b);
        for (int s = 0; s < count; s++) {
            splits.get(s).silence(found.getPointer((long) s * targets));
            splits.get(s).silence(b.getPointer((long) s * targets));
            deflate(s);
        }
        made++;
    }

    private DoublePointer vectors(DoublePointer of) {
        return of.getPointer((long) made * count * n);
    }

    private DoublePointer row(DoublePointer of, int component, int split) {
        return of.getPointer(((long) component * count + split) * n);
    }

    /** The scores {@code K Y_d c} and their dual, of length 1 and orthogonal to those before. */
    private void nextScores(int s) {
        var split = splits.get(s);
        var score = row(scores, made, s);
        var dual = row(duals, made, s);
        if (split.ended()) {
            Pointer.memset(score, 0, 8L * n);
            Pointer.memset(dual, 0, 8L * n);
            return;
        }
        split.centre(dual);
        gemv(true, targets, n, 1, ky.getPointer((long) s * targets * n), n, c.getPointer((long) s * targets), 0, score);
        split.centre(score);
        if (made > 0) {
            var before = loadings.getPointer((long) s * targets);
            gemv(false, made, targets, 1, before, count * targets, c.getPointer((long) s * targets), 0, along);
            subtract(scores, s, dual);
            subtract(kt, s, score);
        }
        // Twice is enough to make the scores orthogonal to the last digit.
        for (int turn = 0; turn < 2 && made > 0; turn++) {
            gemv(false, made, n, 1, row(scores, 0, s), count * n, score, 0, along);
            subtract(scores, s, score);
            subtract(duals, s, dual);
        }
        double length = openblas.cblas_dnrm2(n, score, 1);
        double factor = split.end(!(length > 0)) ? 0 : 1 / length;
        openblas.cblas_dscal(n, factor, score, 1);
        openblas.cblas_dscal(n, factor, dual, 1);
    }

    /** {@code to -= sum over components of along_d v_d}. */
    private void subtract(DoublePointer of, int split, DoublePointer to) {
        gemv(true, made, n, -1, row(of, 0, split), count * n, along, 1, to);
    }

    private static void gemv(
            boolean transpose,
            int rows,
            int columns,
            double factor,
            DoublePointer matrix,
            int stride,
            DoublePointer vector,
            double keep,
            DoublePointer to) {
        openblas.cblas_dgemv(
                openblas.CblasRowMajor,
                transpose ? openblas.CblasTrans : openblas.CblasNoTrans,
                rows,
                columns,
                factor,
                matrix,
                stride,
                vector,
                1,
                keep,
                to,
                1);
    }

    private void deflate(int s) {
        var split = splits.get(s);
        if (split.ended()) {
            return;
        }
        var kT = row(kt, made, s);
        var product = b.getPointer((long) s * targets); // Y' K t, of which Y_d' K t is wanted
        if (made > 0) {
            gemv(false, made, n, 1, row(scores, 0, s), count * n, kT, 0, along);
            var before = loadings.getPointer((long) s * targets);
            gemv(true, made, targets, -1, before, count * targets, along, 1, product);
        }
        split.deflate(
                loading(made, s), values(product, targets), openblas.cblas_ddot(n, row(scores, made, s), 1, kT, 1));
    }

    private double[] loading(int component, int s) {
        return values(loadings.getPointer(((long) component * count + s) * targets), targets);
    }

    private static double[] values(DoublePointer from, int count) {
        var values = new double[count];
        from.get(values);
        return values;
    }

    /** Every split's fit. */
    List<Pls.Fit> fits() {
        return IntStream.range(0, count)
                .mapToObj(s -> {
                    var dual = new double[n * made];
                    var q = new double[made * targets];
                    for (int d = 0; d < made; d++) {
                        var values = values(row(duals, d, s), n);
                        for (int i = 0; i < n; i++) {
                            dual[i * made + d] = values[i];
                        }
                        System.arraycopy(loading(d, s), 0, q, d * targets, targets);
                    }
                    return new Pls.Fit(dual, q, made);
                })
                .toList();
    }

    @Override
    public void close() {
        splits.forEach(PlsSplit::close);
        List.of(ky, scores, duals, kt, loadings, c, b, along).forEach(Scratch::give);
    }
}
