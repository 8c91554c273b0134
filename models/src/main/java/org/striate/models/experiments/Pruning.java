package org.striate.models.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;
import org.striate.models.Network;
import org.striate.models.Synapses;

/**
 * Takes away weights between units. Of those that are still there a share goes, those of the lowest rank: {@code round(share *
 * weights)} of them, exactly; of equal ranks the earlier. Biases and normalisations stay. Settings; {@link #on} prunes.
 */
public final class Pruning {

    private enum Rule {
        MAGNITUDE("by magnitude"),
        RANDOM("at random"),
        ACTIVITY("by activity");

        final String text;

        Rule(String text) {
            this.text = text;
        }
    }

    private final Rule rule;
    private final double share;
    private final boolean global;
    private final long seed;
    private final Optional<StimulusSet> stimuli;
    private final List<String> layers;

    private Pruning(
            Rule rule, double share, boolean global, long seed, Optional<StimulusSet> stimuli, List<String> layers) {
        if (!(share >= 0 && share < 1)) {
            throw BadInput.of(
                    "pruning",
                    "a share of " + share,
                    "0 to below 1, the share that goes",
                    "Pruning.magnitude(0.8) leaves a fifth");
        }
        this.rule = rule;
        this.share = share;
        this.global = global;
        this.seed = seed;
        this.stimuli = stimuli;
        this.layers = layers;
    }

    /**
     * The smallest weights go (Han et al. 2015).
     *
     * @param share of the weights that are still there, 0 to below 1
     */
    public static Pruning magnitude(double share) {
        return new Pruning(Rule.MAGNITUDE, share, true, 0, Optional.empty(), List.of());
    }

    /** Any weights go: the control. */
    public static Pruning random(double share, long seed) {
        return new Pruning(Rule.RANDOM, share, true, seed, Optional.empty(), List.of());
    }

    /**
     * Weak and unused weights go, as microglia take away synapses whose ends are little active (Schafer et al. 2012). The rank of
     * a weight from input i to unit j is {@code |weight| * activity of i * activity of j}, activities being mean absolute answers
     * over the stimuli and all positions; see {@link Synapses#activity}. Units compete within their layer unless {@link #global}
     * is asked for, since activities of layers have no common scale.
     */
    public static Pruning activity(double share, StimulusSet stimuli) {
        return new Pruning(Rule.ACTIVITY, share, false, 0, Optional.of(stimuli), List.of());
    }

    /** All layers are ranked together. */
    public Pruning global() {
        return new Pruning(rule, share, true, seed, stimuli, layers);
    }

    /** The same share goes in each layer. */
    public Pruning perLayer() {
        return new Pruning(rule, share, false, seed, stimuli, layers);
    }

    /** Only weights that lead to these layers. */
    public Pruning layers(String... layers) {
        return new Pruning(rule, share, global, seed, stimuli, List.of(layers));
    }

    /**
     * Prunes; the weights that go stay 0 while the network learns on.
     *
     * @return another network; this one stays as it is
     * @throws BadInput if it is a network of TorchScript, a layer is not there, or a rank is not finite
     */
    public Network on(Network network) {
        var synapses = network.synapses();
        var tensors = chosen(network, synapses);
        var ranks = ranks(synapses, tensors);
        var alive = new LinkedHashMap<String, boolean[]>();
        tensors.forEach(name -> alive.put(name, synapses.alive(name)));
        for (var group :
                global ? List.of(tensors) : tensors.stream().map(List::of).toList()) {
            cut(group, ranks, alive);
        }
        return synapses.keep(
                alive, from(Origin.of("pruned network").with("share", share).with("rule", this)));
    }

    /** With the stimuli that rank the weights, where there are any. */
    Origin from(Origin step) {
        return stimuli.map(shown -> step.from(shown.origin())).orElse(step);
    }

    /** What ranks the weights, such as {@code by magnitude}. */
    public String rule() {
        return rule.text;
    }

