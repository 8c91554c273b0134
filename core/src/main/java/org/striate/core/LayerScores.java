package org.striate.core;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Charted;

/** The scores of several layers on the same neurons and splits. */
public final class LayerScores extends AbstractList<Score> implements Charted<Chart> {

    private final List<Score> scores;

    public LayerScores(List<Score> scores) {
        this.scores = List.copyOf(scores);
    }

    @Override
    public Score get(int index) {
        return scores.get(index);
    }

    @Override
    public int size() {
        return scores.size();
    }

    /** These and those, to show a baseline beside a network. */
    public LayerScores and(List<Score> others) {
        var all = new ArrayList<>(scores);
        all.addAll(others);
        return new LayerScores(all);
    }

    /**
     * The score of one layer.
     *
     * @throws BadInput if there is none, or there are several: of regions, models or recordings
     */
    public Score layer(String layer) {
        var own = scores.stream().filter(score -> score.layer().equals(layer)).toList();
        if (own.isEmpty()) {
            var names = scores.stream().map(Score::layer).toList();
            throw BadInput.unknown("layer", layer, "these scores", names, "scores");
        }
        if (own.size() > 1) {
            throw BadInput.of(
                    "layer \"" + layer + "\"",
                    own.size() + " scores, of "
                            + own.stream().map(LayerScores::whose).collect(Collectors.joining(" and of ")),
                    "one",
                    "Choose it: " + choosing(own));
        }
        return own.get(0);
    }

    private static String whose(Score score) {
        return score.model() + " in " + score.region().map(Region::name).orElse("several regions");
    }

    /** The call that gives the first of some scores of one layer. */
    private String choosing(List<Score> own) {
        var first = own.get(0);
        var call = "scores";
        var left = own;
        if (own.stream().anyMatch(score -> !score.model().equals(first.model()))) {
            call += ".model(\"" + first.model() + "\")";
            left = left.stream()
                    .filter(score -> score.model().equals(first.model()))
                    .toList();
        }
        if (first.region().isPresent()
                && left.stream().anyMatch(score -> !score.region().equals(first.region()))) {
            call += ".region(new Region(\"" + first.region().get().name() + "\"))";
            left = left.stream()
                    .filter(score -> score.region().equals(first.region()))
                    .toList();
        }
        return left.size() == 1
                ? call + ".layer(\"" + first.layer() + "\")"
                : "scores.get(" + scores.indexOf(first) + ")";
    }

    /**
     * The scores whose neurons are all in one region.
     *
     * @throws BadInput if there are none
     */
    public LayerScores region(Region region) {
        var own = scores.stream()
                .filter(score -> score.region().filter(region::equals).isPresent())
                .toList();
        if (own.isEmpty()) {
            var names = scores.stream()
                    .flatMap(score -> score.region().stream())
                    .map(Region::name)
                    .distinct()
                    .toList();
            throw BadInput.unknown("region", region.name(), "these scores", names, "scores");
        }
        return new LayerScores(own);
    }

    /** The scores of one model, by its name: those of a network without its baselines. */
    public LayerScores model(String model) {
        var own = scores.stream().filter(s -> s.model().equals(model)).toList();
        if (own.isEmpty()) {
            var names = scores.stream().map(Score::model).distinct().toList();
            throw BadInput.unknown("model", model, "these scores", names, "scores");
        }
        return new LayerScores(own);
    }

    /** The layer with the highest raw score; one without a score only where none has any. */
    public Score best() {
        return scores.stream()
                .max(Comparator.comparingDouble(score -> Double.isNaN(score.value()) ? -2 : score.value()))
                .orElseThrow(() -> BadInput.of("scores", "empty", "at least one layer", "Score a layer first"));
    }

    /**
     * A bar for every layer, with its interval and a point a neuron, and the ceiling behind; regions side by side.
     *
     * @throws BadInput if there is no score
     */
    @Override
    public Chart chart() {
        return new LayerChart(scores).chart();
    }

    @Override
    public String toString() {
        return "LayerScores: " + size() + " layers" + (isEmpty() ? "" : ", best " + best());
    }

    @Override
    public String toHtml() {
        var rows = scores.stream()
                .map(s -> List.of(
                        s.model(),
                        s.layer(),
                        s.region().map(Region::name).orElse("several"),
                        String.format(Locale.ROOT, "%.4f", s.value()),
                        s.interval(),
                        String.format(Locale.ROOT, "%.4f", s.ceiling()),
                        String.format(Locale.ROOT, "%.4f", s.corrected()),
                        String.format(Locale.ROOT, "%.4f", s.brainScore())))
                .toList();
        return Html.table(
                "Held-out prediction, layer by layer. Raw r: median over neurons in every split, mean over splits; the"
                        + " corrected one is every neuron's own, mean over splits first, and the median of these.",
                List.of(
                        "model",
                        "layer",
                        "region",
                        "raw r",
                        "95 % interval",
                        "ceiling",
                        "median r/sqrt(reliability)",
                        "r^2/ceiling"),
                rows);
    }
}
