package org.striate.plots;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.striate.core.Score;
import org.striate.core.TimeBin;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Line;

/** How well a layer predicts neurons in one time window after the other. */
final class ScoresInTime {

    private ScoresInTime() {}

    static Curves chart(Map<TimeBin, Score> scores) {
        var windows = scores.keySet().stream()
                .sorted(Comparator.comparingDouble(TimeBin::centre))
                .toList();
        var inOrder = windows.stream().map(scores::get).toList();
        var x = windows.stream().mapToDouble(TimeBin::centre).toArray();
        var first = inOrder.get(0);
        var described = new StringBuilder("held-out r over time:");
        for (int i = 0; i < x.length; i++) {
            described.append(String.format(
                    Locale.ROOT, " %.3f at %.0f ms;", inOrder.get(i).value(), x[i]));
        }
        return new Curves(
                first.source() + " over time",
                described.toString(),
                Axis.of("time after onset, middle of the window", "ms"),
                Axis.of("median r on held-out stimuli").reaching(0, Double.NaN),
                List.of(
                        new Line(
                                "held-out r, 95 % interval",
                                x,
                                inOrder.stream().mapToDouble(Score::value).toArray(),
                                inOrder.stream()
                                        .mapToDouble(score -> score.interval().low())
                                        .toArray(),
                                inOrder.stream()
                                        .mapToDouble(score -> score.interval().high())
                                        .toArray()),
                        Line.of(
                                "ceiling: √reliability, where that is not negative",
                                x,
                                inOrder.stream()
                                        .mapToDouble(score -> Math.sqrt(score.ceiling()))
                                        .toArray())));
    }
}
