package org.striate.magics;

import java.util.List;
import org.striate.core.StimulusSet;
import org.striate.datasets.Stimuli;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %stimuli gratings --orientations 16}: makes stimuli. */
public final class StimuliMagic extends CommandMagic<StimulusSet> {

    public StimuliMagic() {
        super(StimulusSet.class, Line::new);
    }

    /** What there is to make. */
    enum Kind {
        gratings,
        tilted,
        shapes
    }

    @Command(
            name = "stimuli",
            description = "Makes stimuli: gratings, tilted gratings or shapes.",
            footer = "Example: %%stimuli gratings --orientations 16 --phases 4 --as stimuli")
    static final class Line extends Step<StimulusSet> {

        @Parameters(index = "0", description = "one of ${COMPLETION-CANDIDATES}")
        private Kind kind;

        @Option(
                names = "--orientations",
                defaultValue = "8",
                description = "gratings: how many, evenly from 0 to 180 deg")
        private int orientations;

        @Option(
                names = "--frequencies",
                split = ",",
                defaultValue = "1",
                description = "gratings: spatial frequencies in cycles/deg, such as 0.5,1,2")
        private List<Double> frequencies;

        @Option(names = "--phases", defaultValue = "4", description = "gratings: how many phases")
        private int phases;

        @Option(names = "--count", defaultValue = "1000", description = "tilted, shapes: how many stimuli")
        private int count;

        @Option(names = "--size", defaultValue = "64", description = "pixels across (default ${DEFAULT-VALUE})")
        private int size;

        @Option(names = "--seed", defaultValue = "1", description = "tilted, shapes: seed (default ${DEFAULT-VALUE})")
        private long seed;

        @Override
        StimulusSet run() {
            return switch (kind) {
                case gratings ->
                    Stimuli.gratings()
                            .orientations(orientations)
                            .spatialFrequencies(frequencies.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray())
                            .phases(phases)
                            .size(size);
                case tilted -> Stimuli.tilted(count, seed).size(size);
                case shapes -> Stimuli.shapes(count, seed).size(size);
            };
        }
    }
}
