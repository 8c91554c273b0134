package org.striate.magics;

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
    enum Architecture {
        tilt,
        objects
    }

    @Command(
            name = "network",
            description = "Makes a network and trains it on labelled stimuli.",
            footer = "Example: %%network tilt --train tilted --label tilt --epochs 5 --as network")
    static final class Line extends Step<Network> {

        @Parameters(index = "0", description = "one of ${COMPLETION-CANDIDATES}")
        private Architecture architecture;

        @Option(names = "--train", paramLabel = VARIABLE, description = "stimuli to train on; untrained without")
        private String train;

        @Option(
                names = "--label",
                defaultValue = "tilt",
                description = "stimulus parameter to tell (default ${DEFAULT-VALUE})")
        private String label;

        @Option(names = "--epochs", description = "passes over the stimuli")
        private Integer epochs;

        @Option(
                names = "--size",
                defaultValue = "64",
                description = "input in pixels across (default ${DEFAULT-VALUE})")
        private int size;

        @Option(names = "--seed", defaultValue = "1", description = "seed of the weights (default ${DEFAULT-VALUE})")
        private long seed;

        @Override
        Network run() {
            if (train == null) {
                return untrained(architecture == Architecture.tilt ? 2 : 8);
            }
            var stimuli = value("--train", train, StimulusSet.class);
            var classes = (int) stimuli.parameter(label).stream().distinct().count();
            var training = Training.withDefaults().seed(seed);
            return untrained(classes).train(stimuli, label, epochs == null ? training : training.epochs(epochs));
        }

        private Network untrained(int classes) {
            return switch (architecture) {
                case tilt -> Networks.tiltNet(size, seed);
                case objects -> Networks.objectNet(size, classes, seed);
            };
        }
    }
}
