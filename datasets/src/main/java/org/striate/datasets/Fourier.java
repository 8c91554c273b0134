package org.striate.datasets;

/** The discrete Fourier transform of a square whose side is a power of two (Cooley and Tukey 1965, radix 2). */
final class Fourier {

    private Fourier() {}

    /** The smallest power of two that is at least the size. */
    static int side(int size) {
        return size <= 1 ? 1 : Integer.highestOneBit(size - 1) << 1;
    }

    /** In place; the inverse is scaled so that both together change nothing. */
    static void transform(double[] real, double[] imaginary, int side, boolean inverse) {
        for (int row = 0; row < side; row++) {
            line(real, imaginary, row * side, 1, side, inverse);
        }
        for (int column = 0; column < side; column++) {
            line(real, imaginary, column, side, side, inverse);
        }
        if (inverse) {
            for (int i = 0; i < real.length; i++) {
                real[i] /= real.length;
                imaginary[i] /= real.length;
            }
        }
    }

    private static void line(double[] re, double[] im, int start, int stride, int n, boolean inverse) {
        for (int i = 1, j = 0; i < n; i++) { // bit-reversed order
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                swap(re, start + i * stride, start + j * stride);
                swap(im, start + i * stride, start + j * stride);
            }
        }
        for (int length = 2; length <= n; length <<= 1) {
            double angle = 2 * Math.PI / length * (inverse ? 1 : -1);
            for (int k = 0; k < length / 2; k++) {
                double cos = Math.cos(angle * k);
                double sin = Math.sin(angle * k);
                for (int i = k; i < n; i += length) {
                    int a = start + i * stride;
                    int b = start + (i + length / 2) * stride;
                    double real = re[b] * cos - im[b] * sin;
                    double imaginary = re[b] * sin + im[b] * cos;
                    re[b] = re[a] - real;
                    im[b] = im[a] - imaginary;
                    re[a] += real;
                    im[a] += imaginary;
                }
            }
        }
    }

    private static void swap(double[] values, int a, int b) {
        double kept = values[a];
        values[a] = values[b];
        values[b] = kept;
    }
}
