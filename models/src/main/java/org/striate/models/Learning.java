package org.striate.models;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;
import org.striate.core.TrainingLog;
import org.striate.models.graph.Graph;
import org.striate.models.graph.Normalisation;
import org.striate.models.graph.Numbers;
import org.striate.models.graph.Shortcuts;

/** Trains weights in place, some of the stimuli held out. */
final class Learning {

    private static final int FEWEST = 20;

    private final GraphProgram program;
    private final Batches batches;
    private final Objective objective;
    private final Training settings;
    /** Full tensor name to factors, 0 where a weight must stay 0. */
    private final Map<String, float[]> masks;

    Learning(
            GraphProgram program, Batches batches, Objective objective, Training settings, Map<String, float[]> masks) {
        this.program = new GraphProgram(Shortcuts.of(program.graph()), program.weights());
        this.batches = batches;
        this.objective = objective;
        this.settings = settings;
        this.masks = masks;
    }

    /** See {@link Network#train(StimulusSet, Task, Training)}. */
    static Network train(Network network, StimulusSet stimuli, Task task, Training settings) {
        var own = network.graph("training");
        require(network, stimuli, task);
        var origin = Origin.of("trained network")
                .with("task", task)
                .from(settings.origin())
                .from(network.origin())
                .from(stimuli.origin());
        var weights = own.weights().copy();
        try (var batches = Batches.of(network.showing(), stimuli, TrainingState.afterEarlyInterrupt(settings))) {
            requireNumbers(stimuli, batches);
            var learning = new Learning(
                    new GraphProgram(own.graph(), weights),
                    batches,
                    task.objective(stimuli),
                    settings,
                    network.changes().masks());
            var log = learning.run(stimuli, origin);
            // A copy without the gradients, which are as large as the weights.
            return network.trained(new GraphProgram(own.graph(), weights.copy()), task.labels(stimuli), log, origin);
        } finally {
            weights.free(); // after an interrupt too, and not only when the collector comes by
        }
    }

    private static void require(Network network, StimulusSet stimuli, Task task) {
        var injured = network.changes().injuries().keySet();
        if (!injured.isEmpty()) {
            throw BadInput.of(
                    network.name(),
                    "with lesions in " + injured,
                    "a whole network, since lesions do not take part in learning",
                    "Train first: network.train(stimuli, task, settings).lesion(lesion)");
        }
        if (stimuli.size() < FEWEST) {
            throw BadInput.of(
                    "stimuli " + stimuli.name(),
                    stimuli.size() + " to learn from",
                    "at least " + FEWEST,
                    "Make more of them, such as Stimuli.tilted(1000, 1)");
        }
        int needed = task.outputs(stimuli, network.preprocessing().size());
        if (needed >= 0 && needed != network.outputs()) {
            throw BadInput.of(
                    "stimuli " + stimuli.name(),
                    stimuli.size() + " to " + task + " with " + needed + " outputs",
                    network.outputs() + ", the outputs of " + network.name(),
                    task.mend(network, stimuli, needed));
        }
    }

    /** Of a single value there is no variance to divide by. */
    private void requireStatistics() {
        boolean alone = program.graph().nodes().stream()
                .anyMatch(node -> node.operation() instanceof Normalisation norm
                        && norm.batch()
                        && learns(node)
                        && node.shape().size() == node.shape().get(1));
        if (settings.batch() == 1 && alone) {
            throw BadInput.of(
                    "training",
                    "a batch of 1 with batch normalisation of single values",
                    "at least 2 stimuli a batch",
                    "settings.batch(32)");
        }
    }

    private static void requireNumbers(StimulusSet stimuli, Batches batches) {
        for (int i = 0; i < stimuli.size(); i++) {
            float pixel = batches.odd(i);
            if (!Float.isFinite(pixel)) {
                throw BadInput.of(
                        "stimulus \"" + stimuli.ids().get(i) + "\"",
                        "a pixel of " + pixel,
                        "finite pixels",
                        "Leave it out: stimuli.select(...)");
            }
        }
    }

    /** Means over the stimuli seen. */
    static final class Tally {
        private double loss;
        private double right;
        private int count;

        void add(double batchLoss, double batchRight, int batch) {
            loss += batchLoss * batch;
            right += batchRight;
            count += batch;
        }

        double loss() {
            return count == 0 ? Double.NaN : loss / count;
        }

        double right() {
            return count == 0 ? Double.NaN : right / count;
        }
    }

