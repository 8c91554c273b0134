package org.striate.analysis.geometry;

import java.util.ArrayList;
import java.util.List;
import org.striate.analysis.linear.Gram;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.NoiseCeiling;
import org.striate.core.Origin;
import org.striate.core.Rdm;
import org.striate.core.RdmScore;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.UnitLayout;

/** Representational dissimilarity matrices: from layers and neurons, and against subjects. */
public final class Rdms {

    private static final String CORRELATION = "1 - Pearson r";
    private static final int DRAWS = 1000;

    private Rdms() {}

    /**
     * One minus the Pearson correlation over units, for every two stimuli; exact at any width, from the products between
     * stimuli and their means.
     *
     * @return dissimilarities from 0 to 2; NaN with a stimulus to which all units answer alike
     */
    public static Rdm correlation(Activations layer) {
        int n = layer.stimuli();
        double units = layer.units();
        var gram = Gram.of(layer).products();
        var means = new double[n];
        for (int i = 0; i < n; i++) {
            for (float value : layer.row(i)) {
                means[i] += value / units;
            }
        }
        var values = new double[n * (n - 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double ij = gram[i * n + j] - units * means[i] * means[j];
                double ii = gram[i * n + i] - units * means[i] * means[i];
                double jj = gram[j * n + j] - units * means[j] * means[j];
                boolean varies = ii > 1e-12 * gram[i * n + i] && jj > 1e-12 * gram[j * n + j];
                values[next++] = varies ? 1 - ij / Math.sqrt(ii * jj) : Double.NaN;
            }
        }
        var origin = Origin.of("RDM").with("measure", CORRELATION).from(layer.origin());
        return new Rdm(layer.layer(), CORRELATION, layer.stimulusIds(), values, origin);
    }

    /**
     * One minus the Pearson correlation over neurons of the mean responses.
     *
     * @throws BadInput if there are several time bins
     */
    public static Rdm correlation(NeuralResponses responses) {
        requireOneBin(responses);
        var mean = responses.averaged();
        var ids = mean.stimulusIds();
        var rows = new float[ids.size()][mean.neurons().size()];
        for (int i = 0; i < rows.length; i++) {
            for (int neuron = 0; neuron < rows[i].length; neuron++) {
                rows[i][neuron] = mean.at(i, neuron, 0);
            }
        }
        var layout = UnitLayout.flat(mean.neurons().size());
        return correlation(new Activations("neurons", responses.name(), ids, layout, rows, responses.origin()));
    }

    /** An RDM for every layer of a model, from one pass over the stimuli; see {@link #correlation(Activations)}. */
    public static List<Rdm> layers(StimulusModel model, StimulusSet stimuli) {
        return model.activations(stimuli, model.layers()).values().stream()
                .map(layer -> {
                    var rdm = correlation(layer);
                    var name = model.layers().size() == 1 ? model.name() : model.name() + " " + rdm.name();
                    return new Rdm(name, rdm.measure(), rdm.stimulusIds(), rdm.values(), rdm.origin());
                })
                .toList();
    }

    /**
     * The range in which the mean similarity of the true model with the subjects would lie (Nili et al. 2014): each
     * subject against the pooled others, and against all pooled.
     *
     * @param subjects RDMs of the same stimuli; for fewer than two both bounds are NaN
     */
    public static NoiseCeiling noiseCeiling(List<Rdm> subjects, RdmComparison comparison) {
        requireSome("subjects", subjects);
        var values = aligned(subjects, subjects.get(0).stimulusIds());
        int count = values.size();
        if (count < 2) {
            return new NoiseCeiling(Double.NaN, Double.NaN);
        }
        double lower = 0;
        double upper = 0;
        var all = comparison.pool(values);
        for (int i = 0; i < count; i++) {
            var others = new ArrayList<>(values);
            others.remove(i);
            lower += comparison.between(comparison.pool(others), values.get(i)) / count;
            upper += comparison.between(all, values.get(i)) / count;
        }
        return new NoiseCeiling(lower, upper);
    }

    /** Compares with 1000 bootstrap draws of seed 1; see {@link #compare(List, List, RdmComparison, long)}. */
    public static List<RdmScore> compare(List<Rdm> models, List<Rdm> subjects, RdmComparison comparison) {
        return compare(models, subjects, comparison, 1);
    }

    /**
     * The similarity of every model with every subject, beside the subjects' noise ceiling.
     *
     * @param models RDMs of the subjects' stimuli, in any order
     * @param subjects RDMs of the same stimuli
     * @param seed of the bootstrap over stimuli and, where there are several, subjects
     * @return one a model, with a 95 % percentile interval
     * @throws BadInput if the stimuli differ or a list is empty
     */
    public static List<RdmScore> compare(List<Rdm> models, List<Rdm> subjects, RdmComparison comparison, long seed) {
        requireSome("models", models);
        requireSome("subjects", subjects);
        var ids = subjects.get(0).stimulusIds();
        var modelValues = aligned(models, ids);
        var subjectValues = aligned(subjects, ids);
        var ceiling = noiseCeiling(subjects, comparison);
        var intervals = new RdmBootstrap(modelValues, subjectValues, ids.size(), comparison).intervals(DRAWS, seed);
        var scores = new ArrayList<RdmScore>();
        for (int m = 0; m < models.size(); m++) {
            var model = modelValues.get(m);
            var each = subjectValues.stream()
                    .mapToDouble(subject -> comparison.between(model, subject))
                    .toArray();
            var origin = Origin.of("RDM comparison")
                    .with("measure", comparison.title())
                    .with("draws", DRAWS)
                    .with("seed", seed)
                    .from(models.get(m).origin());
            for (var subject : subjects) {
                origin = origin.from(subject.origin());
            }
            scores.add(new RdmScore(
                    models.get(m).name(),
                    reference(subjects),
                    comparison.title(),
                    each,
                    intervals.get(m),
                    ceiling,
                    origin));
        }
        return scores;
    }

    private static void requireOneBin(NeuralResponses responses) {
        if (responses.bins().size() != 1) {
            throw BadInput.of(
                    "responses " + responses.name(),
                    responses.bins().size() + " time bins",
                    "one",
                    "Average over a window: responses.window(50, 200)");
        }
    }

    private static void requireSome(String what, List<Rdm> rdms) {
        if (rdms.isEmpty()) {
            throw BadInput.of(what, "no RDM", "at least one", "Rdms.layers(network, stimuli)");
        }
    }

    private static List<double[]> aligned(List<Rdm> rdms, List<String> ids) {
        return rdms.stream().map(rdm -> RdmComparison.aligned(rdm, ids)).toList();
    }

    /** What the names of all subjects begin with, word by word. */
    private static String reference(List<Rdm> subjects) {
        var common = new ArrayList<>(List.of(subjects.get(0).name().split(" ")));
        for (var subject : subjects) {
            var words = List.of(subject.name().split(" "));
            while (common.size() > words.size() || !common.equals(words.subList(0, common.size()))) {
                common.remove(common.size() - 1);
            }
        }
        return common.isEmpty() ? subjects.size() + " subjects" : String.join(" ", common);
    }
}
