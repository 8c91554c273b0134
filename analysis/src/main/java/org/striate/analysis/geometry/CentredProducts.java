package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.striate.analysis.linear.Linear;

/**
 * Inner products of centred Grams, all pairs at once. With row sums of 0, the unbiased HSIC needs no more than these and
 * the diagonals: {@code [F - D + t t'/((n-1)(n-2)) - 2 D/(n-2)] / (n(n-3))}, F of whole Grams, D of diagonals, t traces.
 */
final class CentredProducts {

    /** Pairs of stimuli taken from all Grams at a time. */
    private static final int BLOCK = 16384;

    private final int n;
    private final Side rows;
    private final Side columns;
    private final double[] cross;

    private CentredProducts(int n, Side rows, Side columns, double[] cross) {
        this.n = n;
        this.rows = rows;
        this.columns = columns;
        this.cross = cross;
    }

    /** One list of Grams: means over each row, the mean, the centred diagonal, and the squares above it. */
    private static final class Side {
        final List<Products> grams;
        final double[][] means;
        final double[] mean;
        final double[][] diagonals;
        final double[] squares;

        Side(List<Products> grams) {
            this.grams = grams;
            this.means = new double[grams.size()][];
            this.mean = new double[grams.size()];
            this.diagonals = new double[grams.size()][];
            this.squares = new double[grams.size()];
            IntStream.range(0, grams.size()).parallel().forEach(this::prepare);
        }

        private void prepare(int layer) {
            int n = grams.get(layer).stimuli();
            var k = grams.get(layer).values();
            var sums = new double[n];
            for (int i = 0; i < n; i++) {
                double sum = 0;
                int row = k.row(i);
                for (int j = i + 1; j < n; j++) {
                    double value = k.values()[row + j];
                    sum += value;
                    sums[j] += value;
                }
                sums[i] += sum + k.at(i, i);
            }
            double mean = Arrays.stream(sums).sum() / n / n;
            means[layer] = Arrays.stream(sums).map(sum -> sum / n).toArray();
            this.mean[layer] = mean;
            diagonals[layer] = IntStream.range(0, n)
                    .mapToDouble(i -> k.at(i, i) + mean - 2 * means[layer][i])
                    .toArray();
        }

        /** The centred upper triangle's pairs from one place on, into a panel of one row a Gram; adds up their squares. */
        void fill(int layer, double[] panel, int width, int row, int column, int count) {
            var k = grams.get(layer).values();
            int n = grams.get(layer).stimuli();
            int i = row;
            int j = column;
            double sum = 0;
            int at = layer * width;
            int end = at + count;
            while (at < end) {
                int here = Math.min(n - j, end - at);
                int from = k.row(i) + j;
                double shift = mean[layer] - means[layer][i];
                for (int step = 0; step < here; step++) {
                    double value = k.values()[from + step] + shift - means[layer][j + step];
                    panel[at + step] = value;
                    sum += value * value;
                }
                at += here;
                i++;
                j = i + 1;
            }
            squares[layer] += sum;
        }

        double trace(int layer) {
            return Arrays.stream(diagonals[layer]).sum();
        }

        /** Then its product with itself is 0. */
        boolean isConstant(int layer) {
            return grams.get(layer).areConstant(trace(layer));
        }
    }

    static CentredProducts of(List<Products> rows, List<Products> columns) {
        int n = rows.get(0).stimuli();
        var first = new Side(rows);
        var second = rows.equals(columns) ? first : new Side(columns);
        int a = rows.size();
        int b = columns.size();
        var cross = new double[a * b];
        long pairs = (long) n * (n - 1) / 2;
        int width = (int) Math.min(BLOCK, pairs);
        var left = new double[a * width];
        var right = second == first ? left : new double[b * width];
        int i = 0;
        int j = 1;
        for (long done = 0; done < pairs; done += width) {
            int count = (int) Math.min(width, pairs - done);
            int row = i;
            int column = j;
            if (count < width) { // the last block: what the one before left behind must not count
                Arrays.fill(left, 0);
                Arrays.fill(right, 0);
            }
            IntStream.range(0, second == first ? a : a + b).parallel().forEach(layer -> {
                if (layer < a) {
                    first.fill(layer, left, width, row, column, count);
                } else {
                    second.fill(layer - a, right, width, row, column, count);
                }
            });
            var block = Linear.product(a, b, width, left, false, right, true);
            for (int entry = 0; entry < cross.length; entry++) {
                cross[entry] += block[entry];
            }
            for (int rest = count; rest > 0; ) {
                int here = Math.min(n - j, rest);
                rest -= here;
                j += here;
                if (j == n) {
                    i++;
                    j = i + 1;
                }
            }
        }
        return new CentredProducts(n, first, second, cross);
    }

    double biased(int i, int j) {
        return 2 * cross[i * columns.grams.size() + j] + dot(rows.diagonals[i], columns.diagonals[j]);
    }

    double biasedRow(int i) {
        return own(rows, i);
    }

    double biasedColumn(int j) {
        return own(columns, j);
    }

    private static double own(Side side, int layer) {
        return side.isConstant(layer) ? 0 : 2 * side.squares[layer] + dot(side.diagonals[layer], side.diagonals[layer]);
    }

    double unbiased(int i, int j) {
        return unbiased(
                2 * cross[i * columns.grams.size() + j],
                dot(rows.diagonals[i], columns.diagonals[j]),
                rows.trace(i),
                columns.trace(j));
    }

    double unbiasedRow(int i) {
        return unbiased(rows, i);
    }

    double unbiasedColumn(int j) {
        return unbiased(columns, j);
    }

    private double unbiased(Side side, int layer) {
        if (side.isConstant(layer)) {
            return 0;
        }
        double trace = side.trace(layer);
        return unbiased(2 * side.squares[layer], dot(side.diagonals[layer], side.diagonals[layer]), trace, trace);
    }

    private double unbiased(double offDiagonal, double diagonal, double traceA, double traceB) {
        double pairs = (n - 1.0) * (n - 2.0);
        return (offDiagonal + traceA * traceB / pairs - 2 * diagonal / (n - 2.0)) / (n * (n - 3.0));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