    private List<String> chosen(Network network, Synapses synapses) {
        if (layers.isEmpty()) {
            return synapses.names();
        }
        var own = new TreeSet<String>();
        layers.forEach(layer -> own.add(network.layers().row(layer).name()));
        var chosen = synapses.names().stream()
                .filter(name -> synapses.layers(name).stream().anyMatch(own::contains))
                .toList();
        if (chosen.isEmpty()) {
            throw BadInput.of(
                    "layers " + layers,
                    "no weights between units lead to them",
                    "layers with weights",
                    "network.sparsity() shows those that have");
        }
        return chosen;
    }

    private Map<String, float[]> ranks(Synapses synapses, List<String> tensors) {
        var activity = stimuli.map(synapses::activity).orElse(Map.of());
        var random = new Random(seed);
        var ranks = new LinkedHashMap<String, float[]>();
        for (var name : tensors) {
            var weights = synapses.weights(name);
            for (int i = 0; i < weights.length; i++) {
                weights[i] = rule == Rule.RANDOM ? random.nextFloat() : Math.abs(weights[i]);
            }
            if (rule == Rule.ACTIVITY) {
                weigh(weights, synapses.shape(name), activity.get(name));
            }
            ranks.put(name, weights);
        }
        return ranks;
    }

    /** Multiplies by the activity of both ends; in a grouped convolution a unit's inputs are those of its group. */
    private static void weigh(float[] ranks, int[] shape, double[][] ends) {
        int filter = shape.length == 4 ? shape[2] * shape[3] : 1;
        int inputs = shape[1];
        int groups = ends[0].length / inputs;
        for (int i = 0; i < ranks.length; i++) {
            int to = i / (inputs * filter);
            int from = to / (shape[0] / groups) * inputs + i / filter % inputs;
            ranks[i] *= (float) (ends[0][from] * ends[1][to]);
        }
    }

    private static float finite(float rank, String tensor, int weight) {
        if (!Float.isFinite(rank)) {
            throw BadInput.of(
                    "weight " + weight + " of " + tensor,
                    "a rank of " + rank,
                    "finite weights and activities",
                    "See where they end: network.synapses().weights(\"" + tensor
                            + "\"), network.synapses().activity(stimuli)");
        }
        return rank;
    }

    private void cut(List<String> tensors, Map<String, float[]> ranks, Map<String, boolean[]> alive) {
        int total = tensors.stream().mapToInt(name -> alive.get(name).length).reduce(0, Math::addExact);
        var values = new float[total];
        int there = 0;
        for (var name : tensors) {
            for (int i = 0; i < alive.get(name).length; i++) {
                if (alive.get(name)[i]) {
                    values[there++] = finite(ranks.get(name)[i], name, i);
                }
            }
        }
        var sorted = Arrays.copyOf(values, there);
        Arrays.sort(sorted);
        int going = (int) Math.round(share * there);
        if (going == 0) {
            return;
        }
        float limit = sorted[going - 1];
        int atLimit = going
                - (int) IntStream.range(0, going).filter(i -> sorted[i] < limit).count();
        for (var name : tensors) {
            var stays = alive.get(name);
            for (int i = 0; i < stays.length; i++) {
                float rank = ranks.get(name)[i];
                if (stays[i] && (rank < limit || rank == limit && atLimit-- > 0)) {
                    stays[i] = false;
                }
            }
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %% of the weights, ", 100 * share) + described();
    }

    /** All but the share. */
    String described() {
        var text = new ArrayList<String>();
        text.add(rule.text);
        stimuli.ifPresent(shown -> text.add("on " + shown.size() + " " + shown.name()));
        if (rule == Rule.RANDOM) {
            text.add("seed " + seed);
        }
        text.add(global ? "all layers together" : "in each layer");
        if (!layers.isEmpty()) {
            text.add("in " + layers);
        }
        return String.join(", ", text);
    }
}
