package org.striate.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.striate.analysis.linear.LayerBlocks;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Fold;
import org.striate.core.Folds;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
import org.striate.core.NumpyRandom;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.Score;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;

/** Scores layers on the same neurons and splits; what the layers share is made once. */
final class LayerRun {

    private static final long TICKS = 1000; // of the progress, a layer

    /** What an origin calls the seed by which answers were shuffled. */
    static final String SHUFFLED = "shuffled";

    private final LayerFit fit;
    private final Controls controls;
    private final StimulusSet stimuli;
    private final NeuralResponses responses;
    private final Targets targets;
    private final List<Fold> splits;
    private final double[][] reliability;
    private final Origin shared;
    private final Optional<ScoreFolder> disk;

    LayerRun(
            LayerFit fit,
            Controls controls,
            StimulusSet stimuli,
            NeuralResponses responses,
            Folds folds,
            Optional<ScoreFolder> disk) {
        this.fit = fit;
        this.controls = controls;
        this.stimuli = stimuli;
        this.responses = responses;
        this.targets = Targets.of(responses, stimuli);
        this.splits = folds.over(stimuli);
        requireCorrelations();
        this.reliability =
                Reliability.internalConsistency(responses.matching(stimuli)).perSplit();
        this.shared = fit.origin()
                .with(HeldOut.SEED, controls.seed())
                .with(SHUFFLED, controls.shuffle() == null ? "no" : "seed " + controls.shuffle())
                .from(folds.origin());
        this.disk = disk;
    }

    /** A correlation of one stimulus is none, and so is a mean with it; where all are such, predictions are what is wanted. */
    private void requireCorrelations() {
        var sizes = splits.stream().map(split -> split.test().length).toList();
        int single = sizes.indexOf(1);
        if (single >= 0 && sizes.stream().anyMatch(size -> size > 1)) {
            throw BadInput.of(
                    "split " + (single + 1) + " of " + sizes.size(),
                    "1 stimulus held out",
                    "at least 2 for a correlation",
                    "Leave it out, stimuli.select(..), or take other folds: Folds.of(5, 1)");
        }
    }

    /** All layers for all regions, and the baselines behind them. */
    LayerScores score(StimulusModel model) {
        regions().values().forEach(neurons -> fit.requireRoom(neurons.length));
        var models = new ArrayList<StimulusModel>(controls.baselines());
        models.add(0, model);
        var probes = models.stream().map(this::probe).toList(); // all, before the first is run
        var finished = new FinishedScores(shared, stimuli, responses, targets, splits, disk);
        var scores = new ArrayList<Score>();
        for (int i = 0; i < models.size(); i++) {
            scores.addAll(scoresOf(models.get(i), probes.get(i), finished));
        }
        return new LayerScores(scores);
    }

    private LayerProbe probe(StimulusModel model) {
        var probe = LayerProbe.of(model, stimuli);
        int training =
                splits.stream().mapToInt(split -> split.train().length).min().orElse(0);
        fit.requireEnough(model, probe, training);
        return probe;
    }

    private List<Score> scoresOf(StimulusModel model, LayerProbe probe, FinishedScores finished) {
        var done = new LinkedHashMap<String, List<HeldOutResult>>();
        for (var layer : model.layers()) {
            finished.get(model, probe, layer).ifPresent(results -> done.put(layer, results));
        }
        var missing = model.layers().stream().filter(l -> !done.containsKey(l)).toList();
        if (!missing.isEmpty()) {
            var open = new LinkedHashMap<String, OpenLayer>();
            var work = "scoring " + model.name() + " (" + cost(model, probe).brief() + ")";
            try (var progress = Progress.of(work, missing.size() * TICKS)) {
                model.stream(stimuli, missing, (layer, first, rows) -> {
                    var one = open.computeIfAbsent(
                            layer,
                            l -> new OpenLayer(model.name(), l, stimuli.ids(), model.origin(), fit.needsUnits()));
                    one.add(rows);
                    Progress.check(work);
                    if (one.units() == probe.units(layer)) {
                        var results = results(one.design(), regions(), progress);
                        open.remove(layer).close();
                        done.put(layer, results);
                        finished.put(model, probe, layer, results);
                    }
                });
            } finally {
                open.values().forEach(OpenLayer::close);
            }
        }
        return model.layers().stream()
                .flatMap(layer -> scores(model.name(), layer, model.origin(), regions(), done.get(layer)).stream())
                .toList();
    }

