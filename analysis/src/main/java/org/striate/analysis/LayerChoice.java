package org.striate.analysis;

import java.util.List;
import org.striate.core.Html;
import org.striate.core.LayerScores;
import org.striate.core.Score;
import org.striate.core.charts.Chart;
import org.striate.core.charts.Charted;

/**
 * A region's layer, chosen on one part of the stimuli and scored on the other, so that choosing among layers does not raise
 * the score.
 *
 * @param layer the layer with the highest score on the first part
 * @param choosing all layers' scores on the first part
 * @param reported the chosen layer's score on the second part
 */
public record LayerChoice(String layer, LayerScores choosing, Score reported) implements Charted<Chart> {

    /** All layers' scores on the part on which one was chosen. */
    @Override
    public Chart chart() {
        return choosing.chart();
    }

    @Override
    public String toString() {
        return "LayerChoice " + layer + " of " + choosing.size() + ": " + reported;
    }

    @Override
    public String toHtml() {
        var rows = List.of(
                List.of("chosen on one part of the stimuli", choosing.layer(layer)),
                List.of("reported on the other", reported));
        return Html.table(toString(), List.of("part", "score"), rows) + Html.origin(reported.origin());
    }
}
