package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;
import org.striate.core.TrainingLog;
import org.striate.datasets.Stimuli;
import org.striate.models.experiments.LotteryTickets;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;
import org.striate.models.graph.Weights;

class LearningTest {

    @TempDir
    Path folder;

    private final Thread test = Thread.currentThread();

    @AfterEach
    void showNothing() {
        Progress.showOn(progress -> {});
    }

    private static final StimulusSet TILTED = Stimuli.tilted(120, 1).size(32);

    /** Momentum, a schedule, patience, augmentation and batch statistics: all that a state must remember. */
    private static Training settings() {
        return Training.withDefaults()
                .epochs(5)
                .batch(25)
                .schedule(Training.Schedule.COSINE)
                .patience(5)
                .rule(LearningRule.sgd(0.02, 0.9))
                .augmented(Augmentation.shift(0.1), Augmentation.noise(0.1));
    }

    private static String weights(Network network) {
        return network.origin().settings().get("weights sha256");
    }

    private static Network untrained() {
        return Networks.tiltNet(32, 1);
    }

    @Test
    void interruptedTrainingGoesOnToTheSameWeights() {
        var unbroken = untrained().train(TILTED, "tilt", settings());
        var file = folder.resolve("state.safetensors");
        Progress.showOn(progress -> {
            if (progress.note().startsWith("epoch 3") && !progress.finished()) {
                Thread.currentThread().interrupt();
            }
        });
        assertThatThrownBy(() -> untrained().train(TILTED, "tilt", settings().checkpoint(file)))
                .isInstanceOf(Progress.Interrupted.class)
                .hasMessageContaining("2 of 5 epochs are in " + file)
                .hasMessageContaining("the same call goes on");
        Progress.showOn(progress -> {});
        var resumed = untrained().train(TILTED, "tilt", settings().checkpoint(file));
        assertThat(weights(resumed)).isEqualTo(weights(unbroken));
        assertThat(resumed.training().loss()).isEqualTo(unbroken.training().loss());
        var again = untrained().train(TILTED, "tilt", settings().checkpoint(file));
        assertThat(weights(again)).isEqualTo(weights(unbroken));
    }

    @Test
    void interruptWithoutAFileSaysHowToHaveOne() {
        Progress.showOn(progress -> Thread.currentThread().interrupt());
        assertThatThrownBy(() -> untrained().train(TILTED, "tilt", settings()))
                .isInstanceOf(Progress.Interrupted.class)
                .hasMessageContaining("the network is as it was before")
                .hasMessageContaining("settings.checkpoint(");
    }

    @Test
    void interruptIsTakenWhileStimuliAreRendered() {
        var rendered = new AtomicInteger();
        var stimuli = pictures(i -> {
            if (rendered.incrementAndGet() == 1) {
                test.interrupt();
            }
            return TILTED.pixels(i);
        });
        var file = folder.resolve("state.safetensors");
        assertThatThrownBy(() -> untrained().train(stimuli, "tilt", settings().checkpoint(file)))
                .isInstanceOf(Progress.Interrupted.class)
                .hasMessageContaining("nothing had been learned yet");
        assertThat(rendered.get()).isEqualTo(32);
        untrained().train(TILTED, "tilt", settings().epochs(1).checkpoint(file));
        rendered.set(0);
        assertThatThrownBy(() -> untrained().train(stimuli, "tilt", settings().checkpoint(file)))
                .isInstanceOf(Progress.Interrupted.class)
                .hasMessageContaining("what was learned is in " + file);
    }

    /** What the second process runs. */
    static final class Learner {
        private Learner() {}

        public static void main(String[] arguments) {
            Progress.showOn(progress -> System.out.println(progress.note()));
            untrained().train(TILTED, "tilt", settings().checkpoint(Path.of(arguments[0])));
        }
    }

