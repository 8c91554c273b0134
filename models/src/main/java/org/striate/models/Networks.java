package org.striate.models;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.models.files.Checkpoint;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Weights;

/** Networks by architecture; each is untrained until {@link Network#train} or a checkpoint gives it weights. */
public final class Networks {

    private static final String MEND =
            "Give Java more memory when it starts, such as java -Xmx4g, or take a smaller network: "
                    + "Networks.named(\"resnet18\", 1)";

    private Networks() {}

    /** The names of the architectures that {@link #named} makes, most of them torchvision's. */
    public static List<String> names() {
        return List.copyOf(Zoo.MAKERS.keySet());
    }

    /**
     * A published architecture with random weights, for images of 224 x 224 and 1000 classes.
     *
     * @param name one of {@link #names()}: alexnet, vgg16, resnet18 ...
     * @param seed of the weights
     * @throws BadInput if there is no such architecture
     */
    public static Network named(String name, long seed) {
        return named(name, 224, 1000, seed);
    }

    /**
     * A published architecture with random weights.
     *
     * @param side of its RGB input in pixels
     * @param classes units of the output
     */
    public static Network named(String name, int side, int classes, long seed) {
        var graph = graph(name, side, classes);
        return Exhaustion.guard(name, MEND, () -> Network.of(graph, Preprocessing.imageNet(side, side), seed));
    }

    /**
     * A published architecture with weights from a file: safetensors, or a state dict of PyTorch. The number of classes is the
     * file's; a file of {@link Network#save} tells the side, mean and deviation of its images too, for others they are 224 pixels
     * and ImageNet's.
     *
     * @param name one of {@link #names()}
     * @param checkpoint such as {@code resnet18.pth}
     * @throws BadInput if the file is damaged, or its tensors are not the architecture's: each one is named
     */
    public static Network load(String name, Path checkpoint) {
        return load(name, OptionalInt.empty(), checkpoint);
    }

    /**
     * The same for images of another side.
     *
     * @param side of its RGB input in pixels; the dense layers of AlexNet and VGG fit any
     */
    public static Network load(String name, int side, Path checkpoint) {
        return load(name, OptionalInt.of(side), checkpoint);
    }

    private static Network load(String name, OptionalInt side, Path checkpoint) {
        return Exhaustion.guard(checkpoint.toString(), MEND, () -> loaded(name, side, checkpoint));
    }

    private static Network loaded(String name, OptionalInt side, Path checkpoint) {
        var maker = maker(name);
        var opened = Checkpoint.load(checkpoint);
        var last = maker.make(224, 2).nodes();
        var head = opened.tensors().get(last.get(last.size() - 1).module() + ".weight");
        int classes = head == null || head.shape().isEmpty()
                ? 1000
                : Math.max(1, head.shape().get(0).intValue());
        var shown = SavedNetwork.preprocessing(name, checkpoint, opened).orElse(Preprocessing.imageNet(224, 224));
        var sized = shown.size(side.orElse(shown.width()));
        return SavedNetwork.load(maker.make(sized.width(), classes), sized, checkpoint, opened);
    }

    /** Your own architecture with weights from a file; see {@link #load(String, Path)}. */
    public static Network load(Graph graph, Preprocessing preprocessing, Path checkpoint) {
        return Exhaustion.guard(
                checkpoint.toString(),
                MEND,
                () -> SavedNetwork.load(graph, preprocessing, checkpoint, Checkpoint.load(checkpoint)));
    }

    /**
     * A network that {@code torch.jit.save} wrote, shown images of 224 x 224 with ImageNet's mean and deviation; see
     * {@link #torchScript(Path, Preprocessing)}.
     */
    public static Network torchScript(Path archive) {
        return torchScript(archive, Preprocessing.imageNet(224, 224));
    }

    /**
     * A network that {@code torch.jit.save} wrote, scripted or traced. Every submodule whose output is a tensor with the batch in
     * front is a layer, under its path; what the network itself returns is {@code output}. A submodule of that name is {@code
     * output-t0}; where the network returns anything else, such as a pair, its last layer stands for the answer.
     *
     * @param preprocessing the input that the network was trained with
     * @throws BadInput if the file is no archive, the network does not take such images, or it was traced as it learns, without
     *     {@code net.eval()}
     */
    public static Network torchScript(Path archive, Preprocessing preprocessing) {
        var name = archive.getFileName().toString().replaceFirst("\\.\\w+$", "");
        var origin = Origin.of("network").with("archive", archive.getFileName()).with("sha256", Origin.sha256(archive));
        return Network.of(name, ScriptProgram.load(archive, preprocessing), preprocessing, origin);
    }

    /**
     * A network that {@link Network#save} wrote.
     *
     * @throws BadInput if the file is another
     */
    public static Network load(Path file) {
        return Exhaustion.guard(file.toString(), MEND, () -> SavedNetwork.load(file));
    }

    static Graph graph(String name, int side, int classes) {
        var maker = maker(name);
        requireClasses(name, classes);
        return maker.make(side, classes);
    }

    private static Zoo.Maker maker(String name) {
        var maker = Zoo.MAKERS.get(name);
        if (maker == null) {
            throw BadInput.unknown("architecture", name, "the zoo", names(), "Networks.names()");
        }
        return maker;
    }

    /**
     * A small network for telling left from right tilt: two convolutions and a dense layer.
     *
     * @param side of its grey input in pixels, a multiple of 8
     * @param seed of the weights
     */
    public static Network tiltNet(int side, long seed) {
        requireSide("tiltNet", side, 8, "1)");
        return Network.of(Zoo.tiltNet(side), Preprocessing.grey(side, side), seed);
    }

