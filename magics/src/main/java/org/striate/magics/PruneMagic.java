package org.striate.magics;

import java.util.List;
import org.striate.core.StimulusSet;
import org.striate.models.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %prune network --share 0.5}: takes weights away, at once or in rounds with rewinding. */
@Command(
        name = "prune",
        description = "Takes weights away; with rounds, searches for lottery tickets: train, prune, rewind, again.",
        footer = {
            "%prune trained --share 0.5 --as pruned",
            "%prune network --share 0.5 --rounds 2 --on tilted --label tilt --epochs 1 --as tickets"
        })
public final class PruneMagic extends CommandMagic {

    /** What ranks the weights. */
    enum Rule {
        MAGNITUDE,
        RANDOM,
        ACTIVITY
    }

    @Of(Network.class)
    @Parameters(index = "0", paramLabel = "NETWORK", description = "stays as it is; untrained for tickets")
    private String network;

    @Option(names = "--share", required = true, paramLabel = "SHARE", description = "of the weights that goes")
    private double share;

    @Option(names = "--rule", defaultValue = "magnitude", paramLabel = "RULE", description = "(magnitude) one of")
    private Rule rule;

    @Option(names = "--per-layer", description = "the same share in each layer")
    private boolean perLayer;

    @Option(names = "--layers", split = ",", paramLabel = Completer.LAYER, description = "only weights that lead there")
    private List<String> layers;

    @Option(names = "--rounds", paramLabel = "N", description = "searches for tickets in so many rounds")
    private Integer rounds;

    @Of(StimulusSet.class)
    @Option(names = "--on", paramLabel = "VARIABLE", description = "stimuli: for activity, or that tickets learn from")
    private String stimuli;

    @Option(names = "--label", paramLabel = Completer.PARAMETER, description = "what tickets learn to tell")
    private String label;

    @Option(names = "--epochs", paramLabel = "N", description = "of every round (6)")
    private Integer epochs;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "of random (1)")
    private long seed;

    public PruneMagic() {
        super(Network.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var pruning = rule().when(perLayer, "perLayer").with("layers", layers);
        if (rounds == null) {
            var mend = "Add --rounds 2";
            refuse(List.of("--label", "--epochs"), "without --rounds", "a search for tickets, which trains", mend);
            if (rule != Rule.ACTIVITY) {
                refuse(List.of("--on"), "without --rounds or --rule activity", "what needs stimuli", "Leave it out");
            }
            return JavaCall.of(pruning.with("on", new Code(network)));
        }
        var training = Code.call("Training.withDefaults").with("epochs", epochs);
        var each = parameter(variables);
        var learning = each + " -> " + each + "."
                + Code.call("train", new Code(required("--on", stimuli)), required("--label", label), training);
        return JavaCall.of(Code.call("LotteryTickets.search", new Code(network), pruning, rounds, new Code(learning)));
    }

    private Code rule() {
        return switch (rule) {
            case MAGNITUDE -> Code.call("Pruning.magnitude", share);
            case RANDOM -> Code.call("Pruning.random", share, seed);
            case ACTIVITY -> Code.call("Pruning.activity", share, new Code(required("--on", stimuli)));
        };
    }
}
