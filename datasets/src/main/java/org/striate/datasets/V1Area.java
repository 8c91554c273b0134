package org.striate.datasets;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** V1: simple and complex Gabor cells with divisive normalisation (Carandini and Heeger 2012). */
record V1Area(GaborBank bank, List<V1Cell> cells) implements CorticalArea.OfPixels {

    static V1Area of(int neurons, long seed, int size, double degrees) {
        var bank = new GaborBank(size, degrees);
        var random = new Random(seed);
        return new V1Area(
                bank,
                IntStream.range(0, neurons)
                        .mapToObj(i -> V1Cell.draw(bank, random))
                        .toList());
    }

    @Override
    public double[] drives(float[] grey) {
        var answers = bank.answers(grey);
        var normalised = bank.normalised(answers, V1Cell.SIGMA);
        return cells.stream()
                .mapToDouble(cell -> cell.drive(bank, answers, normalised))
                .toArray();
    }
}
