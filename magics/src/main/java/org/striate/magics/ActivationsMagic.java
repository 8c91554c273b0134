package org.striate.magics;

import java.util.List;
import org.striate.core.Activations;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.models.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %activations network --of stimuli --layer conv2}: what the units of a layer answer. */
@Command(
        name = "activations",
        description = "Reads out a layer of a model: stimuli x units; without a layer, a map of all of them.",
        footer = "%activations trained --of stimuli --layer conv2 --as layer")
public final class ActivationsMagic extends CommandMagic {

    @Of(StimulusModel.class)
    @Parameters(index = "0", paramLabel = "NETWORK", description = "the model")
    private String network;

    @Of(StimulusSet.class)
    @Option(names = "--of", required = true, paramLabel = "VARIABLE", description = "the stimuli that it sees")
    private String stimuli;

    @Option(names = "--layer", paramLabel = Completer.LAYER, description = "its name (all layers, as a map)")
    private String layer;

    @Option(names = "--channels", split = ",", paramLabel = "N,..", description = "only these channels, from 0")
    private List<Integer> channels;

    @Option(names = "--spatial-mean", description = "the mean over each channel's map")
    private boolean spatialMean;

    @Option(names = "--projected", paramLabel = "N", description = "projects at random on so many dimensions")
    private Integer projected;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "of the projection (1)")
    private long seed;

    public ActivationsMagic() {
        super(Activations.class);
    }

    @Override
    JavaCall java(Variables variables) {
        if (projected == null) {
            refuse(List.of("--seed"), "without --projected", "a projection, which is random", "Leave it out");
        }
        JavaType.of(variables, network)
                .filter(type -> type.isKnown() && !type.is(Network.class))
                .ifPresent(type -> refuse(
                        List.of("--channels", "--spatial-mean", "--projected"),
                        "to " + type.withArticle(),
                        "a Network, of which a part can be read",
                        "Leave it out"));
        var shown = new Code(stimuli);
        var readout = Code.call("Readout.full")
                .with("channels", channels)
                .when(spatialMean, "spatialMean")
                .with("projected", projected == null ? null : List.of(projected, seed));
        if (readout.equals(Code.call("Readout.full"))) {
            var wanted = layer == null ? Code.call("List.of") : layer;
            return JavaCall.of(network + "." + Code.call("activations", shown, wanted));
        }
        return JavaCall.of(
                layer == null
                        ? network + "." + Code.call("activations", shown, readout)
                        : new Code(network + "." + Code.call("activations", shown, readout, layer)).with("get", layer));
    }
}
