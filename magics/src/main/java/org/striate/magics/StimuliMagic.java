package org.striate.magics;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.striate.core.BadInput;
import org.striate.core.StimulusSet;
import org.striate.datasets.RenderedObjects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %stimuli gratings --orientations 16}: makes stimuli. */
@Command(
        name = "stimuli",
        description = "Makes stimuli, or opens those of a folder or a recording.",
        footer = {
            "%stimuli gratings --orientations 8 --phases 2 --size 32 --as stimuli",
            "%stimuli tilted --count 60 --size 32 --as tilted"
        })
public final class StimuliMagic extends CommandMagic {

    private static final List<String> WAVES =
            List.of("--orientations", "--frequencies", "--contrasts", "--diameters", "--phases", "--size");

    private static final List<String> COUNTED = List.of("--count", "--size", "--seed");

    /** What there is to make, and the options that have an effect on it. */
    enum Kind {
        gratings(StimuliMagic.WAVES, line -> line.waves("gratings")),
        gabors(StimuliMagic.WAVES, line -> line.waves("gabors")),
        plaids(StimuliMagic.WAVES, line -> line.waves("plaids")),
        checkerboards(
                List.of("--frequencies", "--size"),
                line -> line.sized(Code.call("Stimuli.checkerboards", or(line.frequencies, List.of(1.0))))),
        whiteNoise(StimuliMagic.COUNTED, line -> line.counted("whiteNoise")),
        pinkNoise(StimuliMagic.COUNTED, line -> line.counted("pinkNoise")),
        sparseNoise(StimuliMagic.COUNTED, line -> line.counted("sparseNoise")),
        deadLeaves(StimuliMagic.COUNTED, line -> line.counted("deadLeaves")),
        textures(
                List.of("--views", "--size", "--seed"),
                line -> line.sized(Code.call("Stimuli.textures", 8, or(line.views, 4), line.seed))),
        radialFrequency(List.of("--size"), line -> line.sized(Code.call("Stimuli.radialFrequency", 2, 3, 4, 5, 8))),
        letters(List.of("--size"), line -> line.sized(Code.call("Stimuli.letters"))),
        words(
                List.of("--words", "--size"),
                line -> line.sized(Code.call("Stimuli.words", line.require("--words", line.words)))),
        faces(
                List.of("--views", "--size", "--seed"),
                line -> line.sized(Code.call("Stimuli.faces", 8, or(line.views, 4), line.seed))),
        eyes(
                List.of("--views", "--size", "--seed"),
                line -> line.sized(Code.call("Stimuli.eyes", 8, or(line.views, 4), line.seed))),
        objects(
                List.of("--views", "--variation", "--size", "--seed"),
                line -> line.sized(Code.call("Stimuli.objects", line.seed)
                        .with("views", line.views)
                        .with("variation", line.variation))),
        morphs(
                List.of("--levels", "--size"),
                line -> line.sized(Code.call("Stimuli.morphs", or(line.levels, List.of())))),
        walk(
                List.of("--seconds", "--size", "--seed"),
                line -> Code.call("Stimuli.walk", line.seconds, line.seed, or(line.size, 64))
                        .when(true, "frames")),
        tilted(StimuliMagic.COUNTED, line -> line.counted("tilted")),
        shapes(StimuliMagic.COUNTED, line -> line.counted("shapes")),
        folder(
                List.of("--from", "--size", "--degrees"),
                line -> Code.call(
                        "Stimuli.folder", Path.of(line.require("--from", line.from)), line.degrees, or(line.size, 64))),
        recording(List.of("--from"), line -> Code.call("Recordings.stimuli", line.require("--from", line.from)));

        private final List<String> options;
        private final Function<StimuliMagic, Code> make;

        Kind(List<String> options, Function<StimuliMagic, Code> make) {
            this.options = options;
            this.make = make;
        }
    }

    @Parameters(index = "0", paramLabel = "KIND", description = "one of")
    private Kind kind;

    @Option(names = "--orientations", paramLabel = "N", description = "how many, evenly from 0 to 180 deg (8)")
    private Integer orientations;

    @Option(names = "--frequencies", paramLabel = "F,..", split = ",", description = "cycles or checks/deg (1)")
    private List<Double> frequencies;

    @Option(names = "--contrasts", paramLabel = "C,..", split = ",", description = "0 to 1 (1)")
    private List<Double> contrasts;

    @Option(names = "--diameters", paramLabel = "D,..", split = ",", description = "deg (as wide as the picture)")
    private List<Double> diameters;

    @Option(names = "--phases", paramLabel = "N", description = "how many phases (4)")
    private Integer phases;

    @Option(names = "--count", defaultValue = "1000", paramLabel = "N", description = "how many random stimuli (1000)")
    private int count;

    @Option(names = "--views", paramLabel = "N", description = "pictures of every object, face or texture")
    private Integer views;

    @Option(names = "--variation", paramLabel = "HOW", description = "of objects")
    private RenderedObjects.Variation variation;

    @Option(names = "--words", paramLabel = "WORD,..", split = ",", description = "such as house,tree")
    private List<String> words;

    @Option(names = "--levels", paramLabel = "L,..", split = ",", description = "of morphs, 0 to 1 (0,0.2,..,1)")
    private List<Double> levels;

    @Option(names = "--seconds", defaultValue = "30", paramLabel = "S", description = "of a walk (30)")
    private double seconds;

    @Option(
            names = "--from",
            paramLabel = Completer.FILE,
            completionCandidates = DataMagic.Names.class,
            description = "a folder's path, or a recording's name")
    private String from;

    @Option(names = "--size", paramLabel = "N", description = "pixels across (64)")
    private Integer size;

    @Option(names = "--degrees", defaultValue = "8", paramLabel = "D", description = "width of a folder's pictures (8)")
    private double degrees;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "of what is random (1)")
    private long seed;

    public StimuliMagic() {
        super(StimulusSet.class);
    }

    @Override
    JavaCall java(Variables variables) {
        refuseAllBut(kind.options, "to " + kind);
        return JavaCall.of(kind.make.apply(this));
    }

    private Code waves(String kind) {
        return sized(Code.call("Stimuli." + kind)
                .with("orientations", orientations)
                .with("spatialFrequencies", frequencies)
                .with("contrasts", contrasts)
                .with("diameters", diameters)
                .with("phases", phases));
    }

    private Code counted(String kind) {
        return sized(Code.call("Stimuli." + kind, count, seed));
    }

    private Code sized(Code code) {
        return code.with("size", size);
    }

    private <T> T require(String option, T value) {
        if (value == null) {
            throw BadInput.of(option, "not given", "a value for " + kind, "Usage: %stimuli --help");
        }
        return value;
    }

    private static <T> T or(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