    TrainingLog run(StimulusSet stimuli, Origin origin) {
        var ids = stimuli.ids();
        var split = Split.of(batches.stimuli(), settings, objective);
        requireStatistics();
        var parts = Batches.parts(split.train(), settings.batch(), objective.fewest())
                .size();
        var learned = learned();
        var curve = new ArrayList<double[]>();
        try (var steps = new Steps(settings.rule());
                var held = new MaskedTensors(program.weights(), masks);
                var best = new EarlyStop(program.weights(), settings.patience());
                var progress = Progress.of("training", (long) settings.epochs() * parts)) {
            var content = settings.checkpoint().isEmpty()
                    ? ""
                    : batches.checksum(ids + "\n" + new TreeMap<>(stimuli.parameters()));
            var state = new TrainingState(program.weights(), steps, best, origin, content);
            settings.checkpoint().ifPresent(file -> curve.addAll(state.begin(file)));
            progress.afterInterrupt(done(curve));
            progress.resumed((long) curve.size() * parts);
            held.apply();
            while (curve.size() < settings.epochs() && !best.isOver()) {
                progress.afterInterrupt(done(curve));
                curve.add(epoch(split, curve, learned, new Running(steps, held, progress)));
                best.after(curve.get(curve.size() - 1)[3]);
                settings.checkpoint().ifPresent(file -> state.save(file, curve));
                progress.soFar(log(curve, split, ids, curve.size(), origin));
                progress.step(0, note(curve.size(), curve));
            }
            best.restore();
            return log(curve, split, ids, best.kept(curve.size()), origin);
        }
    }

    /** What an interrupt should say. */
    private String done(List<double[]> curve) {
        return TrainingState.afterInterrupt(settings, curve.size() + " of " + settings.epochs() + " epochs are");
    }

    /** What an epoch works with. */
    private record Running(Steps steps, MaskedTensors held, Progress progress) {}

    /** Loss, share right, share right and loss of the held-out stimuli. */
    private double[] epoch(Split split, List<double[]> curve, Map<String, NDArray> learned, Running running) {
        int epoch = curve.size();
        var before = List.copyOf(curve);
        var random = new Random(settings.seed() * 1_000_003 + epoch + 1);
        var order = new ArrayList<>(split.train());
        if (settings.shuffled()) {
            Collections.shuffle(order, random);
        }
        Engine.getInstance().setRandomSeed(random.nextInt()); // of dropout
        running.steps.rate(settings.rule().learningRate() * settings.schedule().factor(epoch, settings.epochs()));
        var parts = Batches.parts(order, settings.batch(), objective.fewest());
        var tally = new Tally();
        learned.values().forEach(tensor -> tensor.setRequiresGradient(true));
        try {
            for (int i = 0; i < parts.size(); i++) {
                step(
                        shown(parts.get(i), split.partners()),
                        random,
                        learned,
                        running.steps,
                        (long) epoch * parts.size() + i + 1,
                        tally);
                running.held.apply();
                double loss = tally.loss();
                running.progress.step(1, () -> note(epoch + 1, before, loss));
            }
        } finally {
            learned.values().forEach(tensor -> tensor.setRequiresGradient(false));
        }
        var after = measure(split);
        return new double[] {tally.loss(), tally.right(), after.right(), after.loss()};
    }

    private TrainingLog log(List<double[]> curve, Split split, List<String> ids, int kept, Origin origin) {
        return new TrainingLog(
                objective.lossName(),
                column(curve, 0),
                column(curve, 1),
                column(curve, 2),
                column(curve, 3),
                split.heldOut().stream().map(ids::get).toList(),
                kept,
                origin);
    }

    private static double[] column(List<double[]> curve, int index) {
        return curve.stream().mapToDouble(row -> row[index]).toArray();
    }

