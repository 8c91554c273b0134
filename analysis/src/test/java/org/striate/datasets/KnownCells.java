package org.striate.datasets;

import java.util.stream.IntStream;

/** The truth about the simulated V1 that its users do not see. */
public final class KnownCells {

    private final GaborBank bank;
    private final V1Area area;

    public KnownCells(int neurons, long seed, int size, double degrees) {
        bank = new GaborBank(size, degrees);
        area = V1Area.of(neurons, seed, size, degrees);
    }

    public boolean simple(int cell) {
        return area.cells().get(cell).simple();
    }

    public int frequency(int cell) {
        return area.cells().get(cell).frequency();
    }

    /** [size * size] the linear filter of a simple cell, pixel by pixel. */
    public double[] filter(int cell, int size) {
        var known = area.cells().get(cell);
        int own = bank.index(known.frequency(), known.place(), known.orientation());
        return IntStream.range(0, size * size)
                .mapToDouble(pixel -> {
                    var impulse = new float[size * size];
                    impulse[pixel] = 1;
                    var answers = bank.answers(impulse);
                    return Math.cos(known.phase()) * answers[0][own] + Math.sin(known.phase()) * answers[1][own];
                })
                .toArray();
    }
}
