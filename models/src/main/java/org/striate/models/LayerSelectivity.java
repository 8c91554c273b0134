package org.striate.models;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Distribution;

/**
 * How well each unit of a layer tells the stimuli with one value of a parameter from all others: d' = (mean of those - mean of
 * the others) / sd, sd pooled over both groups, {@code ((na - 1) va + (nb - 1) vb) / (na + nb - 2)} its square. NaN for a unit
 * that answers all stimuli alike; infinite for one that differs between the groups and never within them.
 *
 * @param layer whose units they are
 * @param what is told from the rest, such as {@code shape disc}
 * @param units [units] d'
 * @param channels [channels] d' of the channels' means over positions
 */
public record LayerSelectivity(String layer, String what, double[] units, double[] channels, Origin origin)
        implements Charted<Distribution> {

    /**
     * Measures all units.
     *
     * @param value a text, or a number
     * @throws BadInput if the layer, the parameter or the value is not there, or either group has fewer than 2 stimuli
     */
    public static LayerSelectivity of(
            Network network, String layer, StimulusSet stimuli, String parameter, Object value) {
        var wanted = value instanceof Number number ? (Object) number.doubleValue() : value;
        var cells = stimuli.parameter(parameter);
        int in = stimuli.where(parameter, value).size();
        if (in < 2 || stimuli.size() - in < 2) {
            throw BadInput.of(
                    parameter + " " + value,
                    in + " stimuli, and " + (stimuli.size() - in) + " others",
                    "at least 2 of each",
                    "Show more: Stimuli.shapes(80, 1)");
        }
        var own = network.layers().row(layer).name();
        var units = Moments.of(network, own, stimuli, false, i -> cells.get(i).equals(wanted));
        var channels = Moments.of(network, own, stimuli, true, i -> cells.get(i).equals(wanted));
        return new LayerSelectivity(
                own,
                parameter + " " + value,
                dPrime(units),
                dPrime(channels),
                Origin.of("selectivity")
                        .with("layer", own)
                        .with(parameter, value)
                        .from(network.origin())
                        .from(stimuli.origin()));
    }

    private static double[] dPrime(Moments[] sides) {
        double first = sides[0].n() - 1;
        double second = sides[1].n() - 1;
        return IntStream.range(0, sides[0].mean().length)
                .mapToDouble(u -> {
                    double difference = sides[0].mean()[u] - sides[1].mean()[u];
                    double squares = first * sides[0].variance()[u] + second * sides[1].variance()[u];
                    return difference / Math.sqrt(squares / (first + second));
                })
                .toArray();
    }

    private static int best(double[] values) {
        return IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .reduce((a, b) -> values[b] > values[a] ? b : a)
                .orElse(0);
    }

    /** The d' of every unit. */
    @Override
    public Distribution chart() {
        return new Distribution(
                layer + ": selectivity for " + what,
                "histogram, " + this + ".",
                Axis.of("d' for " + what),
                "units",
                units);
    }

    @Override
    public String toString() {
        int best = best(units);
        return String.format(
                Locale.ROOT,
                "LayerSelectivity of %d units of %s for %s: best d' %.2f, unit %d",
                units.length,
                layer,
                what,
                units[best],
                best);
    }

    @Override
    public String toHtml() {
        var rows = IntStream.range(0, channels.length)
                .boxed()
                .sorted((a, b) -> Double.compare(
                        Double.isNaN(channels[b]) ? Double.NEGATIVE_INFINITY : channels[b],
                        Double.isNaN(channels[a]) ? Double.NEGATIVE_INFINITY : channels[a]))
                .map(channel -> List.<Object>of(channel, channels[channel]))
                .toList();
        return Html.table(toString(), List.of("channel", "d'"), rows) + Html.origin(origin);
    }
}
