package org.striate.magics;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.striate.core.BadInput;
import org.striate.core.StimulusModel;
import org.striate.models.Networks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %network resnet18 --weights resnet18.safetensors}: makes or loads a network or another model. */
@Command(
        name = "network",
        description = "Makes a network, opens a saved one, or makes a baseline model.",
        footer = "%network tilt --size 32 --as network")
public final class NetworkMagic extends CommandMagic {

    private static final Map<String, Function<NetworkMagic, Code>> SMALL = new LinkedHashMap<>();

    /** Of these, the ones that may have any number of classes. */
    private static final List<String> CLASSED = List.of("objects", "recurrent", "capsules", "capsule-twin");

    /** What has no effect on the others. */
    private static final Map<String, List<String>> FIXED =
            Map.of("lesson", List.of("--size"), "pixels", List.of("--seed"), "gabors", List.of("--size", "--seed"));

    static {
        SMALL.put("tilt", line -> Code.call("Networks.tiltNet", line.side(64), line.seed));
        SMALL.put("lesson", line -> Code.call("Networks.tiltLesson", line.seed));
        SMALL.put("objects", line -> line.telling("objectNet"));
        SMALL.put("recurrent", line -> line.telling("recurrentNet"));
        SMALL.put("capsules", line -> line.telling("capsuleNet"));
        SMALL.put("capsule-twin", line -> line.telling("capsuleTwin"));
        SMALL.put("autoencoder", line -> Code.call("Networks.autoencoder", line.side(64), 16, line.seed));
        SMALL.put("pixels", line -> Code.call("new PixelModel", line.side(28)));
        SMALL.put("gabors", line -> Code.call("GaborModel.withDefaults"));
    }

    /** The architectures there are. */
    static final class Architectures implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(SMALL.keySet().stream(), Networks.names().stream())
                    .iterator();
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            completionCandidates = Architectures.class,
            description = "a file of network.save, an archive of TorchScript (.pt), or one of")
    private String name;

    @Option(
            names = "--weights",
            paramLabel = Completer.FILE,
            description = "safetensors or a state dict of PyTorch for a published architecture")
    private Path weights;

    @Option(names = "--size", paramLabel = "N", description = "pixels across (64; 224 if published; 28 for pixels)")
    private Integer size;

    @Option(names = "--classes", paramLabel = "N", description = "units of the output (8; 1000 if published)")
    private Integer classes;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "of the weights (1)")
    private long seed;

    public NetworkMagic() {
        super(StimulusModel.class);
    }

    @Override
    JavaCall java(Variables variables) {
        return JavaCall.of(code());
    }

    private Code code() {
        boolean file = name.matches(".*[./\\\\].*");
        if (file || SMALL.containsKey(name)) {
            refuse("--weights", weights, "with " + name, "a published architecture", "%network --help lists them");
        }
        if (file) {
            refuse("--size", size, "with a file", "what the file was trained with", "Leave it out");
        }
        if (file || weights != null) {
            refuse("--classes", classes, "with a file", "as many as the file has", "Leave it out");
            refuse(List.of("--seed"), "with a file", "the weights that the file has", "Leave it out");
        }
        if (SMALL.containsKey(name)) {
            var wanted = CLASSED.contains(name) ? null : classes;
            refuse("--classes", wanted, "to " + name, "one of " + String.join(", ", CLASSED), "Leave it out");
            var fixed = FIXED.getOrDefault(name, List.of());
            refuse(fixed, "to " + name, "a network that is made with it", "Leave it out");
            return SMALL.get(name).apply(this);
        }
        if (file) {
            return Code.call(name.endsWith(".pt") ? "Networks.torchScript" : "Networks.load", Path.of(name));
        }
        if (!Networks.names().contains(name)) {
            var known = Stream.concat(SMALL.keySet().stream(), Networks.names().stream())
                    .toList();
            throw BadInput.unknown("architecture", name, "%network", known, String.join(", ", known));
        }
        if (weights != null) {
            return size == null
                    ? Code.call("Networks.load", name, weights)
                    : Code.call("Networks.load", name, size, weights);
        }
        return Code.call("Networks.named", name, side(224), classes == null ? 1000 : classes, seed);
    }

    private Code telling(String maker) {
        return Code.call("Networks." + maker, side(64), classes == null ? 8 : classes, seed);
    }

    private int side(int usual) {
        return size == null ? usual : size;
    }
}
