package org.striate.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Columns;
import org.striate.core.charts.Columns.Column;
import org.striate.core.charts.Curves.Level;
import org.striate.core.charts.Panels;

/**
 * Layers against neurons: median over neurons of the held-out r. The band is the ceiling that bounds r, the square root of the
 * neurons' reliability, 0 where that is negative: its median and its quartiles over all neurons whose reliability is defined. There
 * is none where scores are of several recordings: no band would bound all bars.
 */
record LayerChart(List<Score> scores) {

    private static final Axis HEIGHT = Axis.of("median r on held-out stimuli");

    Chart chart() {
        if (scores.isEmpty()) {
            throw BadInput.of(
                    "scores",
                    "none",
                    "at least one",
                    "EncodingModel.ridge().scoreLayers(network, stimuli, responses, folds)");
        }
        Map<String, List<Score>> regions = new LinkedHashMap<>();
        for (var score : scores) {
            regions.computeIfAbsent(score.region().map(Region::name).orElse("several regions"), r -> new ArrayList<>())
                    .add(score);
        }
        if (regions.size() == 1) {
            var region = regions.keySet().iterator().next();
            return columns("How well each layer predicts " + neurons(scores) + " of " + region, scores, true);
        }
        var charts = new ArrayList<Chart>();
        regions.forEach((region, own) -> charts.add(columns(region + ", " + neurons(own), own, false)));
        var described = new StringBuilder();
        charts.forEach(chart -> described
                .append(chart.title())
                .append(": ")
                .append(chart.described())
                .append(' '));
        return new Panels(
                "How well each layer predicts each region",
                described.toString().strip(),
                charts,
                charts.size() < 4 ? charts.size() : 2);
    }

    private static String neurons(List<Score> scores) {
        return scores.stream()
                .map(score -> String.valueOf(score.neurons().size()))
                .distinct()
                .collect(Collectors.joining(" or ", "", " neurons"));
    }

    /** Whether all have the same neurons, as reliable. */
    private static boolean ofOneRecording(List<Score> scores) {
        var first = scores.get(0);
        return scores.stream()
                .allMatch(score -> score.neurons().equals(first.neurons())
                        && Arrays.equals(score.reliabilityPerNeuron(), first.reliabilityPerNeuron()));
    }

    /** @param numbers whether the ceiling's name tells its value */
    private static Columns columns(String title, List<Score> scores, boolean numbers) {
        var described = new StringBuilder("held-out Pearson r by layer:");
        scores.forEach(s -> described.append(
                String.format(Locale.ROOT, " %s %s %.3f %s;", s.model(), s.layer(), s.value(), s.interval())));
        if (!ofOneRecording(scores)) {
            described.append(" of several recordings, each with a ceiling of its own.");
            return columns(title, described.toString(), scores, List.of());
        }
        var reliabilities = scores.get(0).reliabilityPerNeuron();
        var ceilings = Arrays.stream(reliabilities)
                .filter(reliability -> !Double.isNaN(reliability))
                .map(reliability -> Math.sqrt(Math.max(0, reliability)))
                .sorted()
                .toArray();
        var levels = new ArrayList<Level>();
        if (ceilings.length > 0) {
            double median = quantile(ceilings, 0.5);
            described.append(String.format(Locale.ROOT, " ceiling %.2f.", median));
            var value = numbers ? String.format(Locale.ROOT, " %.2f", median) : "";
            var some =
                    ceilings.length < reliabilities.length ? ceilings.length + " of " + reliabilities.length + " " : "";
            levels.add(new Level(
                    "ceiling: \u221areliability, median" + value + " and quartiles over " + some + "neurons",
                    quantile(ceilings, 0.25),
                    median,
                    quantile(ceilings, 0.75)));
        }
        return columns(title, described.toString(), scores, levels);
    }

    private static Columns columns(String title, String described, List<Score> scores, List<Level> levels) {
        return new Columns(
                title,
                described,
                HEIGHT,
                scores.stream()
                        .map(s -> new Column(s.layer(), s.model(), s.value(), s.interval(), s.perNeuron(), ""))
                        .toList(),
                levels);
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
