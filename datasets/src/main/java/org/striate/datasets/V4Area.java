package org.striate.datasets;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * V4: templates of curvature (Pasupathy and Connor 2001). A template is an arc, given by its radius and by the direction in
 * which it bulges; its value is the geometric mean of V1's complex cells that lie on the arc along its tangents, and the
 * largest one over places nearby counts.
 */
record V4Area(GaborBank bank, List<Template> cells) implements CorticalArea.OfPixels {

    /** Positions across and down, half a degree apart where the image has 8 degrees. */
    private static final int GRID = 9;

    private static final double[] FREQUENCIES = {0.5, 1};
    /** Arcs span 120 degrees by five points. */
    private static final int POINTS = 5;

    private static final double SPAN = 120;
    /** In steps of the grid: strongly curved to nearly straight. */
    private static final double[] RADII = {1.2, 2, 3, 5};

    private static final int DIRECTIONS = 16;
    /** The template is tried at so many steps of the grid around its centre. */
    private static final int REACH = 1;

    /**
     * @param frequency index in the bank
     * @param column of the arc's middle on the grid
     * @param row of the arc's middle on the grid
     * @param radius in steps of the grid
     * @param direction in which it bulges, in degrees counter-clockwise from right
     */
    record Template(int frequency, double column, double row, double radius, double direction) {}

    static V4Area of(int neurons, long seed, int size, double degrees) {
        var bank = new GaborBank(size, degrees, FREQUENCIES, GRID);
        var random = new Random(seed);
        return new V4Area(
                bank,
                IntStream.range(0, neurons)
                        .mapToObj(i -> new Template(
                                bank.frequencies() - 1,
                                2 + random.nextInt(GRID - 4),
                                2 + random.nextInt(GRID - 4),
                                RADII[random.nextInt(RADII.length)],
                                360.0 * random.nextInt(DIRECTIONS) / DIRECTIONS))
                        .toList());
    }

    @Override
    public double[] drives(float[] grey) {
        var complex = bank.normalised(bank.answers(grey), V1Cell.SIGMA);
        return cells.stream().mapToDouble(cell -> drive(cell, complex)).toArray();
    }

    private double drive(Template template, double[] complex) {
        double best = 0;
        for (int down = -REACH; down <= REACH; down++) {
            for (int right = -REACH; right <= REACH; right++) {
                best = Math.max(best, value(template, template.column + right, template.row + down, complex));
            }
        }
        return best;
    }

    /** Geometric mean along the arc whose middle lies at a place. */
    private double value(Template template, double column, double row, double[] complex) {
        double direction = Math.toRadians(template.direction);
        double centreColumn = column - template.radius * Math.cos(direction);
        double centreRow = row + template.radius * Math.sin(direction); // rows count down
        // A wide arc would leave the grid: its span shrinks so that its length stays.
        double span = Math.toRadians(Math.min(SPAN, SPAN * RADII[1] / template.radius));
        double product = 1;
        for (int point = 0; point < POINTS; point++) {
            double angle = direction + span * ((double) point / (POINTS - 1) - 0.5);
            int x = (int) Math.round(centreColumn + template.radius * Math.cos(angle));
            int y = (int) Math.round(centreRow - template.radius * Math.sin(angle));
            if (x < 0 || y < 0 || x >= GRID || y >= GRID) {
                return 0;
            }
            double tangent = Math.toDegrees(angle) + 90;
            int orientation =
                    Math.floorMod((int) Math.round(tangent * GaborBank.ORIENTATIONS / 180), GaborBank.ORIENTATIONS);
            product *= complex[bank.index(template.frequency, y * GRID + x, orientation)];
        }
        return Math.pow(product, 1.0 / POINTS);
    }
}
