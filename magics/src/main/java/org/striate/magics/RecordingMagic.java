package org.striate.magics;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.StimulusSet;
import org.striate.datasets.NamedDataSet;
import org.striate.datasets.Recordings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %recording cowley2023-v4 --as v4}: loads responses by name or from a file, or records the simulated cortex. */
@Command(
        name = "recording",
        description = "Loads recorded responses by name or from a .nc or .npz file, or records the simulated cortex.",
        footer = "%recording simulated --stimuli stimuli --region V1 --trials 4 --neurons 4 --as v1")
public final class RecordingMagic extends CommandMagic {

    static final String SIMULATED = "simulated";
    private static final List<String> SIMULATIONS = List.of("--stimuli", "--trials", "--neurons", "--seed");
    private static final List<String> REGIONS = List.of("V1", "V2", "V4", "IT", "VLPFC");

    /** The names of the catalogue, for completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            var published = Recordings.list().dataSets().stream().map(NamedDataSet::name);
            return Stream.concat(Stream.of(SIMULATED), published).iterator();
        }
    }

    /** The regions of the simulated cortex, for completion. */
    static final class Regions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return REGIONS.iterator();
        }
    }

    @Parameters(index = "0", paramLabel = "NAME", completionCandidates = Names.class, description = "a path, or one of")
    private String name;

    @Option(names = "--part", paramLabel = Completer.PART, description = "of the data set (its first)")
    private String part;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            completionCandidates = Regions.class,
            description = "only its neurons, such as")
    private String region;

    @Option(names = "--window", arity = "2", paramLabel = "MS", description = "only this time, in ms: from, to")
    private List<Double> window;

    @Option(names = "--fetch", description = "downloads it first where it is not on this machine")
    private boolean fetch;

    @Of(StimulusSet.class)
    @Option(names = "--stimuli", paramLabel = "VARIABLE", description = "simulated: what is shown")
    private String stimuli;

    @Option(names = "--trials", defaultValue = "20", paramLabel = "N", description = "simulated: of each stimulus (20)")
    private int trials;

    @Option(names = "--neurons", paramLabel = "N", description = "simulated: in each of the two animals (30)")
    private Integer neurons;

    @Option(names = "--seed", paramLabel = "N", description = "simulated: of neurons and noise")
    private Long seed;

    public RecordingMagic() {
        super(NeuralResponses.class);
    }

    @Override
    JavaCall java(Variables variables) {
        if (name.equals(SIMULATED)) {
            refuse(List.of("--part", "--fetch"), "to simulated", "a data set with a name", "Leave it out");
            return JavaCall.of(simulated().with("window", window));
        }
        boolean file = name.toLowerCase(Locale.ROOT).matches(".*\\.(nc|npz)");
        refuse(SIMULATIONS, "to " + name, "%recording simulated", "Leave it out");
        if (file) {
            refuse(List.of("--part", "--fetch"), "with a file", "a data set with a name", "Leave it out");
        }
        var loaded = file
                ? Code.call("Recordings.open", Path.of(name))
                : part == null ? Code.call("Recordings.load", name) : Code.call("Recordings.load", name, part);
        var call = JavaCall.of((region == null ? loaded : loaded.with("region", area())).with("window", window));
        var known = Code.call("Recordings.isHere", name);
        return fetch ? call.after("if (!" + known + ") { " + Code.call("Recordings.fetch", name) + "; }") : call;
    }

    private Code simulated() {
        if (stimuli == null || region == null) {
            throw BadInput.of(
                    "%recording simulated",
                    (stimuli == null ? "--stimuli" : "--region") + " is missing",
                    "what is shown, and where is recorded",
                    "Such as " + examples().get(0));
        }
        var cortex =
                Code.call("SimulatedCortex.standard").with("neurons", neurons).with("seed", seed);
        return new Code(cortex + "." + Code.call("record", new Code(stimuli), area(), trials));
    }

    private Code area() {
        return REGIONS.contains(region.toUpperCase(Locale.ROOT))
                ? new Code("Region." + region.toUpperCase(Locale.ROOT))
                : Code.call("new Region", region);
    }
}
