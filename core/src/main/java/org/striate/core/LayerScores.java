package org.striate.core;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The scores of several layers on the same neurons and splits. */
public final class LayerScores extends AbstractList<Score> implements Showable {

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

    /** The score of one layer. */
    public Score layer(String layer) {
        return scores.stream()
                .filter(score -> score.layer().equals(layer))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown(
                        "layer",
                        layer,
                        "these scores",
                        scores.stream().map(Score::layer).toList(),
                        "scores"));
    }

    /** The layer with the highest raw score. */
    public Score best() {
        return scores.stream()
                .max(Comparator.comparingDouble(Score::value))
                .orElseThrow(() -> BadInput.of("scores", "empty", "at least one layer", "Score a layer first"));
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
                        String.format(Locale.ROOT, "%.4f", s.value()),
                        s.interval(),
                        String.format(Locale.ROOT, "%.4f", s.ceiling()),
                        String.format(Locale.ROOT, "%.4f", s.corrected()),
                        String.format(Locale.ROOT, "%.4f", s.brainScore())))
                .toList();
        return Html.table(
                "Held-out prediction, layer by layer",
                List.of("model", "layer", "raw r", "95 % interval", "ceiling", "r/sqrt(ceiling)", "r^2/ceiling"),
                rows);
    }
}
