package org.striate.analysis.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.striate.analysis.SeededTrainer;
import org.striate.analysis.units.Population;
import org.striate.core.BadInput;
import org.striate.core.Fold;
import org.striate.core.Folds;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;

/**
 * Reads a label of the stimuli from a population, {@code Decoder.logistic().score(population, stimuli, "category",
 * Folds.of(5, 42))}. Stimuli are split, not responses: no stimulus is in train and test. Every unit is standardised on the
 * training responses alone. With more units than training responses the linear classifiers work in the directions that these
 * span, which leaves what they predict unchanged, so that a layer of any width can be read.
 */
public final class Decoder {

    private static final double PRECISION = 1e-4;
    private static final int ITERATIONS = 1000;

    private final LabelFit fit;
    private final boolean penalisesSquares;
    private final int permutations;
    private final long seed;
    /** Whether it shows its own progress, or is a part of longer work. */
    private final boolean shown;

    private Decoder(LabelFit fit, boolean penalisesSquares, int permutations, long seed, boolean shown) {
        this.fit = fit;
        this.penalisesSquares = penalisesSquares;
        this.permutations = permutations;
        this.seed = seed;
        this.shown = shown;
    }

    /** Logistic regression, squared penalty on the weights, cost 1, one class against the rest; 100 permutations, seed 1. */
    public static Decoder logistic() {
        return logistic(1);
    }

    /**
     * @param cost of an error against the penalty; smaller is smoother
     * @throws BadInput if it is not above 0
     */
    public static Decoder logistic(double cost) {
        return linear(LinearType.L2R_LR, cost);
    }

    /** Linear support vector machine, squared hinge loss, cost 1, one class against the rest; 100 permutations, seed 1. */
    public static Decoder svm() {
        return svm(1);
    }

    /**
     * @param cost of an error against the penalty; smaller is smoother
     * @throws BadInput if it is not above 0
     */
    public static Decoder svm(double cost) {
        return linear(LinearType.L2R_L2LOSS_SVC, cost);
    }

    private static Decoder linear(LinearType type, double cost) {
        if (!(cost > 0) || !Double.isFinite(cost)) {
            throw BadInput.of("cost", String.valueOf(cost), "a number above 0", "Decoder.logistic(1)");
        }
        var trainer =
                new LibLinearClassificationTrainer(new LinearClassificationType(type), cost, ITERATIONS, PRECISION);
        return new Decoder(new LabelFit(trainer), true, 100, 1, true);
    }

    /** Any of Tribuo's trainers of labels, on all units as they are (standardised). */
    public static Decoder tribuo(Trainer<Label> trainer) {
        return new Decoder(new LabelFit(trainer), false, 100, 1, true);
    }

    /**
     * How often labels are shuffled among stimuli to find what chance gives; each costs as much as the score itself.
     *
     * @param permutations 0 for none
     * @throws BadInput if it is negative
     */
    public Decoder permutations(int permutations) {
        if (permutations < 0) {
            throw BadInput.of("permutations", String.valueOf(permutations), "0 or more", "decoder.permutations(100)");
        }
        return new Decoder(fit, penalisesSquares, permutations, seed, shown);
    }

    /** Another seed for permutations, intervals and random subsets. */
    public Decoder seed(long seed) {
        return new Decoder(fit, penalisesSquares, permutations, seed, shown);
    }

    /**
     * Cross-validated decoding.
     *
     * @param population trials or averages; responses to other stimuli are left out
     * @param label parameter of the stimuli to read
     * @throws BadInput if a stimulus was not shown, a value is missing, there are fewer than two classes, or a class is missing
     *     from the training part of a fold that tests it
     */
    public Decoding score(Population population, StimulusSet stimuli, String label, Folds folds) {
        var labels = labels(stimuli, label);
        var splits = folds.over(stimuli);
        requireTrained(stimuli, label, labels, splits);
        var origin = origin(population, stimuli, label).from(folds.origin());
        return decode(population, stimuli, labels, splits, origin);
    }

