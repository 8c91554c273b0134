package org.striate.plots;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.core.charts.Architecture;
import org.striate.core.charts.Architecture.Stage;
import org.striate.plots.Canvas.At;

/**
 * Maps as sheets, smaller where there are fewer places and more where there are more channels; units without a place as a column
 * of dots. On the image, a square in the colour of each stage is what one of its units sees.
 */
record ArchitecturePicture(Architecture network) {

    private static final int ACROSS = 8;
    private static final int MOST = 4 * ACROSS;
    private static final double SLOT = 118;
    private static final double WORDS = SLOT - 20;
    private static final double EDGE = 14;
    private static final double TOP = 40;
    private static final double SHAPES = 124;
    private static final double LARGEST = 76;
    private static final double LINE = 14.5;
    private static final int MOST_SHEETS = 9;
    private static final int MOST_DOTS = 8;

    Figure figure() {
        int shown = Math.min(MOST, network.stages().size());
        int across = Math.max(3, Math.min(ACROSS, shown));
        int lines = IntStream.range(0, shown)
                .map(i -> words(network.stages().get(i), Theme.LIGHT).size())
                .max()
                .orElse(0);
        double row = SHAPES + (lines + 1) * LINE + 12;
        int width = (int) (2 * EDGE + across * SLOT);
        int height = (int) (TOP + Math.max(1, (shown + across - 1) / across) * row);
        return new Figure(network.described(), width, height, c -> {
            c.title(network.title(), EDGE, width - 2 * EDGE);
            for (int i = 0; i < shown; i++) {
                stage(c, i, EDGE + i % across * SLOT, TOP + i / across * row);
            }
            if (shown < network.stages().size()) {
                var more = "and " + (network.stages().size() - shown) + " more";
                c.text(
                        more,
                        width - EDGE,
                        height - 6.0,
                        At.RIGHT,
                        Fonts.SMALL,
                        c.theme().faint());
            }
        });
    }

    private void stage(Canvas c, int index, double left, double top) {
        var stage = network.stages().get(index);
        double middle = top + SHAPES / 2;
        double x = left + 20;
        if (index > 0) {
            arrow(c, left, middle);
        }
        if (stage.isFlat()) {
            dots(c, stage.channels(), x + 30, middle, colour(index));
        } else {
            sheets(c, stage, index, x, middle);
        }
        double y = top + SHAPES;
        for (var word : words(stage, c.theme())) {
            y += LINE;
            c.text(word.text(), x, y, At.LEFT, word.size(), word.colour());
        }
    }

    private static void arrow(Canvas c, double x, double y) {
        var colour = c.theme().faint();
        c.line(x, y, x + 13, y, 1.5, colour);
        c.line(x + 8.5, y - 4, x + 13, y, 1.5, colour);
        c.line(x + 8.5, y + 4, x + 13, y, 1.5, colour);
    }

    /** From dark to light with the depth. */
    private Color colour(int index) {
        return Colours.sequential(
                0.12 + 0.78 * (index - 1) / Math.max(1, network.stages().size() - 2));
    }

    /** Pixels for a place of a map: by the root of its share of the image, so that the last maps are still seen. */
    private double scale(Stage stage) {
        var image = network.stages().get(0);
        double whole = Math.max(1, Math.max(image.height(), image.width()));
        double longer = Math.max(1, Math.max(stage.height(), stage.width()));
        return LARGEST * Math.min(1, Math.sqrt(longer / whole)) / longer;
    }

