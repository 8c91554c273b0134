package org.striate.models.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.striate.core.BadInput;
import org.striate.core.DoseResponse;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;
import org.striate.models.LayerSelectivity;
import org.striate.models.Lesion;
import org.striate.models.Network;

/**
 * What lesions of growing size do to a task: of units chosen by a ranking, and of as many chosen at random. Settings; {@link
 * #run} does the study.
 *
 * <pre>{@code LesionStudy.of(Lesion.silence("conv3")).targeting("circle units", values).run(network, stimuli, "shape")}</pre>
 */
public final class LesionStudy {

    private final Lesion lesion;
    private final double[] doses;
    private final int draws;
    private final long seed;
    private final Map<String, double[]> rankings;

    private LesionStudy(Lesion lesion, double[] doses, int draws, long seed, Map<String, double[]> rankings) {
        this.lesion = lesion;
        this.doses = doses;
        this.draws = draws;
        this.seed = seed;
        this.rankings = rankings;
    }

    /**
     * Doses of 0.1, 0.2, 0.4, 0.6, 0.8 and 1, and 20 random lesions at each.
     *
     * @param lesion what is done, and to which layer; units that it leaves out are not among those chosen from
     */
    public static LesionStudy of(Lesion lesion) {
        return new LesionStudy(lesion, new double[] {0.1, 0.2, 0.4, 0.6, 0.8, 1}, 20, 1, Map.of());
    }

    /** Chooses whole channels and not units. */
    public LesionStudy byChannel() {
        return new LesionStudy(lesion.byChannel(), doses, draws, seed, rankings);
    }

    /** Shares of the units (or channels) that are struck, each 0 to 1. */
    public LesionStudy doses(double... doses) {
        if (doses.length == 0 || !Arrays.stream(doses).allMatch(dose -> dose >= 0 && dose <= 1)) {
            throw BadInput.of(
                    "doses", Arrays.toString(doses), "at least one, each 0 to 1", "study.doses(0.1, 0.2, 0.4)");
        }
        return new LesionStudy(lesion, doses.clone(), draws, seed, rankings);
    }

    /** How many random lesions at each dose; at least 20, so that their 95 % interval means something. */
    public LesionStudy draws(int draws) {
        if (draws < 20) {
            throw BadInput.of("random lesions", String.valueOf(draws), "at least 20 at each dose", "study.draws(20)");
        }
        return new LesionStudy(lesion, doses, draws, seed, rankings);
    }

    /** Seed of the random lesions. */
    public LesionStudy seed(long seed) {
        return new LesionStudy(lesion, doses, draws, seed, rankings);
    }

    /**
     * Also strikes those that rank first.
     *
     * @param name of the ranking
     * @param values one for each unit of the layer (or channel), such as {@link LayerSelectivity#units}; NaN ranks last
     */
    public LesionStudy targeting(String name, double[] values) {
        var more = new LinkedHashMap<>(rankings);
        more.put(
                name,
                Arrays.stream(values)
                        .map(v -> Double.isNaN(v) ? Double.NEGATIVE_INFINITY : v)
                        .toArray());
        return new LesionStudy(lesion, doses, draws, seed, more);
    }

    /**
     * Shows the stimuli to the whole network and to each lesioned one.
     *
     * @param parameter that the network was trained to tell
     * @throws BadInput if the network was not trained to tell this parameter's values, or the layer or parameter is not there
     */
    public DoseResponse run(Network network, StimulusSet stimuli, String parameter) {
        var shown = Images.rendered(stimuli);
        var intact = right(network, shown, parameter);
        var random = new boolean[doses.length][draws][];
        var targeted = new LinkedHashMap<String, boolean[][]>();
        rankings.keySet().forEach(name -> targeted.put(name, new boolean[doses.length][]));
        rankings.values()
                .forEach(ranking -> network.lesion(lesion.ranked(ranking, doses[0]))); // refuses what does not fit
        long lesions = (long) doses.length * (draws + rankings.size());
        try (var progress = Progress.of("lesions of " + lesion.layer(), lesions)) {
            for (int d = 0; d < doses.length; d++) {
                double dose = doses[d];
                for (int draw = 0; draw < draws; draw++) {
                    var struck = network.lesion(lesion.random(dose, seed * 1_000_003 + 1009L * d + draw));
                    random[d][draw] = right(struck, shown, parameter);
                    progress.step("random, dose " + dose);
                }
                for (var ranking : rankings.entrySet()) {
                    var struck = network.lesion(lesion.ranked(ranking.getValue(), dose));
                    targeted.get(ranking.getKey())[d] = right(struck, shown, parameter);
                    progress.step(ranking.getKey() + ", dose " + dose);
                }
            }
        }
        return new DoseResponse(
                network.name(),
                parameter,
                doses.clone(),
                List.copyOf(stimuli.parameter(parameter)),
                intact,
                random,
                targeted,
                Origin.of("lesion study")
                        .with("lesion", lesion)
                        .with("parameter", parameter)
                        .with("chosen", lesion.choosesChannels() ? "channels" : "units")
                        .with("rankings", new ArrayList<>(rankings.keySet()))
                        .with("doses", Arrays.toString(doses))
                        .with("draws", draws)
                        .with("seed", seed)
                        .from(network.origin())
                        .from(stimuli.origin()));
    }

    /** Whether each stimulus is told right. */
    private static boolean[] right(Network network, StimulusSet stimuli, String parameter) {
        var answers = network.answers(stimuli, parameter);
        var right = new boolean[stimuli.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = answers.right()[i] == answers.told()[i];
        }
        return right;
    }
}
