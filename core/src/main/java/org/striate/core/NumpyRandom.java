package org.striate.core;

/**
 * NumPy's legacy generator, {@code numpy.random.RandomState(seed)}: the Mersenne Twister MT19937 of Matsumoto and
 * Nishimura (1998), with the draws that scikit-learn's splitters make. Published splits are met index for index.
 */
public final class NumpyRandom {

    private static final int N = 624;
    private static final int M = 397;

    private final int[] state = new int[N];
    private int next = N;

    public NumpyRandom(int seed) {
        state[0] = seed;
        for (int i = 1; i < N; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    private int next32() {
        if (next == N) {
            refill();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    private void refill() {
        for (int i = 0; i < N; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
            state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }

    /** A number from 0 to {@code most}, both inclusive, by NumPy's masked rejection. */
    private int upTo(int most) {
        int mask = most == 0 ? 0 : -1 >>> Integer.numberOfLeadingZeros(most);
        int value;
        do {
            value = next32() & mask;
        } while (value > most);
        return value;
    }

    /** {@code RandomState.permutation(n)}. */
    public int[] permutation(int n) {
        var values = new int[n];
        for (int i = 0; i < n; i++) {
            values[i] = i;
        }
        return permutation(values);
    }

    /** {@code RandomState.permutation(values)}: a shuffled copy. */
    public int[] permutation(int[] values) {
        var shuffled = values.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = upTo(i);
            int kept = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = kept;
        }
        return shuffled;
    }
}
