package org.striate.models;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.TrainingLog;

/** Trains weights in place: Adam on the softmax cross-entropy, a tenth of the stimuli held out. */
final class Learning {

    private final Weights weights;
    private final float[][] inputs;
    private final int[] targets;
    private final int side;

    Learning(Weights weights, float[][] inputs, int[] targets, int side) {
        this.weights = weights;
        this.inputs = inputs;
        this.targets = targets;
        this.side = side;
    }

    /** Sums over an epoch. */
    private static final class Tally {
        private double loss;
        private int right;
        private int count;
    }

    TrainingLog run(Training settings, Origin origin) {
        var random = new Random(settings.seed());
        var order = new ArrayList<>(IntStream.range(0, inputs.length).boxed().toList());
        Collections.shuffle(order, random);
        var heldOut = List.copyOf(order.subList(0, inputs.length / 10));
        var train = new ArrayList<>(order.subList(inputs.length / 10, inputs.length));
        var loss = new double[settings.epochs()];
        var accuracy = new double[settings.epochs()];
        var held = new double[settings.epochs()];
        long steps = (long) settings.epochs() * ((train.size() + settings.batch() - 1) / settings.batch());
        try (var moments = NDManager.newBaseManager();
                var model = Model.newInstance("learning");
                var progress = Progress.of("training", steps)) {
            model.setBlock(weights.chain());
            var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(new BoundAdam(settings.learningRate(), moments));
            try (var trainer = model.newTrainer(config)) {
                for (int epoch = 0; epoch < settings.epochs(); epoch++) {
                    Collections.shuffle(train, random);
                    var tally = new Tally();
                    for (int from = 0; from < train.size(); from += settings.batch()) {
                        step(trainer, train.subList(from, Math.min(train.size(), from + settings.batch())), tally);
                        progress.step(
                                String.format(Locale.ROOT, "epoch %d, loss %.3f", epoch + 1, tally.loss / tally.count));
                    }
                    loss[epoch] = tally.loss / tally.count;
                    accuracy[epoch] = (double) tally.right / tally.count;
                    held[epoch] = accuracy(heldOut, settings.batch());
                }
            }
        }
        return new TrainingLog(loss, accuracy, held, origin);
    }

    private void step(Trainer trainer, List<Integer> batch, Tally tally) {
        try (var manager = trainer.getManager().newSubManager()) {
            var x = input(manager, batch);
            var y = manager.create(batch.stream().mapToInt(i -> targets[i]).toArray());
            try (var collector = trainer.newGradientCollector()) {
                var logits = trainer.forward(new NDList(x)).singletonOrThrow();
                var loss = trainer.getLoss().evaluate(new NDList(y), new NDList(logits));
                collector.backward(loss);
                tally.loss += loss.getFloat() * batch.size();
                tally.right += right(logits, batch);
                tally.count += batch.size();
            }
            trainer.step();
        }
    }

    private double accuracy(List<Integer> stimuli, int batch) {
        int right = 0;
        for (int from = 0; from < stimuli.size(); from += batch) {
            var part = stimuli.subList(from, Math.min(stimuli.size(), from + batch));
            try (var manager = weights.manager().newSubManager()) {
                var outputs = weights.forward(input(manager, part));
                right += right(outputs.get(outputs.size() - 1), part);
            }
        }
        return (double) right / stimuli.size();
    }

    private NDArray input(NDManager manager, List<Integer> batch) {
        var values = new float[batch.size() * side * side];
        for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(inputs[batch.get(i)], 0, values, i * side * side, side * side);
        }
        return manager.create(values, new Shape(batch.size(), 1, side, side));
    }

    private int right(NDArray logits, List<Integer> batch) {
        var told = logits.argMax(1).toLongArray();
        return (int) IntStream.range(0, told.length)
                .filter(i -> told[i] == targets[batch.get(i)])
                .count();
    }
}