    /**
     * Generalisation: learn from some stimuli, read others, such as {@code stimuli.where("x", x -> (double) x < 0)} and those
     * on the other side.
     *
     * @throws BadInput if a stimulus is in both, or as {@link #score}
     */
    public Decoding across(Population population, StimulusSet train, StimulusSet test, String label) {
        var shared = new TreeSet<>(train.ids());
        shared.retainAll(test.ids());
        if (!shared.isEmpty()) {
            throw BadInput.of(
                    "test stimuli",
                    shared.size() + " are training stimuli, such as \"" + shared.first() + "\"",
                    "none",
                    "Use folds: decoder.score(population, stimuli, \"" + label + "\", Folds.of(5, 42))");
        }
        var both = new Joined(train, test);
        var split = new Fold(
                IntStream.range(0, train.size()).toArray(),
                IntStream.range(train.size(), both.size()).toArray());
        var labels = labels(both, label);
        requireTrained(both, label, labels, List.of(split));
        var origin = origin(population, train, label).from(test.origin());
        return decode(population, both, labels, List.of(split), origin);
    }

    /**
     * Accuracy for every pair of values of a parameter: learnt where it has one value, read where it has another. On the
     * diagonal, cross-validated among the stimuli of that value.
     *
     * @param parameter such as {@code position}
     * @throws BadInput as {@link #score}, for the stimuli of any value
     */
    public Generalisation generalisation(
            Population population, StimulusSet stimuli, String label, String parameter, Folds folds) {
        var groups = stimuli.groupedBy(parameter);
        var values = List.copyOf(groups.keySet());
        var accuracy = new double[values.size()][values.size()];
        var quick = part();
        try (var progress = Progress.of("generalisation over " + parameter, values.size() * values.size())) {
            for (int i = 0; i < accuracy.length; i++) {
                for (int j = 0; j < accuracy.length; j++) {
                    var train = groups.get(values.get(i));
                    accuracy[i][j] = i == j
                            ? quick.score(population, train, label, folds).accuracy()
                            : quick.across(population, train, groups.get(values.get(j)), label)
                                    .accuracy();
                    progress.step("");
                }
            }
        }
        return new Generalisation(
                label,
                parameter,
                values,
                accuracy,
                origin(population, stimuli, label).from(folds.origin()));
    }

    /**
     * Accuracy as a function of the number of units: random subsets of every size.
     *
     * @param sizes such as 1, 2, 5, 10, 20
     * @param draws how many subsets of every size, such as 20
     * @throws BadInput if a size is below 1 or above the number of units, there is no draw, or as {@link #score}
     */
    public PopulationCurve sizes(
            Population population, StimulusSet stimuli, String label, Folds folds, int[] sizes, int draws) {
        if (draws < 1 || sizes.length == 0 || Arrays.stream(sizes).anyMatch(s -> s < 1 || s > population.units())) {
            throw BadInput.of(
                    "sizes",
                    Arrays.toString(sizes) + " with " + draws + " draws",
                    "1 to " + population.units() + " units and at least 1 draw",
                    "decoder.sizes(population, stimuli, \"" + label + "\", folds, new int[] {1, 2, 5}, 20)");
        }
        var accuracy = new double[sizes.length][draws];
        var quick = part();
        var random = new Random(seed);
        try (var progress = Progress.of("decoding from subsets", (long) sizes.length * draws)) {
            for (int s = 0; s < sizes.length; s++) {
                for (int draw = 0; draw < draws; draw++) {
                    var units = IntStream.range(0, population.units())
                            .boxed()
                            .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
                    java.util.Collections.shuffle(units, random);
                    var some = units.stream()
                            .limit(sizes[s])
                            .mapToInt(Integer::intValue)
                            .toArray();
                    accuracy[s][draw] = quick.score(population.only(some), stimuli, label, folds)
                            .accuracy();
                    progress.step(sizes[s] + " units");
                }
            }
        }
        var origin = origin(population, stimuli, label).with("draws", draws).from(folds.origin());
        return new PopulationCurve(label, sizes.clone(), accuracy, origin);
    }

    /** Without permutations and without progress of its own. */
    private Decoder part() {
        return new Decoder(fit, penalisesSquares, 0, seed, false);
    }

