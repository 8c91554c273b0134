package org.striate.plots;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.striate.core.charts.Grid;
import org.striate.plots.Canvas.At;

/** A matrix as colours, with a colour bar, names at its sides and numbers where they have room. */
record GridPicture(Grid grid) {

    private static final double SIDE = 360;
    private static final double TOP = 40;
    private static final double LONGEST_NAME = 150;
    private static final int MOST_NUMBERS = 12;
    /** Cells beyond this are one image, also in files of lines. */
    private static final int MANY = 1600;

    private record Layout(double left, double side, double tall, double below) {
        double bottom() {
            return TOP + tall;
        }
    }

    Figure figure() {
        var layout = layout();
        int width = (int) Math.ceil(layout.left() + layout.side() + 24 + ColourBar.WIDTH);
        int height = (int) Math.ceil(layout.bottom() + layout.below());
        return new Figure(grid.described(), width, height, c -> paint(c, layout));
    }

    private int rows() {
        return grid.values().length;
    }

    private int columns() {
        return rows() == 0 ? 0 : grid.values()[0].length;
    }

    private Layout layout() {
        double cell = SIDE / Math.max(1, Math.max(rows(), columns()));
        double side = Math.max(120, cell * columns());
        double tall = Math.max(90, cell * rows());
        double names = widest(grid.rows());
        double left = 14 + (grid.rowsAre().isEmpty() ? 0 : 20) + (names > 0 ? names + 8 : 0);
        double below = 10 + (grid.columnsAre().isEmpty() ? 6 : 22);
        if (!pairs() && !grid.columns().isEmpty()) {
            below += tilted(side) ? 8 + widest(grid.columns()) * Math.sin(Math.toRadians(40)) : 18;
        }
        return new Layout(Math.max(left, 40), side, tall, below);
    }

    private boolean pairs() {
        return grid.look() == Grid.Look.PAIRS;
    }

    private boolean tilted(double side) {
        return widest(grid.columns()) > side / Math.max(1, columns()) - 6;
    }

    private static double widest(List<String> names) {
        return Math.min(
                LONGEST_NAME,
                names.stream()
                        .mapToDouble(name -> Canvas.width(name, Fonts.TEXT))
                        .max()
                        .orElse(0));
    }

