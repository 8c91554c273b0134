package org.striate.plots;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.striate.core.charts.Surface;
import org.striate.plots.Canvas.At;

/** A plane in bands of colour, as a map has contour lines; the ways on it begin with a ring and end with a dot. */
record SurfacePicture(Surface surface) {

    private static final double SIDE = 370;
    private static final double LEFT = 66;
    private static final double TOP = 40;
    private static final int PIXELS = 2;
    private static final int MOST_BANDS = 30;

    Figure figure() {
        int width = (int) (LEFT + SIDE + 24 + ColourBar.WIDTH);
        int height = (int) (TOP + SIDE + 48);
        return new Figure(surface.described(), width, height, c -> paint(c, width));
    }

    private void paint(Canvas c, double width) {
        c.title(surface.title(), LEFT, width - LEFT - 8);
        var bar = bar();
        var frame = new Frame(LEFT, TOP, LEFT + SIDE, TOP + SIDE);
        var plot = Plot.bare(Range.of(surface.x(), surface.xs()), Range.of(surface.y(), surface.ys()))
                .with(
                        (canvas, x, y) -> canvas.image(image(c.theme(), bar), LEFT, TOP, SIDE, SIDE, false),
                        (canvas, x, y) -> marks(canvas, x, y));
        frame.paint(c, plot, true, true);
        c.text(surface.x().title(), LEFT + SIDE / 2, TOP + SIDE + 38, At.CENTRE);
        frame.yTitle(c, surface.y().title(), 14, TOP + SIDE + 48);
        bar.paint(c, LEFT + SIDE + 20, TOP, SIDE);
    }

    /** Bands of a round number's height, the colour of each that of its lower edge. */
    private ColourBar bar() {
        var shown = Range.of(
                surface.measure(),
                Arrays.stream(surface.values()).flatMapToDouble(Arrays::stream).toArray());
        double step = Range.step(shown.high() - shown.low(), MOST_BANDS);
        double span = shown.high() - shown.low() - step;
        return new ColourBar(
                Range.between(shown.low(), shown.high()),
                surface.measure().title(),
                value -> Colours.sequential((Math.floor(value / step) * step - shown.low()) / span));
    }

    private BufferedImage image(Theme theme, ColourBar bar) {
        int side = (int) (PIXELS * SIDE);
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                double value = value(1 - (i + 0.5) / side, (j + 0.5) / side);
                var colour =
                        Double.isNaN(value) ? theme.missing() : bar.colour().apply(value);
                image.setRGB(j, i, colour.getRGB());
            }
        }
        return image;
    }

    /** The value at a share of the way up and across, between the four around it; at an edge of what is known, the nearest. */
    private double value(double up, double across) {
        var values = surface.values();
        if (values.length == 0 || values[0].length == 0) {
            return Double.NaN;
        }
        double y = up * (values.length - 1);
        double x = across * (values[0].length - 1);
        int row = Math.min((int) y, Math.max(0, values.length - 2));
        int column = Math.min((int) x, Math.max(0, values[0].length - 2));
        double[] below = values[row];
        double[] above = values[Math.min(row + 1, values.length - 1)];
        int next = Math.min(column + 1, below.length - 1);
        double between = mixed(
                mixed(below[column], below[next], x - column), mixed(above[column], above[next], x - column), y - row);
        return Double.isNaN(between) ? values[(int) Math.rint(y)][(int) Math.rint(x)] : between;
    }

    private static double mixed(double a, double b, double share) {
        return a + share * (b - a);
    }

    private void marks(Canvas c, Scale x, Scale y) {
        var taken = new ArrayList<Rectangle2D>();
        for (var way : surface.ways()) {
            points(way.x(), way.y(), x, y).forEach(p -> taken.add(new Rectangle2D.Double(p.x - 3, p.y - 3, 6, 6)));
        }
        for (var place : surface.places()) {
            points(new double[] {place.x()}, new double[] {place.y()}, x, y)
                    .forEach(p -> taken.add(place(c, place.name(), p, taken)));
        }
        for (var way : surface.ways()) {
            way(c, points(way.x(), way.y(), x, y));
        }
    }

    private static List<Point2D.Double> points(double[] xs, double[] ys, Scale x, Scale y) {
        return IntStream.range(0, xs.length)
                .mapToObj(i -> new Point2D.Double(x.at(xs[i]), y.at(ys[i])))
                .filter(point -> Double.isFinite(point.x + point.y))
                .toList();
    }

    /** White with a black edge, so that it is seen on any colour. */
    private static void way(Canvas c, List<Point2D.Double> points) {
        if (points.isEmpty()) {
            return;
        }
        var path = new Path2D.Double();
        path.moveTo(points.get(0).x, points.get(0).y);
        points.forEach(point -> path.lineTo(point.x, point.y));
        c.draw(path, 3.6, Color.BLACK);
        c.draw(path, 1.8, Color.WHITE);
        var end = points.get(points.size() - 1);
        for (var point : List.of(points.get(0), end)) {
            c.dot(point.x, point.y, 5, Color.BLACK);
            c.dot(point.x, point.y, 3.8, Color.WHITE);
        }
        c.dot(end.x, end.y, 2.4, Color.BLACK);
    }

    /** A cross, and its name where it hides least; gives the place of the name. */
    private static Rectangle2D place(Canvas c, String name, Point2D.Double at, List<Rectangle2D> taken) {
        cross(c, at, 5, 4, Color.BLACK);
        cross(c, at, 4.2, 1.8, Color.WHITE);
        double wide = Canvas.width(name, Fonts.TEXT) + 8;
        var inside = new Rectangle2D.Double(LEFT, TOP, SIDE, SIDE);
        double middle = Math.max(LEFT + 2, Math.min(LEFT + SIDE - wide - 2, at.x - wide / 2));
        var sides = Stream.of(
                        new Point2D.Double(middle, at.y + 9),
                        new Point2D.Double(middle, at.y - 27),
                        new Point2D.Double(at.x + 10, at.y - 9),
                        new Point2D.Double(at.x - 10 - wide, at.y - 9))
                .map(corner -> new Rectangle2D.Double(corner.x, corner.y, wide, 18))
                .toList();
        var chosen = sides.stream()
                .filter(box -> inside.contains(box) && taken.stream().noneMatch(box::intersects))
                .findFirst()
                .orElse(sides.get(0));
        c.fill(chosen, new Color(255, 255, 255, 215));
        c.text(name, chosen.x + 4, chosen.y + 13.5, At.LEFT, Fonts.TEXT, Color.BLACK);
        return chosen;
    }

    private static void cross(Canvas c, Point2D.Double at, double arm, double width, Color colour) {
        c.line(at.x - arm, at.y - arm, at.x + arm, at.y + arm, width, colour);
        c.line(at.x - arm, at.y + arm, at.x + arm, at.y - arm, width, colour);
    }
}
