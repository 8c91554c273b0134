package org.striate.datasets;

import java.util.ArrayList;
import java.util.List;

/**
 * Gabor filters in quadrature pairs: 8 orientations x up to 4 spatial frequencies (0.5, 1, 2, 4 cycles/deg; those above
 * 0.4 cycles per pixel are left out) x a 5 x 5 grid of positions over the middle half of the image. Each has an envelope
 * of 0.4 cycles SD, no response to uniform grey, and unit energy for a full-contrast grating of its own.
 */
final class GaborBank {

    static final int ORIENTATIONS = 8;
    static final int GRID = 5;
    private static final double[] FREQUENCIES = {0.5, 1, 2, 4};
    private static final double ENVELOPE_CYCLES = 0.4;
    private static final double FINEST = 0.4;

    /** One pair of filters, cosine and sine phase; only the part where the envelope is not negligible. */
    private record Pair(int[] pixels, float[] even, float[] odd) {}

    private final List<Pair> pairs = new ArrayList<>();
    private final int frequencies;

    GaborBank(int size, double degrees) {
        int used = 0;
        for (double frequency : FREQUENCIES) {
            if (frequency * degrees / size > FINEST) {
                break;
            }
            used++;
            for (int place = 0; place < GRID * GRID; place++) {
                for (int orientation = 0; orientation < ORIENTATIONS; orientation++) {
                    pairs.add(pair(size, degrees, frequency, place, 180.0 * orientation / ORIENTATIONS));
                }
            }
        }
        frequencies = used;
    }

    private static Pair pair(int size, double degrees, double frequency, int place, double orientation) {
        double centreX = degrees * (place % GRID - (GRID - 1) / 2.0) / (2 * (GRID - 1));
        double centreY = degrees * (place / GRID - (GRID - 1) / 2.0) / (2 * (GRID - 1));
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

    int pairs() {
        return pairs.size();
    }

    /** Position of a filter pair in the bank. */
    int index(int frequency, int place, int orientation) {
        return (frequency * GRID * GRID + place) * ORIENTATIONS + orientation;
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
}
