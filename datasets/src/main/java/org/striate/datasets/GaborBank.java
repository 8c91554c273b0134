package org.striate.datasets;

import java.util.ArrayList;
import java.util.List;
import org.striate.core.BadInput;

/**
 * Gabor filters in quadrature pairs: 8 orientations x spatial frequencies (those above 0.4 cycles per pixel are left out) x a
 * square grid of positions over the middle half of the image. Each has an envelope of 0.4 cycles SD, no response to uniform
 * grey, and unit energy for a full-contrast grating of its own.
 */
final class GaborBank {

    static final int ORIENTATIONS = 8;
    /** Octaves from 0.5 to 4 cycles/deg. */
    static final double[] OCTAVES = {0.5, 1, 2, 4};

    static final int GRID = 5;
    private static final double ENVELOPE_CYCLES = 0.4;
    private static final double FINEST = 0.4;

    /** One pair of filters, cosine and sine phase; only the part where the envelope is not negligible. */
    private record Pair(int[] pixels, float[] even, float[] odd) {}

    private final List<Pair> pairs = new ArrayList<>();
    private final int frequencies;
    private final int grid;

    /** The bank of V1: all octaves on a grid of 5 x 5. */
    GaborBank(int size, double degrees) {
        this(size, degrees, OCTAVES, GRID);
    }

    /**
     * @param octaves spatial frequencies in cycles/deg, ascending
     * @param grid positions across and down
     */
    GaborBank(int size, double degrees, double[] octaves, int grid) {
        this.grid = grid;
        int used = 0;
        for (double frequency : octaves) {
            if (frequency * degrees / size > FINEST) {
                break;
            }
            used++;
            for (int place = 0; place < grid * grid; place++) {
                for (int orientation = 0; orientation < ORIENTATIONS; orientation++) {
                    pairs.add(pair(size, degrees, frequency, place, grid, 180.0 * orientation / ORIENTATIONS));
                }
            }
        }
        frequencies = used;
        if (used == 0) {
            throw BadInput.of(
                    "stimuli",
                    size + " pixels for " + degrees + " degrees",
                    String.format(
                            java.util.Locale.ROOT,
                            "at least %d pixels, to show %.1f cycles/deg",
                            (int) Math.ceil(octaves[0] * degrees / FINEST),
                            octaves[0]),
                    "Stimuli.gratings().size(64)");
        }
    }

    private static Pair pair(int size, double degrees, double frequency, int place, int grid, double orientation) {
        double centreX = degrees * (place % grid - (grid - 1) / 2.0) / (2 * (grid - 1));
        double centreY = degrees * (place / grid - (grid - 1) / 2.0) / (2 * (grid - 1));
        double sd = ENVELOPE_CYCLES / frequency;
        double angle = Math.toRadians(orientation);
        var pixels = new ArrayList<Integer>();
        var envelope = new ArrayList<Double>();
        var phase = new ArrayList<Double>();
        for (int i = 0; i < size * size; i++) {
            double x = ((i % size + 0.5) / size - 0.5) * degrees - centreX;
            double y = ((i / size + 0.5) / size - 0.5) * degrees - centreY;
            double weight = Math.exp(-(x * x + y * y) / (2 * sd * sd));
            if (weight > 0.01) {
                pixels.add(i);
                envelope.add(weight);
                phase.add(2 * Math.PI * frequency * (x * Math.sin(angle) + y * Math.cos(angle)));
            }
        }
        var even = phase.stream().mapToDouble(Math::cos).toArray();
        var odd = phase.stream().mapToDouble(Math::sin).toArray();
        return new Pair(
                pixels.stream().mapToInt(Integer::intValue).toArray(), filter(even, envelope), filter(odd, envelope));
    }

    /** Wave times envelope, balanced to answer grey with 0, scaled to answer its own wave (0.5 +- 0.5) with 1. */
    private static float[] filter(double[] wave, List<Double> envelope) {
        double weights = 0;
        double balance = 0;
        for (int i = 0; i < wave.length; i++) {
            weights += envelope.get(i);
            balance += envelope.get(i) * wave[i];
        }
        double own = 0;
        for (int i = 0; i < wave.length; i++) {
            own += envelope.get(i) * (wave[i] - balance / weights) * wave[i] / 2;
        }
        var filter = new float[wave.length];
        for (int i = 0; i < wave.length; i++) {
            filter[i] = (float) (envelope.get(i) * (wave[i] - balance / weights) / own);
        }
        return filter;
    }

    int frequencies() {
        return frequencies;
    }

    int grid() {
        return grid;
    }

    /** Position of a filter pair in the bank. */
    int index(int frequency, int place, int orientation) {
        return (frequency * grid * grid + place) * ORIENTATIONS + orientation;
    }

    /** [size x size] one filter of a pair: its cosine wave shifted by so many radians. */
    double[] filter(int index, double phase, int size) {
        var pair = pairs.get(index);
        var filter = new double[size * size];
        for (int i = 0; i < pair.pixels().length; i++) {
            filter[pair.pixels()[i]] = Math.cos(phase) * pair.even()[i] + Math.sin(phase) * pair.odd()[i];
        }
        return filter;
    }

    /** [2 x pairs]: answers of the cosine filters, then of the sine filters, to a grey image [size x size]. */
    float[][] answers(float[] grey) {
        var answers = new float[2][pairs.size()];
        for (int p = 0; p < answers[0].length; p++) {
            var pair = pairs.get(p);
            float even = 0;
            float odd = 0;
            for (int i = 0; i < pair.pixels().length; i++) {
                float pixel = grey[pair.pixels()[i]];
                even += pair.even()[i] * pixel;
                odd += pair.odd()[i] * pixel;
            }
            answers[0][p] = even;
            answers[1][p] = odd;
        }
        return answers;
    }

    /**
     * The responses of all complex cells: {@code E / (sigma + mean E over all orientations at this place and its
     * neighbours)} (Carandini and Heeger 2012).
     *
     * @param answers of {@link #answers}
     * @return [pairs]
     */
    double[] normalised(float[][] answers, double sigma) {
        var energy = energies(answers);
        var normalised = new double[energy.length];
        for (int frequency = 0; frequency < frequencies; frequency++) {
            for (int place = 0; place < grid * grid; place++) {
                double pool = sigma + pool(energy, frequency, place);
                for (int o = 0; o < ORIENTATIONS; o++) {
                    normalised[index(frequency, place, o)] = energy[index(frequency, place, o)] / pool;
                }
            }
        }
        return normalised;
    }

    /** [pairs] the energy of every quadrature pair. */
    static double[] energies(float[][] answers) {
        var energy = new double[answers[0].length];
        for (int i = 0; i < energy.length; i++) {
            energy[i] = answers[0][i] * answers[0][i] + answers[1][i] * answers[1][i];
        }
        return energy;
    }

    /** Mean energy over all orientations at a place and the places next to it. */
    double pool(double[] energy, int frequency, int place) {
        double sum = 0;
        int count = 0;
        for (int row = Math.max(0, place / grid - 1); row <= Math.min(grid - 1, place / grid + 1); row++) {
            for (int column = Math.max(0, place % grid - 1); column <= Math.min(grid - 1, place % grid + 1); column++) {
                for (int o = 0; o < ORIENTATIONS; o++) {
                    sum += energy[index(frequency, row * grid + column, o)];
                    count++;
                }
            }
        }
        return sum / count;
    }
}
