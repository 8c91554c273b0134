package org.striate.plots;

import java.awt.Color;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import org.striate.plots.Canvas.At;

/** What colours and lines mean; rows below the title, so that it never lies on data. */
record Legend(List<Entry> entries) {

    private static final int MOST = 14;
    private static final double ROW = 19;
    private static final double KEY = 18;

    /** How an entry's key looks. */
    enum Key {
        LINE,
        CURVE,
        DASHES,
        DOTS,
        DOT,
        BOX,
        COLUMN,
        NOTE
    }

    /** @param colour an index of the theme's palette; -1 for ink, -2 for a band */
    record Entry(String name, Key key, int colour) {
        boolean looksLike(Entry other) {
            return key == other.key && colour == other.colour;
        }
    }

    /** How long strokes of lines to compare with are. */
    static final float DASH = 5;

    static final float DOT = 1.8f;
    static final int INK = -1;
    static final int BAND = -2;

    static Legend none() {
        return new Legend(List.of());
    }

    /** How many points a logarithmic axis has no place for, where there are any. */
    static List<Entry> off(long points) {
        return points == 0 ? List.of() : List.of(new Entry(points + " at 0 or below, not shown", Key.NOTE, INK));
    }

    /** What is said beside the names of colours. */
    List<String> said() {
        return entries.stream()
                .filter(entry -> entry.colour() < 0 && !entry.name().isEmpty())
                .map(entry -> switch (entry.key()) {
                    case DASHES -> "dashed: " + entry.name();
                    case DOTS -> "dotted: " + entry.name();
                    case BOX -> "band: " + entry.name();
                    default -> entry.name();
                })
                .toList();
    }

    Legend and(Legend other) {
        var all = new ArrayList<>(entries);
        other.entries.stream().filter(entry -> !all.contains(entry)).forEach(all::add);
        return new Legend(all);
    }

    /** The entries that stand for one thing: no other has their key in their colour. */
    Legend clear() {
        return new Legend(entries.stream()
                .filter(entry -> entries.stream().filter(entry::looksLike).count() == 1)
                .toList());
    }

    Legend without(Legend other) {
        return new Legend(
                entries.stream().filter(entry -> !other.entries.contains(entry)).toList());
    }

    private record Placed(Entry entry, String text, double x, int row) {}

    private List<Placed> placed(double width) {
        var shown = entries.size() <= MOST ? entries : new ArrayList<>(entries.subList(0, MOST - 1));
        if (shown != entries) {
            shown.add(new Entry("and " + (entries.size() - MOST + 1) + " more", Key.NOTE, INK));
        }
        var placed = new ArrayList<Placed>();
        double x = 0;
        int row = 0;
        for (var entry : shown) {
            double key = entry.key() == Key.NOTE ? 0 : KEY;
            var text = Canvas.fitted(entry.name(), Fonts.TEXT, width - key);
            double length = key + Canvas.width(text, Fonts.TEXT) + 16;
            if (x > 0 && x + length - 16 > width) {
                x = 0;
                row++;
            }
            placed.add(new Placed(entry, text, x, row));
            x += length;
        }
        return placed;
    }

    double height(double width) {
        var placed = placed(width);
        return placed.isEmpty() ? 0 : (placed.get(placed.size() - 1).row() + 1) * ROW + 4;
    }

    void paint(Canvas c, double x, double y, double width) {
        for (var one : placed(width)) {
            double left = x + one.x();
            double middle = y + one.row() * ROW + 8;
            var colour = colour(c, one.entry());
            double key = KEY;
            switch (one.entry().key()) {
                case LINE -> c.series(one.entry().colour(), new Line2D.Double(left, middle, left + 13, middle), 2.2);
                case CURVE -> {
                    int index = one.entry().colour();
                    c.series(index, new Line2D.Double(left, middle, left + 13, middle), 2);
                    c.point(index, left + 6.5, middle, 3.2, 255);
                }
                case DASHES -> c.dashed(dash(left, middle), 1.4, colour, DASH);
                case DOTS -> c.dashed(dash(left, middle), 1.4, colour, DOT);
                case DOT -> c.point(one.entry().colour(), left + 6.5, middle, 4, 255);
                case BOX -> c.box(left, middle - 5.5, 11, 11, colour);
                case COLUMN -> {
                    c.box(left, middle - 5.5, 11, 11, colour);
                    c.fill(
                            Mark.of(one.entry().colour()).at(left + 5.5, middle, 3),
                            c.theme().ink());
                }
                case NOTE -> key = 0;
            }
            c.text(
                    one.text(),
                    left + key,
                    middle + 4.5,
                    At.LEFT,
                    Fonts.TEXT,
                    one.entry().key() == Key.NOTE
                            ? c.theme().faint()
                            : c.theme().ink());
        }
    }

    private static Line2D dash(double left, double middle) {
        return new Line2D.Double(left, middle, left + 14, middle);
    }

    private static Color colour(Canvas c, Entry entry) {
        return switch (entry.colour()) {
            case INK -> c.theme().ink();
            case BAND -> c.theme().band();
            default -> c.theme().colour(entry.colour());
        };
    }
}
