package org.striate.plots;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.striate.core.charts.Fields;
import org.striate.core.charts.Fields.Field;
import org.striate.plots.Canvas.At;

/** Receptive fields or filters, all on one scale: 0 is white, or grey in colours. */
record FieldsPicture(Fields fields) {

    private static final int MOST = 64;
    private static final double TOP = 40;
    private static final double LEFT = 52;

    Figure figure() {
        int n = Math.min(MOST, fields.fields().size());
        int across = n <= 4 ? Math.max(1, n) : n <= 12 ? Math.min(6, (n + 1) / 2) : 8;
        double side = n == 1 ? 300 : n <= 4 ? 170 : n <= 12 ? 110 : 76;
        int down = Math.max(1, (n + across - 1) / across);
        double gap = n == 1 ? 0 : 14;
        double caption = n == 1 ? 0 : 16;
        double tall = down * (side + caption + gap) - gap;
        int width = (int) (LEFT + Math.max(across * (side + gap), 260) + ColourBar.WIDTH + 14);
        int height = (int) (TOP + tall + (n == 1 ? 44 : 22));
        return new Figure(fields.described(), width, height, c -> {
            c.title(fields.title(), LEFT, width - LEFT - 14);
            double most = most();
            for (int i = 0; i < n; i++) {
                double x = LEFT + i % across * (side + gap);
                double y = TOP + i / across * (side + caption + gap);
                paint(c, fields.fields().get(i), x, y, side, most, n == 1);
            }
            if (n < fields.fields().size()) {
                c.text(
                        "the first " + n + " of " + fields.fields().size(),
                        LEFT,
                        height - 4,
                        At.LEFT,
                        Fonts.SMALL,
                        c.theme().faint());
            }
            if (fields.fields().stream().anyMatch(field -> field.channels() == 1)) {
                bar(most)
                        .paint(c, LEFT + across * (side + gap) + (n == 1 ? 18 : 4), TOP, Math.min(tall, 300) - caption);
            }
        });
    }

    private double most() {
        double most = fields.fields().stream()
                .flatMapToDouble(field -> Arrays.stream(field.values()))
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(1);
        return most == 0 ? 1 : most;
    }

    private ColourBar bar(double most) {
        return new ColourBar(
                Range.between(-most, most), fields.measure().title(), value -> Colours.diverging(value / most));
    }

    private static void paint(Canvas c, Field field, double x, double y, double side, double most, boolean alone) {
        double longer = Math.max(field.width(), field.height());
        double wide = side * field.width() / longer;
        double tall = side * field.height() / longer;
        c.image(Enlarged.to(image(field, most, c.theme()), 300), x, y, wide, tall, true);
        c.draw(new Rectangle2D.Double(x, y, wide, tall), 1, c.theme().grid());
        if (alone) {
            degrees(c, field, x, y, wide, tall);
        } else {
            c.text(
                    Canvas.fitted(field.name(), Fonts.SMALL, side),
                    x,
                    y + tall + 13,
                    At.LEFT,
                    Fonts.SMALL,
                    c.theme().ink());
        }
    }

    /** Axes in degrees from the centre, where pixels are places. */
    private static void degrees(Canvas c, Field field, double x, double y, double wide, double tall) {
        if (Double.isNaN(field.degrees())) {
            return;
        }
        double half = field.degrees() / 2;
        double up = field.degreesDown() / 2;
        var across = new Scale(Range.between(-half, half), x, x + wide);
        for (var tick : Ticks.beside(across.range(), wide)) {
            double at = across.at(tick.value());
            c.line(at, y + tall, at, y + tall + 4, 1, c.theme().ink());
            c.text(tick.label(), at, y + tall + 17, At.CENTRE);
        }
        c.text("degrees right of the centre", x + wide / 2, y + tall + 36, At.CENTRE);
        var down = new Scale(Range.between(-up, up), y + tall, y);
        for (var tick : Ticks.above(down.range(), tall)) {
            double at = down.at(tick.value());
            c.line(x - 4, at, x, at, 1, c.theme().ink());
            c.text(tick.label(), x - 8, at + 4.5, At.RIGHT);
        }
        c.turned("degrees above the centre", 16, y + tall / 2, At.CENTRE, 90, Fonts.TEXT);
    }

    private static BufferedImage image(Field field, double most, Theme theme) {
        int pixels = field.height() * field.width();
        var image = new BufferedImage(field.width(), field.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < pixels; i++) {
            image.setRGB(
                    i % field.width(),
                    i / field.width(),
                    colour(field, i, pixels, most, theme).getRGB());
        }
        return image;
    }

    private static Color colour(Field field, int i, int pixels, double most, Theme theme) {
        if (field.channels() != 3) {
            double value = field.values()[i];
            return Double.isNaN(value) ? theme.missing() : Colours.diverging(value / most);
        }
        var rgb = new float[3];
        for (int channel = 0; channel < 3; channel++) {
            double value = field.values()[channel * pixels + i];
            rgb[channel] = (float) Math.max(0, Math.min(1, 0.5 + 0.5 * (Double.isNaN(value) ? 0 : value) / most));
        }
        return new Color(rgb[0], rgb[1], rgb[2]);
    }
}
