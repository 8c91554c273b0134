package org.striate.models.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.datasets.Stimuli;
import org.striate.models.Lesion;
import org.striate.models.Network;
import org.striate.models.Networks;
import org.striate.models.Preprocessing;
import org.striate.models.Training;
import org.striate.models.files.Checkpoint;
import org.striate.models.files.Safetensors;
import org.striate.models.files.StoredTensor;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Operations;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

class PruningTest {

    private static final UnaryOperator<Network> LEARNING = network -> network.train(
            Stimuli.tilted(120, 1), "tilt", Training.withDefaults().epochs(2));

    private final Network network = Networks.tiltNet(32, 1);

    private static long kept(Network network) {
        return network.sparsity().kept();
    }

    @Test
    void exactlyTheStatedShareGoesAndItIsTheSmallest() {
        long all = kept(network);
        var pruned = Pruning.magnitude(0.8).on(network);
        assertThat(kept(pruned)).isEqualTo(all - Math.round(0.8 * all));
        double largestGone = 0;
        double smallestKept = Double.MAX_VALUE;
        for (var name : network.synapses().names()) {
            var before = network.synapses().weights(name);
            var after = pruned.synapses().weights(name);
            for (int i = 0; i < before.length; i++) {
                assertThat(after[i] == 0 || after[i] == before[i]).isTrue();
                double size = Math.abs(before[i]);
                largestGone = after[i] == 0 ? Math.max(largestGone, size) : largestGone;
                smallestKept = after[i] == 0 ? smallestKept : Math.min(smallestKept, size);
            }
        }
        assertThat(largestGone).isLessThanOrEqualTo(smallestKept);
        assertThat(kept(network)).isEqualTo(all);
        assertThat(pruned.origin().toString()).contains("80.0 % of the weights, by magnitude, all layers together");
    }

    /** As PyTorch's pruning leaves them in a state dict. */
    @Test
    void weightsThatWereZeroWhenLoadedAreGoneAlready(@TempDir Path folder) {
        var graph = Graph.input("sparse", 1, 8, 8)
                .then("conv", Operations.convolution(5, 4))
                .hidden("flatten", Operations.flatten())
                .then("fc", Operations.dense(4));
        var tensors = new LinkedHashMap<String, StoredTensor>();
        graph.tensors().forEach((name, tensor) -> {
            var values = new float[(int) tensor.shape().size()];
            for (int i = 0; i < values.length; i += name.endsWith("weight") ? 5 : 1) {
                values[i] = i + 1;
            }
            var shape = Arrays.stream(tensor.shape().getShape()).boxed().toList();
            tensors.put(name, new StoredTensor(shape, () -> values));
        });
        var file = folder.resolve("sparse.safetensors");
        Safetensors.save(file, tensors, Map.of());
        var sparse = Networks.load(graph, Preprocessing.plain(1, 8, 8), file);
        long there = kept(sparse);
        assertThat(there).isEqualTo(116); // a fifth of 80 and of 500
        var half = Pruning.magnitude(0.5).on(sparse);
        assertThat(kept(half)).isEqualTo(58);
    }