    private Decoding decode(
            Population population, StimulusSet stimuli, String[] labels, List<Fold> splits, Origin origin) {
        if (!shown) {
            return decode(population, stimuli, labels, splits, origin, () -> Progress.check("decoding"));
        }
        try (var progress = Progress.of("decoding", (long) splits.size() * (1 + permutations))) {
            return decode(population, stimuli, labels, splits, origin, () -> progress.step(""));
        }
    }

    private Decoding decode(
            Population population,
            StimulusSet stimuli,
            String[] labels,
            List<Fold> splits,
            Origin origin,
            Runnable step) {
        var places = population.places(stimuli);
        var tally = new Tally(labels);
        var shuffled = shuffles(labels, permutations);
        for (var split : splits) {
            var train = rows(places, split.train(), stimuli.size());
            var test = rows(places, split.test(), stimuli.size());
            var design = Design.of(population, train, test, penalisesSquares);
            for (int k = 0; k <= permutations; k++) {
                var given = k == 0 ? labels : shuffled[k - 1];
                var learnt =
                        Arrays.stream(train).mapToObj(row -> given[places[row]]).toArray(String[]::new);
                var read = Arrays.stream(learnt).distinct().count() < 2
                        ? repeat(learnt[0], test.length)
                        : fit.predict(design, learnt);
                tally.add(k, test, places, given, read);
                step.run();
            }
        }
        return tally.result(stimuli, seed, origin);
    }

    /** What a shuffle that leaves one class in training can read. */
    private static String[] repeat(String label, int times) {
        return java.util.Collections.nCopies(times, label).toArray(String[]::new);
    }

    private String[][] shuffles(String[] labels, int permutations) {
        var random = new Random(seed);
        return IntStream.range(0, permutations)
                .mapToObj(k -> {
                    var shuffled = Arrays.asList(labels.clone());
                    java.util.Collections.shuffle(shuffled, random);
                    return shuffled.toArray(String[]::new);
                })
                .toArray(String[][]::new);
    }

    private static int[] rows(int[] places, int[] stimuli, int all) {
        var wanted = new boolean[all];
        Arrays.stream(stimuli).forEach(i -> wanted[i] = true);
        return IntStream.range(0, places.length)
                .filter(row -> places[row] >= 0 && wanted[places[row]])
                .toArray();
    }

    private static String[] labels(StimulusSet stimuli, String label) {
        return stimuli.parameter(label).stream()
                .map(value -> {
                    if (value.equals(Double.NaN) || value.equals("")) {
                        throw BadInput.of(
                                "parameter " + label,
                                "\"" + value + "\" for a stimulus",
                                "a label for every stimulus",
                                "Keep those that have one: stimuli.where(\"" + label + "\", v -> !v.equals(\"\"))");
                    }
                    return String.valueOf(value);
                })
                .toArray(String[]::new);
    }

    private static void requireTrained(StimulusSet stimuli, String label, String[] labels, List<Fold> splits) {
        var classes = new TreeSet<>(Arrays.asList(labels));
        if (classes.size() < 2) {
            throw BadInput.of(
                    "stimuli " + stimuli.name(),
                    "only " + label + " " + classes,
                    "at least two classes",
                    "Look at them: stimuli.parameter(\"" + label + "\")");
        }
        for (int split = 0; split < splits.size(); split++) {
            var tested = new TreeSet<String>();
            Arrays.stream(splits.get(split).test()).forEach(i -> tested.add(labels[i]));
            Arrays.stream(splits.get(split).train()).forEach(i -> tested.remove(labels[i]));
            if (!tested.isEmpty()) {
                throw BadInput.of(
                        "stimuli " + stimuli.name(),
                        label + " " + tested + " in the test part of fold " + split + " alone",
                        "every class that is tested among the training stimuli",
                        "Keep classes together: Folds.stratified(\"" + label + "\", 10, 0.8, 1)");
            }
        }
    }

    private Origin origin(Population population, StimulusSet stimuli, String label) {
        return Origin.of("decoding")
                .with("label", label)
                .with("trainer", new SeededTrainer<>(fit.trainer()).settings())
                .with("permutations", permutations)
                .with("seed", seed)
                .from(population.origin())
                .from(stimuli.origin());
    }
}