    /** One layer in memory, all neurons together. */
    Score score(Activations layer) {
        try (var progress = Progress.of("fitting " + targets.neurons() + " neurons", TICKS)) {
            var everyone = Map.of("all", IntStream.range(0, targets.neurons()).toArray());
            var results = results(Design.of(layer, fit.needsUnits(), LayerBlocks.most()), everyone, progress);
            return scores(layer.model(), layer.layer(), layer.origin(), everyone, results)
                    .get(0);
        }
    }

    ScoringCost cost(StimulusModel model) {
        return cost(model, LayerProbe.of(model, stimuli));
    }

    private ScoringCost cost(StimulusModel model, LayerProbe probe) {
        return ScoringCost.of(model, probe, fit, stimuli.size(), targets.neurons(), splits.size());
    }

    /** Region to the places of its neurons. */
    private Map<String, int[]> regions() {
        var names = responses.neurons().stream().map(n -> n.region().name()).toList();
        var regions = new LinkedHashMap<String, int[]>();
        names.stream()
                .distinct()
                .forEach(name -> regions.put(
                        name,
                        IntStream.range(0, names.size())
                                .filter(i -> names.get(i).equals(name))
                                .toArray()));
        return regions;
    }

    /** Region by region, and again with shuffled labels. */
    private List<HeldOutResult> results(Design layer, Map<String, int[]> regions, Progress progress) {
        layer.requireNumbers();
        var ticks = new Ticks(progress, layer.layer(), controls.shuffle() == null ? 1 : 2);
        var results = new ArrayList<>(results(layer, targets, regions, ticks));
        if (controls.shuffle() != null) {
            var shuffled = new Targets(targets.rows(shuffled()), targets.neurons());
            for (var result : results(layer, shuffled, regions, ticks)) {
                results.add(result.moved(shuffled()));
            }
        }
        ticks.rest();
        return results;
    }

    /** [stimuli] the stimulus whose answers each is given, without replacement: what a layer predicts by chance. */
    private int[] shuffled() {
        return new NumpyRandom(controls.shuffle()).permutation(targets.stimuli());
    }

    private List<HeldOutResult> results(Design layer, Targets measured, Map<String, int[]> regions, Ticks ticks) {
        var results = new ArrayList<HeldOutResult>();
        var together = fit.mixesNeurons() ? null : fit.heldOut(layer, measured, splits, ticks.share(1));
        for (var neurons : regions.values()) {
            var own = measured.select(neurons);
            var predicted = together == null
                    ? fit.heldOut(layer, own, splits, ticks.share(regions.size()))
                    : together.stream()
                            .map(p -> new Targets(p, measured.neurons())
                                    .select(neurons)
                                    .values())
                            .toList();
            results.add(new HeldOut(splits, predicted, own).result(controls.seed()));
        }
        return results;
    }

    /** With all that is known without any fit. */
    private List<Score> scores(
            String model, String layer, Origin origin, Map<String, int[]> regions, List<HeldOutResult> results) {
        var left = results.iterator();
        var scores = new ArrayList<Score>();
        var made = shared.from(origin).from(responses.origin());
        var tests = HeldOut.tests(splits);
        for (var neurons : regions.values()) {
            scores.add(score(model, layer, neurons, left.next(), tests, made.with(SHUFFLED, "no")));
        }
        for (var neurons : controls.shuffle() == null ? List.<int[]>of() : regions.values()) {
            var order = shuffled();
            var moved = Arrays.stream(tests)
                    .map(test -> IntStream.of(test).map(i -> order[i]).toArray())
                    .toArray(int[][]::new);
            scores.add(score(model + " shuffled", layer, neurons, left.next(), moved, made));
        }
        return scores;
    }

    private Score score(
            String model, String layer, int[] neurons, HeldOutResult result, int[][] heldOut, Origin origin) {
        var ceilings = Arrays.stream(reliability)
                .map(row -> IntStream.of(neurons).mapToDouble(i -> row[i]).toArray())
                .toArray(double[][]::new);
        return new Score(
                        model,
                        layer,
                        IntStream.of(neurons).mapToObj(responses.neurons()::get).toList(),
                        result.correlations(),
                        ceilings,
                        result.predicted(),
                        result.draws(),
                        origin)
                .withHeldOut(heldOut)
                .withStimuli(stimuli.ids());
    }
}