    @Test
    void killedTrainingGoesOnToTheSameWeights() throws IOException, InterruptedException {
        var file = folder.resolve("killed.safetensors");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Learner.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var seen = new ArrayList<String>();
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                seen.add(line);
                if (line.startsWith("epoch 3")) {
                    break;
                }
            }
        }
        assertThat(seen).as("lines of the other process").anyMatch(line -> line.startsWith("epoch 3"));
        process.destroyForcibly(); // SIGKILL
        assertThat(process.waitFor()).isEqualTo(128 + 9);
        var resumed = untrained().train(TILTED, "tilt", settings().checkpoint(file));
        assertThat(weights(resumed)).isEqualTo(weights(untrained().train(TILTED, "tilt", settings())));
    }

    @Test
    void strangeCheckpointsAreRefusedInOneSentence() throws IOException {
        var file = folder.resolve("state.safetensors");
        var short1 = settings().epochs(1);
        untrained().train(TILTED, "tilt", short1.checkpoint(file));
        assertThatThrownBy(
                        () -> untrained().train(TILTED, "tilt", short1.seed(2).checkpoint(file)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the checkpoint of another training")
                .hasMessageContaining("settings.checkpoint(Path.of(");
        var whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 100));
        assertThatThrownBy(() -> untrained().train(TILTED, "tilt", short1.checkpoint(file)))
                .isInstanceOf(BadInput.class);
        Files.writeString(file, "no checkpoint");
        assertThatThrownBy(() -> untrained().train(TILTED, "tilt", short1.checkpoint(file)))
                .isInstanceOf(BadInput.class);
    }

    /** {@code Map.of} gives its entries in another order in every process. */
    @Test
    void orderOfTheParametersIsNoPartOfACheckpoint() {
        var once = settings().epochs(1).checkpoint(folder.resolve("state.safetensors"));
        var angle = TILTED.parameter("angle");
        var tilt = TILTED.parameter("tilt");
        var first = new LinkedHashMap<String, List<Object>>();
        first.put("angle", angle);
        first.put("tilt", tilt);
        var second = new LinkedHashMap<String, List<Object>>();
        second.put("tilt", tilt);
        second.put("angle", angle);
        var trained = untrained().train(pictures(TILTED::pixels, first), "tilt", once);
        var again = untrained().train(pictures(TILTED::pixels, second), "tilt", once);
        assertThat(weights(again)).isEqualTo(weights(trained));
    }

    /** Their origins say no more than where they come from and how many there are. */
    @Test
    void checkpointOfOtherStimuliIsRefused() {
        var file = folder.resolve("state.safetensors");
        var once = settings().epochs(1).checkpoint(file);
        untrained().train(TILTED.select(IntStream.range(0, 60).toArray()), "tilt", once);
        assertThatThrownBy(() ->
                        untrained().train(TILTED.select(IntStream.range(60, 120).toArray()), "tilt", once))
                .hasMessageContaining("the checkpoint of another training");
        var pictures = folder.resolve("pictures.safetensors");
        untrained().train(pictures(0), "tilt", once.checkpoint(pictures));
        untrained().train(pictures(0), "tilt", once.checkpoint(pictures));
        assertThatThrownBy(() -> untrained().train(pictures(0.5f), "tilt", once.checkpoint(pictures)))
                .hasMessageContaining("the checkpoint of another training");
    }

    @Test
    void stimuliOfAllArraysAreShown() {
        var showing = untrained().showing();
        var arrays = new ArrayList<float[]>();
        showing.rendered(TILTED, 50, "", (from, some) -> {
            assertThat(from).isEqualTo(50 * arrays.size());
            arrays.add(some);
        });
        try (var batches = new Batches(arrays.toArray(float[][]::new), 50, showing.inputShape(1))) {
            assertThat(batches.stimuli()).isEqualTo(120);
            for (int i : new int[] {0, 49, 50, 119}) {
                assertThat(batches.of(List.of(i), List.of(), new Random(1)).toFloatArray())
                        .isEqualTo(showing.inputs(TILTED, i, i + 1));
            }
            arrays.get(2)[1024 * 3 + 7] = Float.NaN;
            assertThat(batches.odd(103)).isNaN();
            assertThat(batches.odd(102)).isZero();
        }
    }

    @Test
    void memoryThatIsNotThereIsSaidInOneSentence() {
        var huge = pictures(i -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThatThrownBy(() -> untrained().train(huge, "tilt", settings()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("ran out of Java's memory")
                .hasMessageContaining("settings.batch(16)");
        try (var batches = new Batches(new float[4000][], 1, new Shape(1, 3, 224, 224))) {
            var all = IntStream.range(0, 4000).boxed().toList();
            assertThatThrownBy(() -> batches.of(all, List.of(), new Random(1)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("a batch of 4000 images of (3, 224, 224), 2408 MB; expected at most 3566");
        }
    }

    private static StimulusSet pictures(float added) {
        return pictures(i -> {
            var pixels = TILTED.pixels(i).clone();
            pixels[0] += i == 7 ? added : 0;
            return pixels;
        });
    }

    private static StimulusSet pictures(IntFunction<float[]> pixels) {
        return pictures(pixels, TILTED.parameters());
    }

    private static StimulusSet pictures(IntFunction<float[]> pixels, Map<String, List<Object>> parameters) {
        return new PixelStimuli("pictures", TILTED.ids(), 1, 32, 32, 8, pixels, parameters, Origin.of("folder"));
    }

    @Test
    void oneStimulusABatchHasNoStatistics() {
        assertThatThrownBy(() -> untrained().train(TILTED, "tilt", settings().batch(1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("at least 2 stimuli a batch");
    }

    @Test
    void fileThatCannotBeWrittenIsNoticedBeforeTheWork() throws IOException {
        var blocked = Files.createFile(folder.resolve("file")).resolve("state.safetensors");
        var seen = new ArrayList<String>();
        Progress.showOn(progress -> seen.add(progress.note()));
        assertThatThrownBy(() -> untrained().train(TILTED, "tilt", settings().checkpoint(blocked)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cannot be written");
        assertThat(seen).noneMatch(note -> note.startsWith("epoch"));
    }

    @Test
    void earlyStopKeepsTheBestWeights() {
        var wild = Training.withDefaults().epochs(12).patience(2).rule(LearningRule.sgd(0.5, 0.9));
        var trained = untrained().train(TILTED, "tilt", wild);
        var losses = trained.training().heldOutLoss();
        int best = 0;
        for (int i = 0; i < losses.length; i++) {
            best = losses[i] < losses[best] ? i : best;
        }
        assertThat(losses.length).isEqualTo(Math.min(12, best + 3));
        var log = trained.training();
        assertThat(log.kept()).isEqualTo(best + 1).isLessThan(losses.length);
        assertThat(log.toString())
                .contains("the weights of epoch " + (best + 1))
                .endsWith(String.format(Locale.ROOT, "held out %.1f %%", 100 * log.heldOut()[best]));
        var tickets = new LotteryTickets(List.of(trained), Origin.of("test")).chart();
        assertThat(tickets.lines().get(0).y()).containsExactly(log.heldOut()[best]);
        var file = folder.resolve("stopped.safetensors");
        trained.save(file);
        assertThat(Networks.load(file).training()).hasToString(log.toString());
        var heldOut = TILTED.matching(trained.training().heldOutIds());
        assertThat(heldOut.size()).isEqualTo(12);
        assertThat(trained.accuracy(heldOut, "tilt"))
                .isEqualTo(trained.training().heldOut()[best]);
    }

    @Test
    void heldOutStimuliAreShownAsTheyAre() {
        var noisy = Training.withDefaults().epochs(2).augmented(Augmentation.noise(20));
        var trained = untrained().train(TILTED, "tilt", noisy);
        var heldOut = TILTED.matching(trained.training().heldOutIds());
        assertThat(trained.accuracy(heldOut, "tilt"))
                .isEqualTo(trained.training().heldOut()[1]);
    }

    @Test
    void learningCurveIsThereToBeDrawnEpochByEpoch() {
        var seen = new ArrayList<Integer>();
        Progress.showOn(progress -> progress.soFar().ifPresent(log -> seen.add(((TrainingLog) log).epochs())));
        untrained().train(TILTED, "tilt", settings().epochs(3));
        assertThat(seen.stream().distinct().toList()).containsExactly(1, 2, 3);
    }

    @Test
    void frozenLayersKeepTheirWeights() {
        var start = untrained();
        var trained = start.train(TILTED, "tilt", settings().epochs(1).frozen("conv1"));
        var same = trained.activations(TILTED.select(0, 1), "conv1");
        assertThat(same.row(1))
                .isEqualTo(start.activations(TILTED.select(0, 1), "conv1").row(1));
        var before = start.graph("the test").weights();
        var after = trained.graph("the test").weights();
        assertThat(after.values("conv1.conv.weight")).isEqualTo(before.values("conv1.conv.weight"));
        assertThat(after.values("conv2.conv.weight")).isNotEqualTo(before.values("conv2.conv.weight"));
        assertThatThrownBy(() -> start.train(TILTED, "tilt", settings().frozen("conv9")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\"conv9\"")
                .hasMessageContaining("did you mean \"conv");
        assertThatThrownBy(() -> start.train(TILTED, "tilt", settings().frozen("conv1", "conv2", "dense", "logits")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no weights that move, with [conv1, conv2, dense, logits] frozen");
    }

    @Test
    void lastBatchOfOneIsNoBatchOfItsOwn() {
        assertThat(Batches.parts(List.of(1, 2, 3, 4, 5), 2, 1)).containsExactly(List.of(1, 2), List.of(3, 4, 5));
        assertThat(Batches.parts(List.of(1, 2, 3, 4), 2, 1)).containsExactly(List.of(1, 2), List.of(3, 4));
        assertThat(Batches.parts(List.of(1), 2, 1)).containsExactly(List.of(1));
        assertThat(Batches.parts(List.of(), 2, 1)).isEmpty();
        var one = Training.withDefaults().epochs(1).batch(107); // 108 to learn from
        assertThat(untrained().train(TILTED, "tilt", one).training().heldOutLoss())
                .doesNotContain(Double.NaN);
    }

    /** Frames in order are shown twice, as themselves and as the partner of the one before: neither copy is a stranger. */
    @Test
    void theOtherCopyOfAPartnerIsNoStranger() {
        try (var manager = ai.djl.ndarray.NDManager.newBaseManager()) {
            var ids = List.of(0, 1, 2, 3, 1, 2, 3, 2);
            var angles = new double[] {0.1, 0.9, 1.5, 2.8};
            var rows = new float[16];
            for (int i = 0; i < 8; i++) {
                rows[2 * i] = (float) Math.cos(angles[ids.get(i)]);
                rows[2 * i + 1] = (float) Math.sin(angles[ids.get(i)]);
            }
            double expected = 0;
            for (int i = 0; i < 8; i++) {
                int partner = (i + 4) % 8;
                double sum = 0;
                for (int j = 0; j < 8; j++) {
                    boolean stranger =
                            !ids.get(j).equals(ids.get(i)) && !ids.get(j).equals(ids.get(partner));
                    sum += stranger || j == partner
                            ? Math.exp(Math.cos(angles[ids.get(i)] - angles[ids.get(j)]) / 0.5)
                            : 0;
                }
                expected += Math.log(sum) / 8 - Math.cos(angles[ids.get(i)] - angles[ids.get(partner)]) / 0.5 / 8;
            }
            var output = manager.create(rows).reshape(8, 2);
            assertThat((double) new Contrast(0.5, 1, new int[4])
                            .loss(output, output, ids)
                            .getFloat())
                    .isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void patienceRemembersEpochsWithoutAFiniteLoss() {
        var weights = org.striate.models.graph.Weights.random(TrainingNet.graph(1), 1);
        try (var unbroken = new EarlyStop(weights, 3);
                var resumed = new EarlyStop(weights, 3)) {
            var curve = List.of(new double[] {1, 1, 1, Double.NaN}, new double[] {1, 1, 1, Double.NaN});
            curve.forEach(row -> unbroken.after(row[3]));
            resumed.resume(curve, java.util.Optional.empty());
            for (var stop : List.of(unbroken, resumed)) {
                assertThat(stop.isOver()).isFalse();
                stop.after(Double.NaN);
                assertThat(stop.isOver()).isTrue();
                assertThat(stop.kept(3)).isEqualTo(3);
            }
        }
        weights.free();
    }

    @Test
    void lossOfAPairAloneSaysNothing() {
        var views = Training.withDefaults().epochs(1).heldOut(0.05).augmented(Augmentation.views());
        var twenty = TILTED.select(IntStream.range(0, 20).toArray());
        assertThat(untrained().train(twenty, Task.simclr(0.5), views).training().heldOutLoss())
                .containsExactly(Double.NaN);
        assertThat(untrained()
                        .train(twenty, Task.simclr(0.5), views.heldOut(0.1))
                        .training()
                        .heldOutLoss()[0])
                .isPositive();
    }

    /** As PyTorch, whose optimisers leave alone what has no gradient. */
    @Test
    void whatDoesNotLeadToTheLossIsLeftAlone() {
        var network = Networks.capsuleNet(32, 2, 1);
        var decaying = Training.withDefaults()
                .epochs(1)
                .rule(LearningRule.sgd(0.01, 0.9).weightDecay(0.1));
        var trained = network.train(TILTED, Task.classify("tilt"), decaying);
        for (var tensor : network.synapses().names()) {
            boolean decoder = tensor.startsWith("decoder") || tensor.startsWith("reconstruction");
            assertThat(java.util.Arrays.equals(
                            trained.synapses().weights(tensor),
                            network.synapses().weights(tensor)))
                    .as(tensor)
                    .isEqualTo(decoder);
        }
    }

    /** A layer may be called what the end is called. */
    @Test
    void whatComesBehindALayerCalledOutputLearns() {
        var graph = Graph.input("named", 1, 32, 32)
                .then("conv", Operations.convolution(4, 5).stride(4))
                .then("output", Operations.relu())
                .hidden("flatten", Operations.flatten())
                .then("fc", Operations.dense(2));
        var network = Network.of(graph, Preprocessing.grey(32, 32), 1);
        var trained = network.train(TILTED, "tilt", Training.withDefaults().epochs(1));
        assertThat(trained.synapses().weights("fc.weight"))
                .isNotEqualTo(network.synapses().weights("fc.weight"));
    }

    /** Of two frames in turn every output is known, so that their loss would be 0. */
    @Test
    void lastPartOfKnownFramesIsNoBatchOfItsOwn() {
        var frames =
                Stimuli.walk(8, 1, 32).frames().select(IntStream.range(0, 40).toArray());
        var settings = Training.withDefaults()
                .epochs(1)
                .heldOut(0.25) // 10
                .learningRate(1e-9)
                .frozen("conv1", "conv2", "dense");
        var whole = untrained().train(frames, Task.temporal(1, 0.5), settings.batch(10));
        var parts = untrained().train(frames, Task.temporal(1, 0.5), settings.batch(8));
        assertThat(parts.training().heldOutLoss()[0]).isCloseTo(whole.training().heldOutLoss()[0], within(1e-4));
        assertThat(Batches.parts(List.of(1, 2, 3, 4, 5, 6), 4, 3)).containsExactly(List.of(1, 2, 3, 4, 5, 6));
        assertThat(Batches.parts(List.of(1, 2, 3, 4, 5, 6, 7), 4, 3)).hasSize(2);
    }

    @Test
    void adviceOnFrozenLayersLeavesSomethingToLearn() {
        var graph = Graph.input("flat", 1, 32, 32)
                .then("flatten", Operations.flatten())
                .then("fc", Operations.dense(2));
        var network = Network.of(graph, Preprocessing.grey(32, 32), 1);
        var settings = Training.withDefaults().epochs(1);
        assertThatThrownBy(() -> network.train(TILTED, "tilt", settings.frozen("fc")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Freeze none: settings.frozen(new String[0])");
        network.train(TILTED, "tilt", settings.frozen("fc").frozen(new String[0]));
        var bare = Graph.input("bare", 1, 32, 32)
                .then("pool", Operations.meanPoolTo(1, 2))
                .then("flatten", Operations.flatten());
        assertThatThrownBy(() -> Network.of(bare, Preprocessing.grey(32, 32), 1).train(TILTED, "tilt", settings))
                .hasMessageContaining("Take a network with weights");
    }

    @Test
    void lossThatIsNoNumberSaysWhatToDo() {
        var wild = Training.withDefaults().rule(LearningRule.sgd(1e30, 0.9));
        assertThatThrownBy(() -> untrained().train(TILTED, "tilt", wild))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a loss of ")
                .hasMessageContaining("settings.learningRate(");
    }

    @Test
    void weightThatIsNoNumberIsNamed() {
        var program = untrained().graph("the test");
        var broken = Weights.of(program.graph(), (name, tensor) -> {
            var values = program.weights().values(name);
            values[0] = name.equals("dense.linear.weight") ? Float.NaN : values[0];
            return values;
        });
        var network = Network.of(
                "broken", new GraphProgram(program.graph(), broken), Preprocessing.grey(32, 32), Origin.of("test"));
        for (var settings : List.of(settings(), settings().frozen("dense"))) {
            assertThatThrownBy(() -> network.train(TILTED, "tilt", settings))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContainingAll("NaN in dense.linear.weight", "finite weights", "Networks.load(path)");
        }
    }

    @Test
    void badInputIsOneSentence() {
        var network = untrained();
        var settings = Training.withDefaults().epochs(1);
        assertThatThrownBy(() -> network.train(TILTED.select(0, 1, 2), "tilt", settings))
                .hasMessageContaining("3 to learn from; expected at least 20");
        assertThatThrownBy(() -> network.train(TILTED, "titl", settings))
                .hasMessageContaining("did you mean \"tilt\"?");
        assertThatThrownBy(() -> network.train(TILTED, Task.regress("tilt"), settings))
                .hasMessageContaining("\"left\"; expected finite numbers");
        assertThatThrownBy(() -> network.train(TILTED, Task.regress("angle"), settings))
                .hasMessageContaining("with 1 outputs; expected 2")
                .hasMessageContaining("network.withHead(\"dense\", 1, 1)");
        assertThatThrownBy(() -> network.withHead("dense", 1, 4).train(TILTED, Task.choose("tilt"), settings))
                .hasMessageContaining("network.withHead(\"dense\", 1, 1)");
        network.withHead("dense", 1, 1).train(TILTED, Task.choose("tilt"), settings);
        var three = IntStream.range(0, 120).mapToObj(i -> (Object) ("" + i % 3)).toList();
        assertThatThrownBy(() -> network.train(
                        pictures(TILTED::pixels, Map.of("capsules", three)), Task.classify("capsules"), settings))
                .hasMessageContaining("network.withHead(\"dense\", 1, 3)");
        assertThatThrownBy(() -> network.train(TILTED, Task.reconstruct(), settings))
                .hasMessageContaining("Networks.autoencoder(32, 32, 1)");
        assertThatThrownBy(() -> Networks.capsuleNet(32, 3, 1).train(TILTED, "tilt", settings))
                .hasMessageContaining("Networks.capsuleNet(32, 2, 1)");
        assertThatThrownBy(() -> network.train(TILTED, "tilt", settings.frozen("conv1", "conv2", "dense", "logits")))
                .hasMessageContaining("settings.frozen(\"conv1.conv\")");
        assertThatThrownBy(() -> network.train(TILTED, Task.simclr(0.5), settings))
                .hasMessageContaining("no augmentations");
        assertThatThrownBy(() -> network.train(
                        TILTED, Task.simclr(0.5), settings.batch(1).augmented(Augmentation.views())))
                .hasMessageContaining("batch 1; expected at least 2");
        assertThatThrownBy(() -> network.train(TILTED, Task.temporal(500, 0.5), settings))
                .hasMessageContaining("0 stimuli that have a partner");
        assertThatThrownBy(() -> Task.simclr(0)).hasMessageContaining("temperature 0.0");
        assertThatThrownBy(() -> settings.heldOut(0).patience(2)).hasMessageContaining("0.0 of the stimuli held out");
        assertThatThrownBy(() -> network.train(
                        TILTED.select(IntStream.range(0, 20).toArray()),
                        "tilt",
                        settings.heldOut(0.04).patience(2)))
                .hasMessageContaining("patience 2 with 0 of 20 stimuli held out; expected at least 1");
        assertThatThrownBy(() -> network.train(
                        TILTED, Task.temporal(13, 0.5), settings.heldOut(0.1).patience(2)))
                .hasMessageContaining("patience 2 with 0 stimuli held out that have a partner; expected at least 3");
        assertThatThrownBy(() -> network.train(withNaN(), "tilt", settings))
                .hasMessageContaining("stimulus \"7\": a pixel of NaN");
    }

    private static StimulusSet withNaN() {
        return new PixelStimuli(
                "broken",
                java.util.stream.IntStream.range(0, 30)
                        .mapToObj(String::valueOf)
                        .toList(),
                1,
                32,
                32,
                8,
                i -> {
                    var pixels = new float[1024];
                    pixels[5] = i == 7 ? Float.NaN : 0;
                    return pixels;
                },
                Map.of(
                        "tilt",
                        java.util.stream.IntStream.range(0, 30)
                                .mapToObj(i -> (Object) (i % 2 * 1.0))
                                .toList()),
                Origin.of("test"));
    }

    @Test
    void partnersNeverCrossACutNorTheHeldOutStimuli() {
        var movies = new int[] {0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
        var split = Split.of(20, Training.withDefaults().heldOut(0.2), new Contrast(0.5, 2, movies));
        assertThat(split.heldOut()).containsExactly(16, 17, 18, 19);
        assertThat(split.partners()).containsEntry(0, 2).containsEntry(1, -1).containsEntry(2, 0);
        assertThat(split.partners()).containsEntry(3, 5).containsEntry(7, 5).containsEntry(15, 13);
        assertThat(split.partners()).containsEntry(16, 18).containsEntry(19, 17);
        assertThat(split.train()).doesNotContain(1).contains(0, 2, 15);
    }

    /** Classes as the channels of a map of one place, as fully convolutional networks have them. */
    @Test
    void classesMayBeChannels() {
        var graph = Graph.input("map", 1, 32, 32)
                .then("conv", Operations.convolution(8, 5).stride(2))
                .then("relu", Operations.relu())
                .then("classes", Operations.convolution(2, 1))
                .then("pool", Operations.meanPoolTo(1, 1));
        var trained = Network.of(graph, Preprocessing.grey(32, 32), 1)
                .train(TILTED, "tilt", Training.withDefaults().epochs(2));
        assertThat(trained.training().accuracy()[1]).isBetween(0.0, 1.0);
        var heldOut = TILTED.matching(trained.training().heldOutIds());
        assertThat(trained.accuracy(heldOut, "tilt"))
                .isEqualTo(trained.training().heldOut()[1]);
    }

    @Test
    void everyTaskLearns() {
        var curve = untrained()
                .withHead("dense", 1, 1)
                .train(TILTED, "tilt", settings().epochs(6))
                .training();
        assertThat(curve.loss()[5]).isLessThan(0.8 * curve.loss()[0]);
        var angle = untrained()
                .withHead("dense", 1, 1)
                .train(
                        TILTED,
                        Task.regress("angle"),
                        Training.withDefaults().epochs(8).learningRate(0.02))
                .training();
        assertThat(angle.loss()[7]).isLessThan(0.9 * angle.loss()[0]);
        assertThat(angle.accuracy()).containsOnly(Double.NaN);
        var code = Networks.autoencoder(32, 8, 1)
                .train(TILTED, Task.reconstruct(), Training.withDefaults().epochs(6))
                .training();
        assertThat(code.loss()[5]).isLessThan(0.9 * code.loss()[0]);
        var movie = Stimuli.walk(8, 1, 32).frames();
        var frames = untrained()
                .withHead("dense", 1, 32, 16)
                .train(movie, Task.temporal(1, 0.5), Training.withDefaults().epochs(5))
                .training();
        assertThat(frames.loss()[4]).isLessThan(frames.loss()[0]);
    }
}
