package org.striate.models.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Curves;
import org.striate.core.charts.Curves.Line;
import org.striate.models.Network;

/**
 * What a trained network still tells right when rules of pruning take growing shares of its weights at once, and it does not
 * learn again.
 *
 * @param network its name
 * @param parameter that it tells
 * @param rules their names, in the order of {@code accuracy}
 * @param shares of the weights that go, ascending
 * @param accuracy [rules x shares] of the stimuli told right
 */
public record PruningStudy(
        String network, String parameter, List<String> rules, double[] shares, double[][] accuracy, Origin origin)
        implements Charted<Curves> {

    /** A rule of pruning at any share: {@code share -> Pruning.random(share, 1)}. */
    @FunctionalInterface
    public interface Rule {
        Pruning at(double share);
    }

    public PruningStudy {
        rules = List.copyOf(rules);
    }

    /**
     * Prunes by every rule to every share.
     *
     * @param network trained to tell the parameter
     * @param shares of the weights that go, 0 to below 1, ascending
     * @param rules each by its name, such as {@code by magnitude}; rules of one name have all their settings in it, as in
     *     {@code by magnitude, in each layer}
     * @throws BadInput if there is no share or no rule, or the shares do not ascend
     */
    public static PruningStudy of(
            Network network, StimulusSet stimuli, String parameter, double[] shares, Rule... rules) {
        boolean ascending = IntStream.range(1, shares.length).allMatch(i -> shares[i] > shares[i - 1]);
        if (shares.length == 0 || !ascending || rules.length == 0) {
            throw BadInput.of(
                    "pruning study",
                    rules.length + " rules at shares " + Arrays.toString(shares),
                    "at least one rule and ascending shares",
                    "PruningStudy.of(network, stimuli, \"" + parameter
                            + "\", new double[] {0.5, 0.8, 0.9}, Pruning::magnitude)");
        }
        var pruning = Arrays.stream(rules).map(rule -> rule.at(shares[0])).toList();
        var names = pruning.stream()
                .map(one -> pruning.stream()
                                        .filter(other -> other.rule().equals(one.rule()))
                                        .count()
                                == 1
                        ? one.rule()
                        : one.described())
                .toList();
        var accuracy = new double[rules.length][shares.length];
        try (var progress = Progress.of("pruning study", (long) rules.length * shares.length)) {
            for (int r = 0; r < rules.length; r++) {
                for (int s = 0; s < shares.length; s++) {
                    accuracy[r][s] = rules[r].at(shares[s]).on(network).accuracy(stimuli, parameter);
                    progress.step(names.get(r));
                }
            }
        }
        var origin = Origin.of("pruning study")
                .with("parameter", parameter)
                .with("rules", pruning.stream().map(Pruning::described).toList())
                .with("shares", Arrays.toString(shares))
                .from(network.origin())
                .from(stimuli.origin());
        for (var one : pruning) {
            origin = one.from(origin);
        }
        return new PruningStudy(network.name(), parameter, names, shares.clone(), accuracy, origin);
    }

    /** Of a rule, what is told right at every share: [shares]. */
    public double[] accuracy(String rule) {
        if (!rules.contains(rule)) {
            throw BadInput.unknown("rule", rule, "this study", rules, "study.rules()");
        }
        return accuracy[rules.indexOf(rule)].clone();
    }

    /** A line for every rule. */
    @Override
    public Curves chart() {
        var described = new StringBuilder(this + ", told right:");
        for (int r = 0; r < rules.size(); r++) {
            described.append(String.format(Locale.ROOT, " %s %s;", rules.get(r), Arrays.toString(accuracy[r])));
        }
        return new Curves(
                "Pruning without learning again: " + network,
                described.toString(),
                Axis.of("share of weights taken away"),
                Axis.of(parameter + " told right", "share").reaching(0, 1),
                IntStream.range(0, rules.size())
                        .mapToObj(r -> Line.of(rules.get(r), shares, accuracy[r]))
                        .toList());
    }

    @Override
    public String toString() {
        return "PruningStudy: " + network + ", " + rules.size() + " rules, " + shares.length + " shares from "
                + shares[0] + " to " + shares[shares.length - 1];
    }

    @Override
    public String toHtml() {
        var header = new ArrayList<>(List.of("rule"));
        Arrays.stream(shares).forEach(share -> header.add("without " + share));
        var rows = new ArrayList<List<Object>>();
        for (int r = 0; r < rules.size(); r++) {
            var row = new ArrayList<Object>(List.of(rules.get(r)));
            Arrays.stream(accuracy[r]).forEach(share -> row.add(String.format(Locale.ROOT, "%.3f", share)));
            rows.add(row);
        }
        return Html.table(toString(), header, rows) + Html.origin(origin);
    }
}