    /**
     * A small network for telling objects apart: four convolutions and a dense layer.
     *
     * @param side of its grey input in pixels, a multiple of 16
     * @param classes how many kinds of object
     * @param seed of the weights
     */
    public static Network objectNet(int side, int classes, long seed) {
        requireSide("objectNet", side, 16, "8, 1)");
        requireClasses("objectNet", classes);
        return Network.of(Zoo.objectNet(side, classes), Preprocessing.grey(side, side), seed);
    }

    /**
     * Networks for telling objects apart along a dial of capacity: four stages, each half the size and twice the width of the
     * one before.
     *
     * @param side of its grey input in pixels, a multiple of 16
     * @param classes how many kinds of object
     */
    public static Network objectNet(int side, int classes, Capacity capacity, long seed) {
        requireSide("objectNet", side, 16, "8, 1)");
        requireClasses("objectNet", classes);
        return Network.of(
                Zoo.dial(side, classes, capacity.width(), capacity.depth(), capacity.skips()),
                Preprocessing.grey(side, side),
                seed);
    }

    /**
     * The network of the Neuromatch lesson: six filters of 7 x 7 pixels, two of them centre-surround and four Gabors, a pool of 8, a
     * dense layer of 10, and one output that is above 0 for the larger of two values. Input of 48 x 64 grey pixels.
     *
     * @param seed of the weights behind the filters; training moves the filters too, unless they are {@code frozen("conv")}
     */
    public static Network tiltLesson(long seed) {
        var graph = SmallNets.tiltLesson();
        var random = Weights.random(graph, seed);
        var filters = SmallNets.lessonFilters();
        var weights = Weights.of(graph, (name, tensor) -> name.equals("conv.weight") ? filters : random.values(name));
        random.free();
        var origin = Origin.of("network").with("architecture", graph.name()).with("seed", seed);
        return Network.of(
                "untrained " + graph.name(), new GraphProgram(graph, weights), Preprocessing.grey(48, 64), origin);
    }

    /**
     * A small recurrent network with the areas of CORnet-S (Kubilius et al. 2019): V1, then V2, V4 and IT, run 2, 4 and 2 times with
     * one set of weights.
     *
     * @param side of its grey input in pixels, a multiple of 16
     */
    public static Network recurrentNet(int side, int classes, long seed) {
        requireSide("recurrentNet", side, 16, "8, 1)");
        requireClasses("recurrentNet", classes);
        return Network.of(SmallNets.recurrentNet(side, classes), Preprocessing.grey(side, side), seed);
    }

    /**
     * An autoencoder of convolutions; learns by {@link Task#reconstruct}.
     *
     * @param side of its grey input in pixels, a multiple of 4, at least 16
     * @param code units in the middle, the layer {@code code}
     */
    public static Network autoencoder(int side, int code, long seed) {
        requireSide("autoencoder", side, 4, "16, 1)");
        if (code < 1) {
            throw BadInput.of("autoencoder", "a code of " + code, "at least 1 unit", "Networks.autoencoder(64, 16, 1)");
        }
        return Network.of(SmallNets.autoencoder(side, code), Preprocessing.grey(side, side), seed);
    }

    /**
     * A capsule network (Sabour et al. 2017): a convolution, primary capsules of 8, one capsule of 16 a class found by three
     * iterations of routing by agreement, and a decoder. Layers {@code conv}, {@code primary}, {@code capsules} (the pose of what is
     * seen), {@code lengths} (the answer) and {@code reconstruction}; {@link Network#train} uses {@link Task#capsules}.
     *
     * @param side of its grey input in pixels, a multiple of 4, at least 16; pixels as they are
     */
    public static Network capsuleNet(int side, int classes, long seed) {
        requireSide("capsuleNet", side, 4, "8, 1)");
        requireClasses("capsuleNet", classes);
        return Network.of(SmallNets.capsuleNet(side, classes), Preprocessing.plain(1, side, side), seed);
    }

    /** A convolutional network with the first layers and, within 10 %, the number of weights of {@link #capsuleNet}. */
    public static Network capsuleTwin(int side, int classes, long seed) {
        requireSide("capsuleTwin", side, 4, "8, 1)");
        requireClasses("capsuleTwin", classes);
        return Network.of(SmallNets.capsuleTwin(side, classes), Preprocessing.plain(1, side, side), seed);
    }

    /**
     * Where on the dial a network stands.
     *
     * @param width channels of the first stage
     * @param depth convolutions a stage
     * @param skips whether each convolution after a stage's first adds what went in
     */
    public record Capacity(int width, int depth, boolean skips) {
        public Capacity {
            if (width < 1 || depth < 1) {
                throw BadInput.of(
                        "capacity",
                        width + " channels, " + depth + " convolutions",
                        "at least 1 of each",
                        "new Networks.Capacity(8, 2, true)");
            }
        }
    }

    private static void requireSide(String name, int side, int multiple, String rest) {
        if (side < 16 || side % multiple != 0) {
            throw BadInput.of(
                    name,
                    side + " pixels",
                    "a multiple of " + multiple + " pixels, at least 16",
                    "Networks." + name + "(64, " + rest);
        }
    }

    private static void requireClasses(String name, int classes) {
        if (classes < 2) {
            throw BadInput.of(name, classes + " classes", "at least 2 classes", "Networks.objectNet(64, 8, 1)");
        }
    }
}
