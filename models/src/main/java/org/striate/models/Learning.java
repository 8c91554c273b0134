package org.striate.models;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.TrainingLog;
import org.striate.models.graph.Pass;

/** Trains weights in place, a tenth of the stimuli held out. */
final class Learning {

    private final GraphProgram program;
    private final float[][] inputs;
    private final Objective objective;
    private final Shape shape;
    /** Full tensor name to factors, 0 where a weight must stay 0. */
    private final Map<String, float[]> masks;

    /**
     * @param inputs [stimuli][channels * height * width]
     * @param shape of one input: 1 x channels x height x width
     */
    Learning(GraphProgram program, float[][] inputs, Objective objective, Shape shape, Map<String, float[]> masks) {
        this.program = program;
        this.inputs = inputs;
        this.objective = objective;
        this.shape = shape;
        this.masks = masks;
    }

    /** Means over the stimuli seen. */
    static final class Tally {
        double loss;
        private double right;
        private int count;

        void add(double batchLoss, double batchRight, int batch) {
            loss += batchLoss * batch;
            right += batchRight;
            count += batch;
        }
    }

    TrainingLog run(Training settings, Origin origin) {
        var order = new ArrayList<>(IntStream.range(0, inputs.length).boxed().toList());
        Collections.shuffle(order, new Random(settings.seed()));
        var heldOut = List.copyOf(order.subList(0, inputs.length / 10));
        var train = List.copyOf(order.subList(inputs.length / 10, inputs.length));
        var learned = learned();
        var curve = new ArrayList<double[]>();
        long batches = (train.size() + settings.batch() - 1L) / settings.batch();
        try (var steps = new LearningRule.Steps(settings.rule());
                var held = new MaskedTensors(program.weights(), masks);
                var progress = Progress.of("training", settings.epochs() * batches)) {
            var memory = new TrainingState(program.weights(), steps, origin);
            settings.checkpoint().ifPresent(file -> curve.addAll(memory.load(file)));
            progress.step(curve.size() * batches, "");
            held.apply();
            var best = new EarlyStop(program.weights(), settings.patience());
            for (int epoch = curve.size(); epoch < settings.epochs(); epoch++) {
                double rate =
                        settings.rule().learningRate() * settings.schedule().factor(epoch, settings.epochs());
                var shuffled = new ArrayList<>(train);
                var random = new Random(settings.seed() * 1_000_003 + epoch + 1);
                Collections.shuffle(shuffled, random);
                Engine.getInstance().setRandomSeed(random.nextInt()); // of dropout
                learned.values().forEach(tensor -> tensor.setRequiresGradient(true));
                var tally = new Tally();
                try {
                    for (int from = 0; from < shuffled.size(); from += settings.batch()) {
                        var batch = shuffled.subList(from, Math.min(shuffled.size(), from + settings.batch()));
                        long step = epoch * batches + from / settings.batch() + 1;
                        step(batch, settings, random, learned, new Moves(steps, step, rate), tally);
                        held.apply();
                        progress.step(note(epoch, tally, curve));
                    }
                } finally {
                    learned.values().forEach(tensor -> tensor.setRequiresGradient(false));
                }
                var after = measure(heldOut, settings);
                double none = after.count == 0 ? Double.NaN : 1.0 / after.count;
                curve.add(new double[] {
                    tally.loss / tally.count, tally.right / tally.count, after.right * none, after.loss * none
                });
                settings.checkpoint().ifPresent(file -> memory.save(file, curve));
                if (best.stops(after.loss * none)) {
                    break;
                }
            }
            best.restore();
        }
        return new TrainingLog(column(curve, 0), column(curve, 1), column(curve, 2), origin);
    }

    /** One optimiser step's place in the training. */
    record Moves(LearningRule.Steps steps, long step, double rate) {}

    Map<String, NDArray> learned() {
        var learned = new LinkedHashMap<String, NDArray>();
        program.graph().tensors().forEach((name, tensor) -> {
            if (tensor.learned()) {
                learned.put(name, program.weights().tensors().get(name));
            }
        });
        return learned;
    }

    void step(
            List<Integer> batch,
            Training settings,
            Random random,
            Map<String, NDArray> learned,
            Moves moves,
            Tally tally) {
        try (var manager = program.manager().newSubManager()) {
            var x = input(manager, batch, settings.augmentations(), random);
            try (var collector = Engine.getInstance().newGradientCollector()) {
                var output = output(x, true);
                var loss = objective.loss(output, x, batch);
                collector.backward(loss);
                double value = loss.getFloat();
                if (!Double.isFinite(value)) {
                    throw BadInput.of(
                            "training",
                            "a loss of " + value + " at step " + moves.step(),
                            "finite losses",
                            "Take smaller steps: settings.learningRate(" + moves.rate() / 10 + ")");
                }
                tally.add(value, objective.right(output, batch), batch.size());
            }
            learned.forEach((name, tensor) -> {
                try (var gradient = tensor.getGradient()) {
                    moves.steps().move(name, tensor, gradient.duplicate(), moves.step(), moves.rate());
                    gradient.subi(gradient); // the engine adds up
                }
            });
        }
    }

    private NDArray output(NDArray x, boolean training) {
        return Pass.output(
                program.graph(), program.weights(), x, program.graph().head(), training);
    }

    private Tally measure(List<Integer> stimuli, Training settings) {
        var tally = new Tally();
        for (int from = 0; from < stimuli.size(); from += settings.batch()) {
            var part = stimuli.subList(from, Math.min(stimuli.size(), from + settings.batch()));
            try (var manager = program.manager().newSubManager()) {
                var x = input(manager, part, settings.augmentations(), new Random(settings.seed()));
                var output = output(x, false);
                var loss = objective.loss(output, x, part);
                tally.add(loss.getFloat(), objective.right(output, part), part.size());
            }
        }
        return tally;
    }

    /** The stimuli of a batch, then their partners, if they have any. */
    private NDArray input(NDManager manager, List<Integer> batch, List<Augmentation> augmentations, Random random) {
        var shown = new ArrayList<>(batch);
        for (int stimulus : batch) {
            int partner = objective.partner(stimulus, inputs.length);
            if (partner >= 0) {
                shown.add(partner);
            }
        }
        int size = (int) shape.size();
        var values = new float[shown.size() * size];
        for (int i = 0; i < shown.size(); i++) {
            var image = inputs[shown.get(i)];
            for (var augmentation : augmentations) {
                image = augmentation.apply(image, (int) shape.get(1), (int) shape.get(2), (int) shape.get(3), random);
            }
            System.arraycopy(image, 0, values, i * size, size);
        }
        return manager.create(values, new Shape(shown.size(), shape.get(1), shape.get(2), shape.get(3)));
    }

    private static double[] column(List<double[]> curve, int index) {
        return curve.stream().mapToDouble(row -> row[index]).toArray();
    }

    /** The epoch and a small learning curve. */
    private static String note(int epoch, Tally tally, List<double[]> curve) {
        double now = tally.loss / tally.count;
        var losses = new ArrayList<>(curve.stream().map(row -> row[0]).toList());
        losses.add(now);
        double top = Collections.max(losses);
        var bars = new StringBuilder();
        losses.subList(Math.max(0, losses.size() - 20), losses.size())
                .forEach(loss -> bars.append("▁▂▃▄▅▆▇█".charAt((int) Math.max(0, Math.min(7, 7.99 * loss / top)))));
        return String.format(Locale.ROOT, "epoch %d, loss %.3f %s", epoch + 1, now, bars);
    }
}