    /** The tensors that move: all learned ones that lead to what the loss is taken of, but those of frozen layers. */
    Map<String, NDArray> learned() {
        var graph = program.graph();
        var leading = new HashSet<String>();
        objective
                .ends(graph)
                .forEach(end -> graph.leadingTo(end)
                        .forEach(node ->
                                leading.addAll(graph.nodes().get(node).tensors().keySet())));
        var learned = new LinkedHashMap<String, NDArray>();
        graph.tensors().forEach((name, tensor) -> {
            if (tensor.learned() && leading.contains(name)) {
                learned.put(name, program.weights().tensors().get(name));
            }
        });
        var movable = List.copyOf(learned.keySet());
        var known = new TreeSet<String>();
        graph.tensors().keySet().forEach(name -> {
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                known.add(name.substring(0, dot));
            }
        });
        for (var frozen : settings.frozen()) {
            if (!known.contains(frozen)) {
                throw BadInput.unknown(
                        "layer with weights", frozen, program.graph().name(), known, "network.layers()");
            }
            learned.keySet().removeIf(name -> name.startsWith(frozen + "."));
        }
        if (learned.isEmpty()) {
            throw BadInput.of(
                    "training",
                    "no weights that move, with " + settings.frozen() + " frozen",
                    "some that learn",
                    thawed(movable));
        }
        return learned;
    }

    /** How to freeze less, but something, where that leaves anything to learn. */
    private static String thawed(List<String> movable) {
        return movable.stream()
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .filter(module -> movable.stream().anyMatch(name -> !name.startsWith(module + ".")))
                .findFirst()
                .map(module -> "Name those alone that should stay: settings.frozen(\"" + module + "\")")
                .orElse(
                        movable.isEmpty()
                                ? "Take a network with weights, such as Networks.tiltNet(32, 1)"
                                : "Freeze none: settings.frozen(new String[0])");
    }

    /** Frozen layers compute as they will when nothing is learned: their running statistics stay, no unit drops out. */
    private boolean learns(Graph.Node node) {
        return settings.frozen().stream().noneMatch(frozen -> (node.module() + ".").startsWith(frozen + "."));
    }

    /** The stimuli of a batch, then their partners, if they have any. */
    private List<Integer> shown(List<Integer> batch, Map<Integer, Integer> partners) {
        if (!objective.pairs()) {
            return batch;
        }
        var shown = new ArrayList<>(batch);
        batch.forEach(stimulus -> shown.add(partners.get(stimulus)));
        return shown;
    }

    /** One step of the rule; the step's number is from 1. */
    void step(List<Integer> shown, Random random, Map<String, NDArray> learned, Steps steps, long step, Tally tally) {
        var x = batches.of(shown, settings.augmentations(), random);
        try (var manager = program.manager().newSubManager()) {
            double value = backward(Numbers.in(manager, x), shown, tally);
            if (!Double.isFinite(value)) {
                if (step == 1) {
                    requireFinite(); // nothing has moved yet
                }
                throw BadInput.of(
                        "training",
                        "a loss of " + value + " at step " + step,
                        "finite losses",
                        "Take smaller steps: settings.learningRate(" + steps.rate() / 10 + ")");
            }
            learned.forEach((name, tensor) -> {
                try (var gradient = tensor.getGradient()) {
                    steps.move(name, tensor, gradient, step);
                    gradient.subi(gradient); // the engine adds up
                }
            });
        }
    }

    private void requireFinite() {
        program.graph().tensors().forEach((name, tensor) -> {
            for (float weight : program.weights().values(name)) {
                if (tensor.learned() && !Float.isFinite(weight)) {
                    throw BadInput.of(
                            "training",
                            weight + " in " + name,
                            "finite weights",
                            "Begin with a network without: Networks.load(path)");
                }
            }
        });
    }

    /** Gradients of a batch's loss. */
    private double backward(NDArray x, List<Integer> shown, Tally tally) {
        return Gradient.recorded(() -> {
            var output = objective.forward(program, x, shown, this::learns);
            var loss = objective.loss(output, x, shown);
            Gradient.backward(loss);
            double value = loss.getFloat();
            int count = objective.pairs() ? shown.size() / 2 : shown.size();
            tally.add(value, objective.right(output, shown), count);
            return value;
        });
    }

    private Tally measure(Split split) {
        var tally = new Tally();
        // Views of one image are what a pair is made of; else a stimulus is shown as it is.
        var augmentations = objective.pairs() ? settings.augmentations() : List.<Augmentation>of();
        var random = new Random(settings.seed());
        if (split.heldOut().size() < objective.fewest()) {
            return tally;
        }
        for (var part : Batches.parts(split.heldOut(), settings.batch(), objective.fewest())) {
            var shown = shown(part, split.partners());
            var x = batches.of(shown, augmentations, random);
            try (var manager = program.manager().newSubManager()) {
                var own = Numbers.in(manager, x);
                var output = objective.forward(program, own, shown, node -> false);
                tally.add(objective.loss(output, own, shown).getFloat(), objective.right(output, shown), part.size());
            }
        }
        return tally;
    }

    private static String note(int epoch, List<double[]> before, double loss) {
        var rows = new ArrayList<>(before);
        rows.add(new double[] {loss});
        return note(epoch, rows);
    }

    /** The epoch and a small learning curve. */
    private static String note(int epoch, List<double[]> curve) {
        double now = curve.get(curve.size() - 1)[0];
        double top = curve.stream().mapToDouble(row -> row[0]).max().orElse(1);
        var bars = new StringBuilder();
        curve.subList(Math.max(0, curve.size() - 20), curve.size())
                .forEach(row -> bars.append("▁▂▃▄▅▆▇█".charAt((int) Math.max(0, Math.min(7, 7.99 * row[0] / top)))));
        return String.format(Locale.ROOT, "epoch %d, loss %.3f %s", epoch, now, bars);
    }
}
