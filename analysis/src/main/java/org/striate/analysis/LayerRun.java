package org.striate.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.Fold;
import org.striate.core.Folds;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.Score;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;

/** Scores layers on the same neurons and splits; what the layers share is made once. */
final class LayerRun {

    private static final long TICKS = 1000; // of the progress, a layer

    private final LayerFit fit;
    private final Controls controls;
    private final long seed;
    private final StimulusSet stimuli;
    private final NeuralResponses responses;
    private final Targets targets;
    private final List<Fold> splits;
    private final double[][] reliability;
    private final Origin shared;
    private final FinishedScores finished;

    LayerRun(LayerFit fit, Controls controls, long seed, StimulusSet stimuli, NeuralResponses responses, Folds folds) {
        this.fit = fit;
        this.controls = controls;
        this.seed = seed;
        this.stimuli = stimuli;
        this.responses = responses;
        this.targets = Targets.of(responses, stimuli);
        this.splits = folds.over(stimuli);
        this.reliability =
                Reliability.internalConsistency(responses.matching(stimuli)).perSplit();
        this.shared = fit.origin()
                .with("bootstrap seed", seed)
                .with("shuffled", controls.shuffle() == null ? "no" : "seed " + controls.shuffle())
                .from(folds.origin());
        this.finished = new FinishedScores(shared, stimuli, responses, targets, splits);
    }

    /** All layers for all regions, and the baselines behind them. */
    LayerScores score(StimulusModel model) {
        var scores = new ArrayList<Score>(scoresOf(model));
        for (var baseline : controls.baselines()) {
            scores.addAll(scoresOf(baseline));
        }
        return new LayerScores(scores);
    }

    private List<Score> scoresOf(StimulusModel model) {
        var probe = LayerProbe.of(model, stimuli);
        var done = new LinkedHashMap<String, List<Score>>();
        for (var layer : model.layers()) {
            finished.get(model, probe, layer).ifPresent(scores -> done.put(layer, scores));
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
                        var scores = score(one.design(), regions(), progress);
                        open.remove(layer).close();
                        finished.put(model, probe, layer, scores);
                        done.put(layer, scores);
                    }
                });
            } finally {
                open.values().forEach(OpenLayer::close);
            }
        }
        return model.layers().stream().flatMap(l -> done.get(l).stream()).toList();
    }

    /** One layer in memory, all neurons together. */
    Score score(Activations layer) {
        try (var progress = Progress.of("fitting " + targets.neurons() + " neurons", TICKS)) {
            var everyone = Map.of("all", IntStream.range(0, targets.neurons()).toArray());
            return score(Design.of(layer), everyone, progress).get(0);
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

    private List<Score> score(Design layer, Map<String, int[]> regions, Progress progress) {
        layer.requireNumbers();
        var ticks = new Ticks(progress, layer.layer(), controls.shuffle() == null ? 1 : 2);
        var scores = new ArrayList<>(score(layer, targets, regions, layer.model(), ticks));
        if (controls.shuffle() != null) {
            var shuffled = targets.shuffled(controls.shuffle());
            scores.addAll(score(layer, shuffled, regions, layer.model() + " shuffled", ticks));
        }
        ticks.rest();
        return scores;
    }

    private List<Score> score(Design layer, Targets measured, Map<String, int[]> regions, String name, Ticks ticks) {
        var scores = new ArrayList<Score>();
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
            scores.add(score(layer, name, neurons, new HeldOut(splits, predicted, own)));
        }
        return scores;
    }

    private Score score(Design layer, String name, int[] neurons, HeldOut heldOut) {
        var ceilings = java.util.Arrays.stream(reliability)
                .map(row -> IntStream.of(neurons).mapToDouble(i -> row[i]).toArray())
                .toArray(double[][]::new);
        return new Score(
                name,
                layer.layer(),
                IntStream.of(neurons).mapToObj(responses.neurons()::get).toList(),
                heldOut.correlations(),
                ceilings,
                heldOut.means(),
                heldOut.draws(seed),
                shared.from(layer.origin()).from(responses.origin()));
    }
}
