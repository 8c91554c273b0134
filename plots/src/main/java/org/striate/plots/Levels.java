package org.striate.plots;

import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.striate.core.charts.Curves.Level;
import org.striate.plots.Legend.Entry;
import org.striate.plots.Legend.Key;

/** Horizontal lines and bands to compare with. */
final class Levels {

    private Levels() {}

    static DoubleStream values(List<Level> levels) {
        return levels.stream().flatMapToDouble(level -> DoubleStream.of(level.low(), level.middle(), level.high()));
    }

    static List<Entry> legend(List<Level> levels) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < levels.size(); i++) {
            var level = levels.get(i);
            if (Double.isFinite(level.low() + level.high())) {
                entries.add(
                        level.isBand()
                                ? new Entry(level.name(), Key.BOX, Legend.BAND)
                                : new Entry(level.name(), i % 2 == 0 ? Key.DASHES : Key.DOTS, Legend.INK));
            }
        }
        return entries;
    }

    static void paint(Canvas c, List<Level> levels, Scale x, Scale y) {
        for (int i = 0; i < levels.size(); i++) {
            var level = levels.get(i);
            if (level.isBand()) {
                double top = y.inside(level.high());
                c.box(
                        x.from(),
                        top,
                        x.to() - x.from(),
                        y.inside(level.low()) - top,
                        c.theme().band());
            }
            if (Double.isFinite(y.at(level.middle()))) {
                double at = y.at(level.middle());
                var line = new Line2D.Double(x.from(), at, x.to(), at);
                if (level.isBand()) {
                    c.draw(line, 1, c.theme().ink());
                } else {
                    c.dashed(line, 1.2, c.theme().ink(), i % 2 == 0 ? Legend.DASH : Legend.DOT);
                }
            }
        }
    }
}