    private ColourBar bar() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows(); i++) {
            for (int j = 0; j < columns(); j++) {
                double value = grid.values()[i][j];
                if (Double.isFinite(value) && !(pairs() && i == j)) { // the diagonal says nothing
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        var range = Range.of(grid.measure(), low, high);
        if (grid.look() == Grid.Look.DIVERGING) {
            double most = Math.max(Math.abs(range.low()), Math.abs(range.high()));
            return new ColourBar(
                    Range.between(-most, most), grid.measure().title(), value -> Colours.diverging(value / most));
        }
        double span = range.high() - range.low();
        return new ColourBar(
                Range.between(range.low(), range.high()),
                grid.measure().title(),
                value -> Colours.sequential((value - range.low()) / span));
    }

    private void paint(Canvas c, Layout at) {
        var bar = bar();
        double width = at.left() + at.side() + 24 + ColourBar.WIDTH;
        c.title(grid.title(), at.left(), width - at.left() - 8);
        cells(c, at, bar);
        bar.paint(c, at.left() + at.side() + 20, TOP, at.tall());
        if (pairs()) {
            categories(c, at);
        } else {
            names(c, at);
        }
        if (!grid.rowsAre().isEmpty()) {
            c.turned(grid.rowsAre(), 20, TOP + at.tall() / 2, At.CENTRE, 90, Fonts.TEXT);
        }
        c.text(grid.columnsAre(), at.left() + at.side() / 2, at.bottom() + at.below() - 10, At.CENTRE);
    }

    private Color colour(Canvas c, ColourBar bar, int i, int j) {
        double value = pairs() && i == j ? bar.range().low() : grid.values()[i][j];
        return Double.isNaN(value) ? c.theme().missing() : bar.colour().apply(value);
    }

    private void cells(Canvas c, Layout at, ColourBar bar) {
        double wide = at.side() / Math.max(1, columns());
        double tall = at.tall() / Math.max(1, rows());
        if (rows() * columns() > MANY) {
            var image = new BufferedImage(columns(), rows(), BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < rows(); i++) {
                for (int j = 0; j < columns(); j++) {
                    image.setRGB(j, i, colour(c, bar, i, j).getRGB());
                }
            }
            c.image(Enlarged.to(image, 720), at.left(), TOP, at.side(), at.tall(), true);
            return;
        }
        boolean numbers = !pairs() && rows() <= MOST_NUMBERS && columns() <= MOST_NUMBERS && wide >= 28;
        for (int i = 0; i < rows(); i++) {
            for (int j = 0; j < columns(); j++) {
                double x = at.left() + j * wide;
                double y = TOP + i * tall;
                var colour = colour(c, bar, i, j);
                double more = 0.4; // neighbours meet without a seam
                c.box(x, y, wide + (j < columns() - 1 ? more : 0), tall + (i < rows() - 1 ? more : 0), colour);
                double value = grid.values()[i][j];
                if (numbers && !Double.isNaN(value)) {
                    c.text(
                            number(value, bar.range()),
                            x + wide / 2,
                            y + tall / 2 + 4,
                            At.CENTRE,
                            Fonts.SMALL,
                            Colours.readableOn(colour));
                }
            }
        }
    }

    /** A count as it is, else two digits behind the point, or as many as tell the values of a small range apart. */
    private static String number(double value, Range range) {
        boolean count = value == Math.rint(value) && Math.abs(value) < 1e6 && Math.abs(value) != 1;
        int digits = (int) Math.max(2, -Math.floor(Math.log10(range.high() - range.low())));
        var format = count ? "%.0f" : digits > 4 || Math.abs(value) >= 1e6 ? "%.1e" : "%." + digits + "f";
        return Ticks.minus(String.format(Locale.ROOT, format, value));
    }

    private void names(Canvas c, Layout at) {
        double tall = at.tall() / Math.max(1, rows());
        int every = (int) Math.ceil(14 / tall);
        for (int i = 0; i < grid.rows().size(); i += every) {
            var name = Canvas.fitted(grid.rows().get(i), Fonts.TEXT, LONGEST_NAME);
            c.text(name, at.left() - 7, TOP + (i + 0.5) * tall + 4.5, At.RIGHT);
        }
        double wide = at.side() / Math.max(1, columns());
        boolean tilted = tilted(at.side());
        every = tilted ? (int) Math.ceil(15 / wide) : 1;
        for (int j = 0; j < grid.columns().size(); j += every) {
            var name = Canvas.fitted(grid.columns().get(j), Fonts.TEXT, LONGEST_NAME);
            double x = at.left() + (j + 0.5) * wide;
            if (tilted) {
                c.turned(name, x + 6, at.bottom() + 12, At.RIGHT, 40, Fonts.TEXT);
            } else {
                c.text(name, x, at.bottom() + 17, At.CENTRE);
            }
        }
    }

    /** Lines and a name where the category changes. */
    private void categories(Canvas c, Layout at) {
        int n = grid.rows().size();
        double cell = at.tall() / Math.max(1, n);
        int from = 0;
        double free = 0;
        for (int i = 1; i <= n; i++) {
            if (i < n && grid.rows().get(i).equals(grid.rows().get(from))) {
                continue;
            }
            double middle = TOP + (from + i) / 2.0 * cell;
            if (middle - 7 >= free) { // blocks too small for their names stand without
                c.text(
                        Canvas.fitted(grid.rows().get(from), Fonts.TEXT, LONGEST_NAME),
                        at.left() - 7,
                        middle + 4.5,
                        At.RIGHT);
                free = middle + 7;
            }
            if (i < n) {
                double line = i * cell;
                c.line(at.left(), TOP + line, at.left() + at.side(), TOP + line, 1, Color.WHITE);
                c.line(at.left() + line, TOP, at.left() + line, TOP + at.tall(), 1, Color.WHITE);
            }
            from = i;
        }
    }
}
