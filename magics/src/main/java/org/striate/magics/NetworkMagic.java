package org.striate.magics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.striate.core.StimulusSet;
import org.striate.models.Network;
import org.striate.models.Networks;
import org.striate.models.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %network tilt --train tilted --label tilt}: makes a network and, where stimuli are given, trains it. */
public final class NetworkMagic extends CommandMagic<Network> {

    public NetworkMagic() {
        super(Network.class, Line::new);
    }

    /** The architectures there are. */
    static final class Architectures extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Architectures() {
            super(List.of(TILT, OBJECTS));
            addAll(Networks.names());
        }
    }

    private static final String TILT = "tilt";
    private static final String OBJECTS = "objects";

    @Command(
            name = "network",
            description = "Makes a network and trains it on labelled stimuli.",
            footer = "Example: %%network tilt --train tilted --label tilt --epochs 5 --as network")
    static final class Line extends Step<Network> {

        @Parameters(
                index = "0",
                completionCandidates = Architectures.class,
                description = "one of ${COMPLETION-CANDIDATES}")
        private String architecture;

        @Option(
                names = "--weights",
                description = "safetensors or a state dict of PyTorch for a published architecture")
        private Path weights;

        @Option(names = "--train", paramLabel = VARIABLE, description = "stimuli to train on; untrained without")
        private String train;

        @Option(
                names = "--label",
                defaultValue = "tilt",
                description = "stimulus parameter to tell (default ${DEFAULT-VALUE})")
        private String label;

        @Option(names = "--epochs", description = "passes over the stimuli")
        private Integer epochs;

        @Option(names = "--size", description = "input in pixels across (64, or 224 for a published architecture)")
        private Integer size;

        @Option(names = "--seed", defaultValue = "1", description = "seed of the weights (default ${DEFAULT-VALUE})")
        private long seed;

        @Override
        Network run() {
            if (weights != null) {
                return Networks.load(architecture, weights);
            }
            if (train == null) {
                return untrained(8);
            }
            var stimuli = value("--train", train, StimulusSet.class);
            var classes = (int) stimuli.parameter(label).stream().distinct().count();
            var training = Training.withDefaults().seed(seed);
            return untrained(classes).train(stimuli, label, epochs == null ? training : training.epochs(epochs));
        }

        private Network untrained(int classes) {
            int side = size == null ? Networks.names().contains(architecture) ? 224 : 64 : size;
            return switch (architecture) {
                case TILT -> Networks.tiltNet(side, seed);
                case OBJECTS -> Networks.objectNet(side, classes, seed);
                default -> Networks.named(architecture, side, train == null ? 1000 : classes, seed);
            };
        }
    }
}
