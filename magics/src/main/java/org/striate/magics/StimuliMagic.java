package org.striate.magics;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;
import org.striate.datasets.Gratings;
import org.striate.datasets.Recordings;
import org.striate.datasets.RenderedObjects;
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
        gratings(line -> line.waves(Stimuli.gratings())),
        gabors(line -> line.waves(Stimuli.gabors())),
        plaids(line -> line.waves(Stimuli.plaids())),
        checkerboards(line -> Stimuli.checkerboards(numbers(line.frequencies)).size(line.size)),
        whiteNoise(line -> Stimuli.whiteNoise(line.count, line.seed).size(line.size)),
        pinkNoise(line -> Stimuli.pinkNoise(line.count, line.seed).size(line.size)),
        sparseNoise(line -> Stimuli.sparseNoise(line.count, line.seed).size(line.size)),
        deadLeaves(line -> Stimuli.deadLeaves(line.count, line.seed).size(line.size)),
        textures(line -> Stimuli.textures(8, line.views, line.seed).size(line.size)),
        radialFrequency(line -> Stimuli.radialFrequency(2, 3, 4, 5, 8).size(line.size)),
        letters(line -> Stimuli.letters().size(line.size)),
        words(line -> Stimuli.words(line.require("--words", line.words).toArray(String[]::new))
                .size(line.size)),
        faces(line -> Stimuli.faces(8, line.views, line.seed).size(line.size)),
        eyes(line -> Stimuli.eyes(8, line.views, line.seed).size(line.size)),
        objects(line -> Stimuli.objects(line.seed)
                .views(line.views)
                .variation(line.variation)
                .size(line.size)),
        morphs(line -> Stimuli.morphs(numbers(line.levels)).size(line.size)),
        walk(line -> Stimuli.walk(line.seconds, line.seed, line.size).frames()),
        tilted(line -> Stimuli.tilted(line.count, line.seed).size(line.size)),
        shapes(line -> Stimuli.shapes(line.count, line.seed).size(line.size)),
        folder(line -> Stimuli.folder(Path.of(line.require("--from", line.from)), line.degrees, line.size)),
        recording(line -> Recordings.stimuli(line.require("--from", line.from)));

        final Function<Line, StimulusSet> make;

        Kind(Function<Line, StimulusSet> make) {
            this.make = make;
        }
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Command(
            name = "stimuli",
            description = "Makes stimuli, or opens those of a folder or a recording.",
            footer = "Example: %%stimuli gratings --orientations 16 --phases 4 --as stimuli")
    static final class Line extends Step<StimulusSet> {

        @Parameters(index = "0", description = "one of ${COMPLETION-CANDIDATES}")
        private Kind kind;

        @Option(names = "--orientations", defaultValue = "8", description = "how many, evenly from 0 to 180 deg")
        private int orientations;

        @Option(
                names = "--frequencies",
                split = ",",
                defaultValue = "1",
                description = "cycles/deg, or checks/deg, such as 0.5,1,2")
        private List<Double> frequencies;

        @Option(names = "--contrasts", split = ",", defaultValue = "1", description = "such as 0.1,0.5,1")
        private List<Double> contrasts;

        @Option(names = "--diameters", split = ",", description = "deg; as wide as the picture without")
        private List<Double> diameters = List.of();

        @Option(names = "--phases", defaultValue = "4", description = "how many phases")
        private int phases;

        @Option(names = "--count", defaultValue = "1000", description = "how many random stimuli")
        private int count;

        @Option(names = "--views", defaultValue = "4", description = "pictures of every object, face or texture")
        private int views;

        @Option(names = "--variation", defaultValue = "MEDIUM", description = "objects: ${COMPLETION-CANDIDATES}")
        private RenderedObjects.Variation variation;

        @Option(names = "--words", split = ",", description = "words: such as house,tree")
        private List<String> words;

        @Option(names = "--levels", split = ",", defaultValue = "0,0.2,0.4,0.6,0.8,1", description = "morphs: 0 to 1")
        private List<Double> levels;

        @Option(names = "--seconds", defaultValue = "30", description = "walk: how long")
        private double seconds;

        @Option(names = "--from", description = "folder: its path; recording: its name")
        private String from;

        @Option(names = "--size", defaultValue = "64", description = "pixels across (default ${DEFAULT-VALUE})")
        private int size;

        @Option(names = "--degrees", defaultValue = "8", description = "folder: width (default ${DEFAULT-VALUE})")
        private double degrees;

        @Option(names = "--seed", defaultValue = "1", description = "seed (default ${DEFAULT-VALUE})")
        private long seed;

        @Override
        StimulusSet run() {
            return kind.make.apply(this);
        }

        private Gratings waves(Gratings gratings) {
            return gratings.orientations(orientations)
                    .spatialFrequencies(numbers(frequencies))
                    .contrasts(numbers(contrasts))
                    .diameters(numbers(diameters))
                    .phases(phases)
                    .size(size);
        }

        private <T> T require(String option, T value) {
            if (value == null) {
                throw BadInput.of(option, "not given", "a value for " + kind, "Usage: %stimuli --help");
            }
            return value;
        }
    }
}
