package org.striate.models.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
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
 * Networks pruned in rounds with rewinding (Frankle and Carbin 2019): train; prune a share of the weights that are left; set the
 * others back to what they were before training; train again, and so on.
 *
 * @param networks trained; the first has all weights, each other those that a round has left
 */
public record LotteryTickets(List<Network> networks, Origin origin) implements Charted<Curves> {

    public LotteryTickets {
        networks = List.copyOf(networks);
    }

    /**
     * Searches for tickets.
     *
     * @param initial the network that every round is rewound to: untrained, or trained for a little
     * @param pruning what goes in a round, such as {@code Pruning.magnitude(0.2)}: a fifth of those left
     * @param rounds of pruning, at least 1
     * @param learning such as {@code network -> network.train(stimuli, "shape", settings)}; the same in every round
     * @throws BadInput if there are no rounds, or the network is one of TorchScript
     */
    public static LotteryTickets search(Network initial, Pruning pruning, int rounds, UnaryOperator<Network> learning) {
        if (rounds < 1) {
            throw BadInput.of(
                    "lottery tickets",
                    rounds + " rounds",
                    "at least 1",
                    "LotteryTickets.search(initial, Pruning.magnitude(0.2), 5, learning)");
        }
        var trained = new ArrayList<Network>();
        try (var progress = Progress.of("lottery tickets", rounds + 1L)) {
            trained.add(learning.apply(initial));
            progress.step("all weights");
            for (int round = 1; round <= rounds; round++) {
                var pruned = pruning.on(trained.get(round - 1));
                trained.add(learning.apply(pruned.synapses().rewoundTo(initial)));
                progress.step(String.format(
                        Locale.ROOT,
                        "%.1f %% of the weights",
                        100 * pruned.sparsity().share()));
            }
        }
        var origin = Origin.of("lottery tickets")
                .with("rounds", rounds)
                .with("pruning", pruning)
                .from(initial.origin());
        return new LotteryTickets(trained, origin);
    }

    /**
     * The control: the last ticket's masks on other initial weights, trained alike.
     *
     * @param other of the same architecture, such as one with another seed
     */
    public Network reinitialised(Network other, UnaryOperator<Network> learning) {
        return learning.apply(networks.get(networks.size() - 1).synapses().rewoundTo(other));
    }

    /** [rounds + 1] shares of the weights that are left. */
    public double[] shares() {
        return networks.stream()
                .mapToDouble(network -> network.sparsity().share())
                .toArray();
    }

    /** [rounds + 1] shares of stimuli that each network tells right. */
    public double[] accuracy(StimulusSet stimuli, String parameter) {
        return networks.stream()
                .mapToDouble(network -> network.accuracy(stimuli, parameter))
                .toArray();
    }

    /** Accuracy over the share of weights that are left, as the networks' trainings ended: on held-out stimuli where there were. */
    @Override
    public Curves chart() {
        var ends = networks.stream()
                .map(Network::training)
                .mapToDouble(log -> {
                    int last = log.kept() - 1;
                    return last < 0
                            ? Double.NaN
                            : Double.isNaN(log.heldOut()[last]) ? log.accuracy()[last] : log.heldOut()[last];
                })
                .toArray();
        return chart("told right after training", ends);
    }

    /** Accuracy on stimuli over the share of weights that are left. */
    public Curves chart(StimulusSet stimuli, String parameter) {
        return chart(parameter + " told right", accuracy(stimuli, parameter));
    }

    /**
     * The same with controls beside it, each a point at its own share of weights.
     *
     * @param controls such as {@link #reinitialised}, under the names of the legend: {@code control.named("other weights")}
     */
    public Curves chart(StimulusSet stimuli, String parameter, Network... controls) {
        var tickets = chart(parameter + " told right", accuracy(stimuli, parameter));
        var lines = new ArrayList<Line>();
        lines.add(Line.of(
                "tickets", tickets.lines().get(0).x(), tickets.lines().get(0).y()));
        var described = new StringBuilder(tickets.described());
        for (var control : controls) {
            double accuracy = control.accuracy(stimuli, parameter);
            lines.add(Line.of(control.name(), new double[] {control.sparsity().share()}, new double[] {accuracy}));
            described.append(String.format(Locale.ROOT, " Control, %s: %.3f.", control.name(), accuracy));
        }
        return new Curves(tickets.title(), described.toString(), tickets.x(), tickets.y(), lines);
    }

    private Curves chart(String what, double[] accuracy) {
        return new Curves(
                "Lottery tickets of " + networks.get(0).name(),
                this + ", " + what + " from " + accuracy[0] + " to " + accuracy[accuracy.length - 1] + ".",
                Axis.of("share of weights left").inRatios(),
                Axis.of(what, "share").reaching(0, 1),
                List.of(reversed(shares(), accuracy)));
    }

    private static Line reversed(double[] shares, double[] accuracy) {
        int n = shares.length;
        return Line.of(
                "",
                java.util.stream.IntStream.range(0, n)
                        .mapToDouble(i -> shares[n - 1 - i])
                        .toArray(),
                java.util.stream.IntStream.range(0, n)
                        .mapToDouble(i -> accuracy[n - 1 - i])
                        .toArray());
    }

    @Override
    public String toString() {
        var shares = shares();
        return String.format(
                Locale.ROOT,
                "LotteryTickets: %d rounds, down to %.1f %% of the weights",
                shares.length - 1,
                100 * shares[shares.length - 1]);
    }

    @Override
    public String toHtml() {
        var shares = shares();
        var rows = IntStream.range(0, shares.length)
                .mapToObj(i -> List.<Object>of(
                        i,
                        String.format(Locale.ROOT, "%.1f %%", 100 * shares[i]),
                        networks.get(i).training()))
                .toList();
        return Html.table(toString(), List.of("round", "weights left", "training"), rows) + Html.origin(origin);
    }
}