    @Test
    void perLayerEveryLayerLosesTheSameShare() {
        var before = network.sparsity().rows();
        var after = Pruning.random(0.3, 1).perLayer().on(network).sparsity().rows();
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).kept()).isEqualTo((int)
                    (before.get(i).weights() - Math.round(0.3 * before.get(i).weights())));
        }
        var one = Pruning.magnitude(0.5).layers("conv2").on(network).sparsity().rows();
        assertThat(one.get(0).kept()).isEqualTo(before.get(0).weights());
        assertThat(one.get(1).layer()).isEqualTo("conv2");
        assertThat(one.get(1).kept()).isEqualTo(before.get(1).weights() / 2);
    }

    @Test
    void equalWeightsGoInExactNumberToo() {
        var flat = Network.of(
                Graph.input("flat", 1, 4, 4)
                        .hidden("flatten", Operations.flatten())
                        .then("fc", Operations.dense(3)),
                Preprocessing.plain(1, 4, 4),
                1);
        var silent =
                Pruning.activity(0.5, Stimuli.gratings().contrast(0).resized(4)).on(flat);
        assertThat(kept(silent)).isEqualTo(24);
        var pruned = Pruning.magnitude(0.5).on(flat);
        assertThat(kept(Pruning.random(0.25, 3).on(pruned))).isEqualTo(18);
    }

    @Test
    void prunedWeightsStayZeroThroughLearning() {
        var pruned = Pruning.magnitude(0.7).on(network);
        var trained = LEARNING.apply(pruned);
        assertThat(kept(trained)).isEqualTo(kept(pruned));
        for (var name : network.synapses().names()) {
            var before = pruned.synapses().weights(name);
            var after = trained.synapses().weights(name);
            int moved = 0;
            for (int i = 0; i < before.length; i++) {
                assertThat(after[i] == 0).isEqualTo(before[i] == 0);
                moved += after[i] != before[i] ? 1 : 0;
            }
            assertThat(moved).isPositive();
        }
    }

    @Test
    void rewindingGivesTheInitialWeightsTimesTheMask() {
        var trained = LEARNING.apply(network);
        var pruned = Pruning.magnitude(0.6).on(trained);
        var rewound = pruned.synapses().rewoundTo(network);
        for (var name : network.synapses().names()) {
            var initial = network.synapses().weights(name);
            var alive = pruned.synapses().alive(name);
            var found = rewound.synapses().weights(name);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isEqualTo(alive[i] ? initial[i] : 0);
            }
        }
        assertThatThrownBy(() -> pruned.synapses().rewoundTo(Networks.tiltNet(64, 1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the architecture of pruned tiltNet");
    }

    @Test
    void ticketsLoseAShareOfWhatIsLeftInEveryRound() {
        var tickets = LotteryTickets.search(network, Pruning.magnitude(0.5), 3, LEARNING);
        assertThat(tickets.shares()).hasSize(4);
        for (int round = 0; round < 4; round++) {
            assertThat(tickets.shares()[round]).isCloseTo(Math.pow(0.5, round), within(0.001));
        }
        var control = tickets.reinitialised(Networks.tiltNet(32, 7), LEARNING);
        assertThat(kept(control)).isEqualTo(kept(tickets.networks().get(3)));
        assertThat(tickets.accuracy(Stimuli.tilted(40, 2), "tilt")).hasSize(4);
        assertThat(tickets.toString()).isEqualTo("LotteryTickets: 3 rounds, down to 12.5 % of the weights");
        assertThat(tickets.toHtml()).contains("12.5 %", "lottery tickets");
    }

    @Test
    void controlsStandBesideTheTicketsAtTheirOwnShare() {
        var tickets = LotteryTickets.search(network, Pruning.magnitude(0.5), 1, LEARNING);
        var test = Stimuli.tilted(40, 2);
        var control = LEARNING.apply(Pruning.random(0.75, 1).on(network)).named("random mask");
        var chart = tickets.chart(test, "tilt", control);
        assertThat(chart.lines()).extracting(line -> line.name()).containsExactly("tickets", "random mask");
        assertThat(chart.lines().get(1).x()[0]).isCloseTo(0.25, within(0.001));
        assertThat(chart.lines().get(1).y()).containsExactly(control.accuracy(test, "tilt"));
        assertThat(chart.described()).contains("Control, random mask");
        assertThatThrownBy(() -> control.named(" ")).hasMessageContaining("name of random mask: blank");
    }

    @Test
    void studyPrunesByEveryRuleToEveryShare() {
        var trained = LEARNING.apply(network);
        var test = Stimuli.tilted(40, 2);
        var study = PruningStudy.of(
                trained,
                test,
                "tilt",
                new double[] {0, 0.5},
                Pruning::magnitude,
                share -> Pruning.activity(share, test),
                share -> Pruning.random(share, 1));
        assertThat(study.rules()).containsExactly("by magnitude", "by activity", "at random");
        double whole = trained.accuracy(test, "tilt");
        study.rules().forEach(rule -> assertThat(study.accuracy(rule)[0]).isEqualTo(whole));
        assertThat(study.accuracy("by magnitude")[1])
                .isEqualTo(Pruning.magnitude(0.5).on(trained).accuracy(test, "tilt"));
        assertThat(study.chart().lines()).hasSize(3);
        assertThat(study.toHtml()).contains("without 0.5", "at random");
        assertThatThrownBy(() -> study.accuracy("by size"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("by size");
        assertThatThrownBy(() -> PruningStudy.of(trained, test, "tilt", new double[] {0.5, 0.2}, Pruning::magnitude))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 rules at shares [0.5, 0.2]; expected at least one rule and ascending shares");
    }

    /** Two groups of two channels, a rectification, a dense layer: activities by hand. */
    @Test
    void activityRuleWeighsBothEnds() {
        var graph = Graph.input("ends", 1, 4, 4)
                .then("first", Operations.convolution(4, 1).withoutBias())
                .then("relu", Operations.relu())
                .then(
                        "grouped",
                        Operations.convolution(4, 3).padding(1).groups(2).withoutBias())
                .then("relu2", Operations.relu());
        var net = Network.of(graph, Preprocessing.plain(1, 4, 4), 3);
        var stimuli = Stimuli.whiteNoise(20, 1).size(8).resized(4);
        var before = means(net, stimuli, "relu");
        var after = means(net, stimuli, "relu2");
        var ends = net.synapses().activity(stimuli).get("grouped.weight");
        for (int c = 0; c < 4; c++) {
            assertThat(ends[0][c]).isCloseTo(before[c], within(1e-5));
            assertThat(ends[1][c]).isCloseTo(after[c], within(1e-5));
        }
        var weights = net.synapses().weights("grouped.weight"); // [4 x 2 x 3 x 3]
        var ranks = IntStream.range(0, weights.length)
                .mapToDouble(i -> {
                    int to = i / 18;
                    int from = to / 2 * 2 + i / 9 % 2;
                    return Math.abs(weights[i]) * before[from] * after[to];
                })
                .toArray();
        var alive = Pruning.activity(0.5, stimuli)
                .layers("grouped")
                .on(net)
                .synapses()
                .alive("grouped.weight");
        double highestGone = IntStream.range(0, ranks.length)
                .filter(i -> !alive[i])
                .mapToDouble(i -> ranks[i])
                .max()
                .orElseThrow();
        double lowestKept = IntStream.range(0, ranks.length)
                .filter(i -> alive[i])
                .mapToDouble(i -> ranks[i])
                .min()
                .orElseThrow();
        assertThat(IntStream.range(0, ranks.length).filter(i -> alive[i]).count())
                .isEqualTo(36);
        assertThat(highestGone).isLessThanOrEqualTo(lowestKept * 1.0001);
    }

    private static double[] means(Network network, org.striate.core.StimulusSet stimuli, String layer) {
        var answers = network.activations(stimuli, layer);
        var means = new double[4];
        for (int i = 0; i < answers.stimuli(); i++) {
            for (int u = 0; u < answers.units(); u++) {
                means[u / 16] += answers.row(i)[u] / 16.0 / answers.stimuli();
            }
        }
        return means;
    }

    @Test
    void activityIsThatOfTheNetworkWithItsLesion() {
        var stimuli = Stimuli.whiteNoise(20, 1).size(64).resized(32);
        var silenced = network.lesion(Lesion.silence("conv1"));
        var behind = silenced.synapses().activity(stimuli).get("conv2.conv.weight");
        assertThat(behind[0]).containsOnly(0);
    }

    @Test
    void headKeepsWhatWasDoneToTheTrunk() {
        var headed = Pruning.magnitude(0.7).on(network).withHead("dense", 1, 2);
        assertThat(kept(LEARNING.apply(headed))).isEqualTo(kept(headed));
        var lesioned = network.lesion(Lesion.silence("conv2")).withHead("dense", 1, 2);
        var answers = lesioned.activations(Stimuli.tilted(2, 1).size(32), "conv2");
        assertThat(answers.row(1)).containsOnly(0);
    }

    @Test
    void ownGraphIsReadBackWithItsMasks(@TempDir Path folder) {
        var graph = Graph.input("own", 1, 32, 32)
                .then("conv", Operations.convolution(4, 5).stride(4))
                .then("relu", Operations.relu())
                .hidden("flatten", Operations.flatten())
                .then("out", Operations.dense(2));
        var own = Network.of(graph, Preprocessing.grey(32, 32), 1);
        var pruned = Pruning.magnitude(0.7).on(own);
        var file = folder.resolve("own.safetensors");
        pruned.save(file);
        var loaded = Networks.load(graph, Preprocessing.grey(32, 32), file);
        assertThat(kept(loaded)).isEqualTo(kept(pruned));
        assertThat(kept(LEARNING.apply(loaded))).isEqualTo(kept(pruned));
    }

    @Test
    void whatCannotBePrunedIsNamed() {
        assertThatThrownBy(() -> Pruning.magnitude(1)).hasMessageContaining("a share of 1.0");
        assertThatThrownBy(() -> Pruning.magnitude(0.5).layers("conv9").on(network))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"conv");
        assertThatThrownBy(() -> network.synapses().weights("conv1.conv.wieght"))
                .hasMessageContaining("did you mean \"conv1.conv.weight\"?");
    }

    @Test
    @Needs(Needs.What.FIXTURES)
    void archiveOfTorchScriptIsRefusedWithTheWayOut() {
        var archive = Networks.torchScript(Shared.fixture("nets/smallnet_b.script.pt"), Preprocessing.plain(3, 32, 32));
        assertThatThrownBy(() -> Pruning.magnitude(0.5).on(archive))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a network of TorchScript")
                .hasMessageContaining("Networks.load(");
    }

    @Test
    void onlyConvolutionsAndDenseLayersAreSynapses() {
        var graph = Graph.input("normed", 1, 8, 8)
                .then("conv", Operations.convolution(3, 3).padding(1))
                .then("norm", Operations.layerNorm())
                .then("relu", Operations.relu())
                .then("recall", Operations.recall(4, 1))
                .then("fc", Operations.dense(2));
        var normed = Network.of(graph, Preprocessing.plain(1, 8, 8), 1);
        assertThat(normed.synapses().names()).containsExactly("conv.weight", "fc.weight");
        assertThat(normed.sparsity().share()).isEqualTo(1);
        assertThat(normed.sparsity().weights()).isEqualTo(3 * 9 + 2 * 3 * 64);
    }

    @Test
    void capsuleNetIsPrunedByActivity() {
        var capsules = Networks.capsuleNet(16, 3, 1);
        var pruned = Pruning.activity(0.5, Stimuli.tilted(6, 1).size(16)).on(capsules);
        capsules.sparsity()
                .rows()
                .forEach(row -> assertThat(pruned.sparsity().rows())
                        .filteredOn(other -> other.tensor().equals(row.tensor()))
                        .singleElement()
                        .satisfies(other -> assertThat(other.kept())
                                .isEqualTo((int) (row.weights() - Math.round(0.5 * row.weights())))));
    }

    @Test
    void sharedWeightsGoByTheNameOfAnyCall() {
        var recurrent = Networks.recurrentNet(32, 4, 1);
        var first = Pruning.magnitude(0.5).layers("V2.conv1-t0").on(recurrent);
        var second = Pruning.magnitude(0.5).layers("V2.conv1-t1").on(recurrent);
        var weights = recurrent.synapses().weights("V2.conv1.weight");
        assertThat(kept(recurrent) - kept(first)).isEqualTo(weights.length / 2);
        assertThat(second.synapses().alive("V2.conv1.weight"))
                .isEqualTo(first.synapses().alive("V2.conv1.weight"));
        assertThat(kept(second)).isEqualTo(kept(first));
    }

    @Test
    void rulesOfOneNameAreToldApartByTheirSettings() {
        var trained = LEARNING.apply(network);
        var test = Stimuli.tilted(40, 2);
        var study = PruningStudy.of(
                trained,
                test,
                "tilt",
                new double[] {0.9},
                Pruning::magnitude,
                share -> Pruning.magnitude(share).perLayer(),
                share -> Pruning.random(share, 7));
        assertThat(study.rules())
                .containsExactly("by magnitude, all layers together", "by magnitude, in each layer", "at random");
        assertThat(study.accuracy("by magnitude, in each layer"))
                .containsExactly(Pruning.magnitude(0.9).perLayer().on(trained).accuracy(test, "tilt"));
        assertThat(study.accuracy("by magnitude, all layers together"))
                .containsExactly(Pruning.magnitude(0.9).on(trained).accuracy(test, "tilt"));
        assertThat(study.origin().settings()).containsEntry("parameter", "tilt");
        assertThat(study.origin().settings().get("rules")).contains("seed 7", "in each layer");
        var shown = Stimuli.tilted(6, 5);
        var byActivity =
                PruningStudy.of(trained, test, "tilt", new double[] {0.5}, share -> Pruning.activity(share, shown));
        assertThat(byActivity.origin().inputs()).contains(shown.origin());
        assertThat(Pruning.activity(0.5, shown).on(trained).origin().inputs()).contains(shown.origin());
    }

    @Test
    void smallestOfEveryLayerGoWhereItIsAskedFor() {
        var pruned = Pruning.magnitude(0.6).perLayer().on(network);
        for (var name : network.synapses().names()) {
            var sizes = network.synapses().weights(name);
            var alive = pruned.synapses().alive(name);
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = Math.abs(sizes[i]);
            }
            var sorted = sizes.clone();
            java.util.Arrays.sort(sorted);
            int going = (int) Math.round(0.6 * sizes.length);
            for (int i = 0; i < sizes.length; i++) {
                assertThat(alive[i]).as("%s %d", name, i).isEqualTo(sizes[i] > sorted[going - 1]);
            }
        }
    }

    @Test
    void rewoundNetworkShowsTheTrainingOfItsWeights() {
        var once = LEARNING.apply(network);
        var twice = LEARNING.apply(once);
        var pruned = Pruning.magnitude(0.6).on(twice);
        assertThat(pruned.training().loss()).isEqualTo(twice.training().loss());
        assertThat(pruned.synapses().rewoundTo(network).training().epochs()).isZero();
        assertThat(pruned.synapses().rewoundTo(once).training().loss())
                .isEqualTo(once.training().loss());
    }

    /** tiltNet with one weight that is no number. */
    private Network broken(Path folder, float odd) {
        var tensors = new LinkedHashMap<String, StoredTensor>();
        network.save(folder.resolve("net.safetensors"));
        var saved = Checkpoint.load(folder.resolve("net.safetensors"));
        saved.tensors().forEach((name, tensor) -> {
            var values = tensor.values().get();
            if (name.equals("conv2.conv.weight")) {
                values[7] = odd;
            }
            tensors.put(name, new StoredTensor(tensor.shape(), () -> values));
        });
        var file = folder.resolve("broken.safetensors");
        Safetensors.save(file, tensors, saved.metadata());
        return Networks.load(file);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY})
    void rankThatIsNoNumberIsRefused(float odd, @TempDir Path folder) {
        var broken = broken(folder, odd);
        for (var pruning :
                List.of(Pruning.magnitude(0.5), Pruning.magnitude(0.5).perLayer())) {
            assertThatThrownBy(() -> pruning.on(broken))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContainingAll("weight 7 of conv2.conv.weight", "a rank of ", "finite");
        }
        // a unit that answers no number has no rank at any of its weights
        assertThatThrownBy(() -> Pruning.activity(0.5, Stimuli.tilted(4, 1)).on(broken))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll(" of conv2.conv.weight", "a rank of ", "finite");
        assertThat(kept(Pruning.random(0.5, 1).on(broken))).isEqualTo(kept(broken) - Math.round(0.5 * kept(broken)));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY})
    void weightThatIsNoNumberIsZeroWhenItGoes(float odd, @TempDir Path folder) {
        var broken = broken(folder, odd);
        var name = "conv2.conv.weight";
        var alive = broken.synapses().alive(name);
        alive[7] = false;
        var kept = broken.synapses().keep(Map.of(name, alive), Origin.of("test"));
        var expected = broken.synapses().weights(name);
        expected[7] = 0;
        assertThat(kept.synapses().weights(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void masksOfAnotherLengthAreRefused(int more) {
        var name = network.synapses().names().get(0);
        int count = network.synapses().weights(name).length;
        assertThatThrownBy(() -> network.synapses().keep(Map.of(name, new boolean[count + more]), Origin.of("test")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(name)
                .hasMessageContaining(count + more + " of them; expected " + count);
    }

    @Test
    void masksOutliveAnInterruptedTraining(@TempDir Path folder) {
        var pruned = Pruning.magnitude(0.7).on(network);
        var stimuli = Stimuli.tilted(120, 1);
        var settings = Training.withDefaults().epochs(4);
        var unbroken = pruned.train(stimuli, "tilt", settings);
        var file = folder.resolve("state.safetensors");
        Progress.showOn(progress -> {
            if (progress.note().startsWith("epoch 3") && !progress.finished()) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertThatThrownBy(() -> pruned.train(stimuli, "tilt", settings.checkpoint(file)))
                    .isInstanceOf(Progress.Interrupted.class);
        } finally {
            Progress.showOn(progress -> {});
        }
        var resumed = pruned.train(stimuli, "tilt", settings.checkpoint(file));
        assertThat(resumed.training().epochs()).isEqualTo(4);
        for (var name : network.synapses().names()) {
            assertThat(resumed.synapses().alive(name))
                    .isEqualTo(pruned.synapses().alive(name));
            assertThat(resumed.synapses().weights(name))
                    .isEqualTo(unbroken.synapses().weights(name));
        }
        assertThat(kept(resumed)).isEqualTo(kept(pruned));
    }
}
