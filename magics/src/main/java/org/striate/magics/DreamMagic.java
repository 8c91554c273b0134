package org.striate.magics;

import java.util.List;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;
import org.striate.models.Network;
import org.striate.models.experiments.Dreams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %dream network --layer conv2 --channels 0,1}: images that drive units. */
@Command(
        name = "dream",
        description = "Makes images that drive channels, units or a whole layer; from an image, deep dreams on it.",
        footer = "%dream trained --layer conv2 --channels 0,1 --steps 8 --as dreams")
public final class DreamMagic extends CommandMagic {

    @Of(Network.class)
    @Parameters(index = "0", paramLabel = "NETWORK", description = "that dreams")
    private String network;

    @Option(names = "--layer", required = true, paramLabel = Completer.LAYER, description = "where its targets are")
    private String layer;

    @Option(names = "--channels", split = ",", paramLabel = "N,..", description = "an image for each channel")
    private List<Integer> channels;

    @Option(names = "--centres", split = ",", paramLabel = "N,..", description = "for the middle unit of each channel")
    private List<Integer> centres;

    @Option(names = "--units", split = ",", paramLabel = "N,..", description = "an image for each unit")
    private List<Integer> units;

    @Option(names = "--steps", paramLabel = "N", description = "of ascent (256)")
    private Integer steps;

    @Option(names = "--rate", paramLabel = "R", description = "size of a step (0.05)")
    private Double rate;

    @Option(names = "--smooth", paramLabel = "WEIGHT", description = "how much roughness costs (0)")
    private Double smooth;

    @Of(StimulusSet.class)
    @Option(names = "--on", paramLabel = "VARIABLE", description = "deep dream on an image of these stimuli")
    private String stimuli;

    @Option(names = "--image", paramLabel = "N", description = "which of them, from 0 (0)")
    private Integer image;

    @Option(names = "--octaves", paramLabel = "N", description = "of a deep dream")
    private Integer octaves;

    @Option(names = "--seed", paramLabel = "N", description = "of the first image and of what moves it (1)")
    private Long seed;

    public DreamMagic() {
        super(Dreams.class);
    }

    @Override
    JavaCall java(Variables variables) {
        if (stimuli != null) {
            var mend = "Leave one of them out";
            var all = "a whole layer, which a deep dream drives";
            refuse("--channels", channels, "with --on", all, mend);
            refuse("--centres", centres, "with --on", all, mend);
            refuse("--units", units, "with --on", all, mend);
            refuse("--smooth", smooth, "with --on", "an image that begins as noise", mend);
            var dream = Code.call("DeepDream.of", layer)
                    .with("octaves", octaves)
                    .with("steps", steps)
                    .with("rate", rate)
                    .with("seed", seed);
            return JavaCall.of(
                    dream + "." + Code.call("on", new Code(network), new Code(stimuli), image == null ? 0 : image));
        }
        refuse("--image", image, "without --on", "stimuli to dream on", "Add --on");
        refuse("--octaves", octaves, "without --on", "stimuli to dream on", "Add --on");
        return JavaCall.of(targets()
                .with("steps", steps)
                .with("rate", rate)
                .with("totalVariation", smooth)
                .with("seed", seed)
                .with("on", new Code(network)));
    }

    private Code targets() {
        int kinds = (channels == null ? 0 : 1) + (centres == null ? 0 : 1) + (units == null ? 0 : 1);
        if (kinds > 1) {
            throw BadInput.of(
                    "%dream",
                    kinds + " kinds of targets",
                    "one of --channels, --centres, --units",
                    "In Java they go together: Dream.of(Target.channel(\"conv2\", 0), Target.unit(\"conv2\", 5))");
        }
        if (kinds == 0) {
            return Code.call("Dream.layer", layer);
        }
        return channels != null
                ? Code.call("Dream.channel", layer, channels)
                : centres != null ? Code.call("Dream.centre", layer, centres) : Code.call("Dream.unit", layer, units);
    }
}