    private void sheets(Canvas c, Stage stage, int index, double x, double middle) {
        double wide = Math.max(9, scale(stage) * stage.width());
        double tall = Math.max(9, scale(stage) * stage.height());
        int doublings = (int) Math.round(Math.log(Math.max(1, stage.channels())) / Math.log(2));
        int sheets = Math.min(MOST_SHEETS, index == 0 ? Math.max(1, stage.channels()) : 1 + doublings);
        double step = Math.min(4, (WORDS - 4 - wide) / Math.max(1, sheets - 1));
        double first = middle - tall / 2 + (sheets - 1) * step / 2;
        for (int sheet = sheets - 1; sheet >= 0; sheet--) {
            var box = new Rectangle2D.Double(x + sheet * step, first - sheet * step, wide, tall);
            c.fill(box, index == 0 ? c.theme().missing() : colour(index));
            c.draw(box, 1, index == 0 ? c.theme().faint() : c.theme().background());
        }
        if (index == 0) {
            fields(c, stage, x, first, wide, tall);
        }
    }

    /** What a unit in the middle of each stage sees of the image. */
    private void fields(Canvas c, Stage image, double x, double y, double wide, double tall) {
        for (int i = network.stages().size() - 1; i > 0; i--) {
            int field = network.stages().get(i).field();
            if (field > 0) {
                double across = wide * Math.min(1, (double) field / image.width());
                double down = tall * Math.min(1, (double) field / image.height());
                var seen = new Rectangle2D.Double(x + (wide - across) / 2, y + (tall - down) / 2, across, down);
                c.draw(seen, 2, colour(i));
            }
        }
    }

    /** One a unit; of many, some and the last. */
    private static void dots(Canvas c, int units, double x, double middle, Color colour) {
        int dots = Math.min(MOST_DOTS, units);
        double step = 12;
        double first = middle - (dots - 1) * step / 2;
        for (int i = 0; i < dots; i++) {
            if (units > MOST_DOTS && i == dots - 2) {
                for (double small = -3; small <= 3; small += 3) {
                    c.dot(x, first + i * step + small, 1, colour);
                }
            } else {
                c.dot(x, first + i * step, 4.6, colour);
            }
        }
    }

    private record Words(String text, float size, Color colour) {}

    private static List<Words> words(Stage stage, Theme theme) {
        var words = new ArrayList<Words>();
        wrapped(stage.name(), Fonts.TEXT, 2).forEach(line -> words.add(new Words(line, Fonts.TEXT, theme.ink())));
        var facts = new ArrayList<String>();
        facts.add(
                stage.isFlat()
                        ? stage.channels() + (stage.channels() == 1 ? " unit" : " units")
                        : stage.channels() + " × " + stage.height() + " × " + stage.width());
        if (stage.parameters() > 0) {
            facts.add(shortened(stage.parameters()) + " weights");
        }
        if (!stage.kind().isEmpty() && stage.field() >= 0) {
            facts.add(stage.field() == 0 ? "sees all" : "sees " + stage.field() + " pixels");
        }
        facts.forEach(fact -> words.add(new Words(fact, Fonts.SMALL, theme.ink())));
        wrapped(stage.kind(), Fonts.SMALL, 4).forEach(line -> words.add(new Words(line, Fonts.SMALL, theme.faint())));
        wrapped(stage.mark(), Fonts.SMALL, 3).forEach(line -> words.add(new Words(line, Fonts.SMALL, theme.colour(5))));
        return words;
    }

    private static String shortened(long count) {
        if (count < 10_000) {
            return String.valueOf(count);
        }
        return count < 1_000_000
                ? String.format(Locale.ROOT, "%.0f k", count / 1e3)
                : String.format(Locale.ROOT, "%.1f M", count / 1e6);
    }

    /** Broken between words; the last line that is shown says that there is more. */
    private static List<String> wrapped(String text, float size, int most) {
        var lines = new ArrayList<String>();
        for (var word : text.strip().split("\\s+")) {
            int last = lines.size() - 1;
            if (last >= 0 && Canvas.width(lines.get(last) + " " + word, size) <= WORDS) {
                lines.set(last, lines.get(last) + " " + word);
            } else if (!word.isEmpty()) {
                lines.add(word);
            }
        }
        if (lines.size() > most) {
            lines.set(most - 1, lines.get(most - 1) + " " + lines.get(most));
        }
        return lines.stream()
                .limit(most)
                .map(line -> Canvas.fitted(line, size, WORDS))
                .toList();
    }
}
