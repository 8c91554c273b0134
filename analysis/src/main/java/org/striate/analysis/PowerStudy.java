package org.striate.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Folds;
import org.striate.core.NeuralResponses;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;

/**
 * How often a study of some size tells two models apart: makes the study many times with other stimuli, other neurons and other
 * noise, scores both models each time and counts how often the 95 % interval of their difference excludes 0.
 */
public final class PowerStudy {

    /** Makes the recording of one study. */
    @FunctionalInterface
    public interface Recorder {
        /**
         * @param stimuli those of the study
         * @param size how many neurons and trials
         * @param seed of neurons and noise, another for every study
         * @return all trials, {@code size.neurons()} neurons
         */
        NeuralResponses record(StimulusSet stimuli, StudySize size, long seed);
    }

    private static final int FOLDS = 5;

    private final Activations first;
    private final Activations second;
    private final StimulusSet pool;
    private final Recorder recorder;
    private final int studies;
    private final long seed;

    private PowerStudy(
            Activations first, Activations second, StimulusSet pool, Recorder recorder, int studies, long seed) {
        if (studies < 2) {
            throw BadInput.of("studies", String.valueOf(studies), "at least 2 of every size", "power.studies(40)");
        }
        this.first = first;
        this.second = second;
        this.pool = pool;
        this.recorder = recorder;
        this.studies = studies;
        this.seed = seed;
    }

    /**
     * 40 studies of every size, seed 1. Each is scored by {@code EncodingModel.ridge()} on five folds.
     *
     * @param first what should be better, [pool x units]
     * @param second what it is compared with, [pool x units]
     * @param pool the stimuli that studies draw theirs from
     * @throws BadInput if a layer was not shown the pool
     */
    public static PowerStudy of(Activations first, Activations second, StimulusSet pool, Recorder recorder) {
        for (var layer : List.of(first, second)) {
            if (!layer.stimulusIds().equals(pool.ids())) {
                throw BadInput.of(
                        "activations of " + layer.layer(),
                        layer.stimuli() + " stimuli that are not those of " + pool.name() + " (" + pool.size() + ")",
                        "the stimuli of the pool, in its order",
                        "Run the model on them: network.activations(pool, \"" + layer.layer() + "\")");
            }
        }
        return new PowerStudy(first, second, pool, recorder, 40, 1);
    }

    /** How many studies of every size. */
    public PowerStudy studies(int studies) {
        return new PowerStudy(first, second, pool, recorder, studies, seed);
    }

    /** Seed of the stimuli drawn, the neurons and their noise. */
    public PowerStudy seed(long seed) {
        return new PowerStudy(first, second, pool, recorder, studies, seed);
    }

    /**
     * One study, such as a pilot.
     *
     * @throws BadInput if it needs more stimuli than the pool has, or the recorder gives another number of neurons
     */
    public ScoreComparison once(StudySize size, long seed) {
        if (size.stimuli() > pool.size()) {
            throw BadInput.of(
                    "study",
                    size.stimuli() + " stimuli",
                    "at most " + pool.size() + ", the pool",
                    "Make the pool larger");
        }
        var order = new ArrayList<>(IntStream.range(0, pool.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        var drawn = order.stream().mapToInt(i -> i).limit(size.stimuli()).toArray();
        var shown = pool.select(drawn);
        var responses = recorder.record(shown, size, seed);
        if (responses.neurons().size() != size.neurons()) {
            throw BadInput.of(
                    "recording " + responses.name(),
                    responses.neurons().size() + " neurons",
                    size.neurons() + ", those of the study",
                    "Let the recorder follow size.neurons()");
        }
        var model = EncodingModel.ridge();
        var folds = Folds.of(FOLDS, (int) seed);
        return ScoreComparison.of(
                model.score(rows(first, drawn), shown, responses, folds),
                model.score(rows(second, drawn), shown, responses, folds),
                shown,
                responses);
    }

    private static Activations rows(Activations layer, int[] drawn) {
        return new Activations(
                layer.model(),
                layer.layer(),
                Arrays.stream(drawn).mapToObj(layer.stimulusIds()::get).toList(),
                layer.layout(),
                Arrays.stream(drawn).mapToObj(layer::row).toArray(float[][]::new),
                layer.origin());
    }

    /**
     * Many studies of every size.
     *
     * @throws BadInput if there is no size, or as {@link #once}
     */
    public PowerCurve run(List<StudySize> sizes) {
        if (sizes.isEmpty()) {
            throw BadInput.of("sizes", "none", "at least one", "power.run(List.of(new StudySize(80, 40, 10)))");
        }
        var random = new Random(seed);
        var differences = new double[sizes.size()][studies];
        var verdicts = new int[sizes.size()][studies];
        var origin = Origin.of("power study")
                .with("sizes", sizes)
                .with("studies", studies)
                .with("seed", seed);
        try (var progress = Progress.of("studies", (long) sizes.size() * studies)) {
            for (int i = 0; i < sizes.size(); i++) {
                for (int k = 0; k < studies; k++) {
                    var study = once(sizes.get(i), random.nextInt(Integer.MAX_VALUE));
                    if (i + k == 0) { // where the method, the folds and the recorder are named
                        origin = origin.from(study.first().origin())
                                .from(study.second().origin());
                    }
                    differences[i][k] = study.difference();
                    verdicts[i][k] =
                            study.interval().low() > 0 ? 1 : study.interval().high() < 0 ? -1 : 0;
                    progress.step(sizes.get(i).toString());
                }
            }
        }
        return new PowerCurve(
                first.model() + " " + first.layer(),
                second.model() + " " + second.layer(),
                sizes,
                differences,
                verdicts,
                origin.from(pool.origin()));
    }
}
