package org.striate.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.ReceptiveField;
import org.striate.core.Region;
import org.striate.core.Showable;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;

/**
 * Two simulated animals whose rates and noise are known, so that every estimate can be held against the truth. V1, V2 and V4
 * look at pixels (Gabor cells, products of them, arcs of them); IT and vlPFC at what the stimuli say they show. Rates follow
 * a latency and a time course of each area; counts are Poisson, or negative binomial by a shared gain.
 */
public final class SimulatedCortex implements Showable {

    /** What the animals do, which vlPFC's cells follow. */
    public enum Task {
        /** Tell the sides of the boundary apart. */
        CATEGORISE(1, 0.15),
        /** Tell objects apart. */
        IDENTIFY(0.4, 0.8),
        /** Only look. */
        FIXATE(0.25, 0.1);

        final double category;
        final double identity;

        Task(double category, double identity) {
            this.category = category;
            this.identity = identity;
        }
    }

    private static final List<Region> REGIONS = List.of(Region.V1, Region.V2, Region.V4, Region.IT, Region.VLPFC);
    private static final List<String> SUBJECTS = List.of("A", "B");
    private static final double SPONTANEOUS = 1;

    /** All settings; changed only in a copy that nobody has seen yet. */
    private static final class Settings {
        int neurons = 30;
        double spikesPerSecond = 20;
        long seed = 1;
        double gainVariance;
        List<TimeBin> bins = List.of();
        Task task = Task.CATEGORISE;
        String boundaryName = "category";
        VlpfcArea.Boundary boundary = stimuli ->
                stimuli.parameter("category").stream().map(String::valueOf).toList();

        Settings copy() {
            var copy = new Settings();
            copy.neurons = neurons;
            copy.spikesPerSecond = spikesPerSecond;
            copy.seed = seed;
            copy.gainVariance = gainVariance;
            copy.bins = bins;
            copy.task = task;
            copy.boundaryName = boundaryName;
            copy.boundary = boundary;
            return copy;
        }
    }

    private final Settings settings;

    private SimulatedCortex(Settings settings) {
        if (settings.neurons < 1
                || !(settings.spikesPerSecond > 0 && settings.spikesPerSecond < Double.POSITIVE_INFINITY)
                || !(settings.gainVariance >= 0 && settings.gainVariance < Double.POSITIVE_INFINITY)) {
            throw BadInput.of(
                    "simulated cortex",
                    settings.neurons + " neurons at " + settings.spikesPerSecond + " spikes/s, gain variance "
                            + settings.gainVariance,
                    "at least 1 neuron, a finite rate above 0 and a finite gain variance of 0 or more",
                    "SimulatedCortex.standard().neurons(50)");
        }
        this.settings = settings;
    }

    private SimulatedCortex with(Consumer<Settings> change) {
        var changed = settings.copy();
        change.accept(changed);
        return new SimulatedCortex(changed);
    }

    /**
     * 30 neurons of an area in each of two animals, 1 + 20 spikes/s for a drive of 1, Poisson counts in one window, the task
     * to categorise, seed 1.
     */
    public static SimulatedCortex standard() {
        return new SimulatedCortex(new Settings());
    }

    /** How many neurons of an area in each animal. */
    public SimulatedCortex neurons(int neurons) {
        return with(s -> s.neurons = neurons);
    }

    /** The rate at a drive of 1, above the spontaneous rate of 1 spike/s. */
    public SimulatedCortex rate(double spikesPerSecond) {
        return with(s -> s.spikesPerSecond = spikesPerSecond);
    }

    /** Seed of the cells and of their spikes. */
    public SimulatedCortex seed(long seed) {
        return with(s -> s.seed = seed);
    }

    /**
     * Lets a gain that all cells of an animal share scatter from presentation to presentation (Goris et al. 2014).
     *
     * @param variance of the gain, whose mean is 1; 0 for Poisson counts
     */
    public SimulatedCortex sharedGain(double variance) {
        return with(s -> s.gainVariance = variance);
    }

    /**
     * Counts in time bins instead of the one window of 150 ms after the area's latency.
     *
     * @param bins in ms after onset: {@code TimeBin.between(0, 350, 10)}
     * @throws BadInput if one has no finite times, as those of recordings that do not tell their windows
     */
    public SimulatedCortex timeBins(List<TimeBin> bins) {
        for (var bin : bins) {
            if (!Double.isFinite(bin.start()) || !Double.isFinite(bin.end())) {
                throw BadInput.of(
                        "time bins",
                        bin.start() + " to " + bin.end() + " ms",
                        "finite times after onset",
                        "cortex.timeBins(TimeBin.between(0, 350, 10))");
            }
        }
        var copy = List.copyOf(bins);
        return with(s -> s.bins = copy);
    }

    /** What the animals do; it changes vlPFC only. */
    public SimulatedCortex task(Task task) {
        return with(s -> s.task = task);
    }

    /**
     * The boundary that the animals learned, as two sides of a number such as the share of a morph; it changes vlPFC only.
     *
     * @param parameter of the stimuli
     * @param threshold values below it lie on one side, all others on the other
     */
    public SimulatedCortex boundary(String parameter, double threshold) {
        return with(s -> {
            s.boundaryName = parameter + " " + threshold;
            s.boundary = stimuli -> Arrays.stream(stimuli.numbers(parameter))
                    .mapToObj(value -> value < threshold ? "below" : "above")
                    .toList();
        });
    }

    /**
     * The boundary that the animals learned, as a group of values and all others; it changes vlPFC only. Without any, every
     * category is a side of its own.
     *
     * @param parameter of the stimuli
     * @param oneSide the values on one side, numbers in any form: {@code "1"} is 1.0
     * @throws BadInput if there is none; later, when stimuli are shown, if no stimulus has one of them
     */
    public SimulatedCortex boundary(String parameter, List<String> oneSide) {
        var side = VlpfcArea.Boundary.around(parameter, oneSide);
        return with(s -> {
            s.boundaryName = parameter + " " + oneSide;
            s.boundary = side;
        });
    }

    /** The areas simulated. */
    public List<Region> regions() {
        return REGIONS;
    }

    /** Where the counts of an area are taken, in ms after onset. */
    public List<TimeBin> bins(Region region) {
        return settings.bins.isEmpty() ? List.of(TimeCourse.of(region).window()) : settings.bins;
    }

    /**
     * Shows every stimulus {@code trials} times.
     *
     * @return spike counts, (stimuli * trials) presentations x neurons x time bins, trial by trial
     * @throws BadInput if the region is not simulated, there is no trial, an area that looks at pixels is shown stimuli that
     *     are not square, or one that looks at what is shown those that do not say it; if a pixel or a parameter that drives
     *     the area is no finite number
     */
    public NeuralResponses record(StimulusSet stimuli, Region region, int trials) {
        requireTrials(trials, "cortex.record(stimuli, Region.V1, 20)");
        var expected = expectedCounts(stimuli, region);
        var ids = stimuli.ids();
        var noise = new SpikeNoise(settings.gainVariance);
        var random = new Random(settings.seed + 1);
        int perAnimal = settings.neurons * bins(region).size();
        var presentations = new ArrayList<Presentation>();
        var counts = new ArrayList<float[]>();
        for (int trial = 0; trial < trials; trial++) {
            for (int i = 0; i < expected.length; i++) {
                presentations.add(new Presentation(ids.get(i), trial));
                var row = new float[expected[i].length];
                double gain = 1;
                for (int column = 0; column < row.length; column++) {
                    gain = column % perAnimal == 0 ? noise.gain(random) : gain;
                    row[column] = noise.poisson(gain * expected[i][column], random);
                }
                counts.add(row);
            }
        }
        return new NeuralResponses(
                "simulated " + region,
                presentations,
                units(region),
                bins(region),
                counts.toArray(float[][]::new),
                origin(region).with("trials", trials).from(stimuli.origin()));
    }

    private static void requireTrials(int trials, String example) {
        if (trials < 1) {
            throw BadInput.of("trials", String.valueOf(trials), "at least 1", example);
        }
    }

    /**
     * The true mean spike counts.
     *
     * @return [stimuli x (neurons * bins)] expected spikes in every bin, the bin running fastest
     * @throws BadInput as {@link #record}
     */
    public double[][] expectedCounts(StimulusSet stimuli, Region region) {
        var drives = area(stimuli, region).drives(stimuli);
        var bins = bins(region);
        var levels = bins.stream().mapToDouble(TimeCourse.of(region)::level).toArray();
        var expected = new double[drives.length][];
        for (int i = 0; i < drives.length; i++) {
            expected[i] = new double[drives[i].length * levels.length];
            for (int column = 0; column < expected[i].length; column++) {
                int bin = column % levels.length;
                double rate = SPONTANEOUS + settings.spikesPerSecond * levels[bin] * drives[i][column / levels.length];
                expected[i][column] = bins.get(bin).width() / 1000 * rate;
            }
        }
        return expected;
    }

    /**
     * The true reliability of the mean over trials: {@code V / (V + N / trials)}, where V is the variance over stimuli of an
     * expected count and N the mean over stimuli of a trial's variance, {@code m + g m^2} for an expected count m and a gain
     * variance g.
     *
     * @return [neurons * bins] what split halves with Spearman-Brown converge to; NaN where nothing ever fires, and for one
     *     stimulus
     * @throws BadInput as {@link #record}, or if there is no stimulus
     */
    public double[] reliability(StimulusSet stimuli, Region region, int trials) {
        requireTrials(trials, "cortex.reliability(stimuli, Region.V1, 20)");
        if (stimuli.size() == 0) {
            throw BadInput.of(
                    "stimuli", "none", "at least one", "cortex.reliability(Stimuli.objects(1), Region.IT, 20)");
        }
        var expected = expectedCounts(stimuli, region);
        var noise = new SpikeNoise(settings.gainVariance);
        return IntStream.range(0, expected[0].length)
                .mapToDouble(column -> {
                    var counts = Arrays.stream(expected)
                            .mapToDouble(row -> row[column])
                            .toArray();
                    double mean = Arrays.stream(counts).average().orElse(Double.NaN);
                    double scatter =
                            Arrays.stream(counts).map(noise::variance).average().orElse(Double.NaN);
                    double variance = Arrays.stream(counts)
                                    .map(c -> (c - mean) * (c - mean))
                                    .sum()
                            / (counts.length - 1);
                    return variance / (variance + scatter / trials);
                })
                .toArray();
    }

    /** The orientation that each V1 neuron prefers by construction, in degrees as a grating's stripes. */
    public double[] preferredOrientations(StimulusSet stimuli) {
        return V1Area.of(settings.neurons * SUBJECTS.size(), settings.seed, stimuli.width(), stimuli.degrees())
                .cells()
                .stream()
                .mapToDouble(V1Cell::preferredOrientation)
                .toArray();
    }

    /**
     * The filters of the V1 neurons that are simple cells by construction: the truth that reverse correlation looks for. Complex
     * cells, about half, add the squares of two filters and are left out.
     *
     * @param stimuli on whose pixels the filters are given, such as {@code Stimuli.whiteNoise(5000, 1).size(16)}
     * @return neuron's name to its filter
     */
    public Map<String, ReceptiveField> simpleFilters(StimulusSet stimuli) {
        requireSquare(stimuli);
        var area = V1Area.of(settings.neurons * SUBJECTS.size(), settings.seed, stimuli.width(), stimuli.degrees());
        var units = units(Region.V1);
        var filters = new LinkedHashMap<String, ReceptiveField>();
        for (int i = 0; i < units.size(); i++) {
            var cell = area.cells().get(i);
            if (cell.simple()) {
                filters.put(
                        units.get(i).id(),
                        field(units.get(i).id(), cell.filter(area.bank(), stimuli.width()), stimuli));
            }
        }
        return filters;
    }

    private ReceptiveField field(String neuron, double[] filter, StimulusSet stimuli) {
        var origin = origin(Region.V1).with("filter of", neuron);
        return new ReceptiveField(neuron, 1, stimuli.height(), stimuli.width(), stimuli.degrees(), filter, origin);
    }

    private CorticalArea area(StimulusSet stimuli, Region region) {
        int number = REGIONS.indexOf(region);
        if (number < 0) {
            throw BadInput.unknown(
                    "region",
                    region.name(),
                    "the simulated cortex",
                    REGIONS.stream().map(Region::name).toList(),
                    "SimulatedCortex.standard().regions()");
        }
        int neurons = settings.neurons * SUBJECTS.size();
        long seed = settings.seed + 1_000_003L * number;
        if (number > 2) {
            return region.equals(Region.IT)
                    ? ItArea.of(neurons, seed)
                    : VlpfcArea.of(neurons, seed, settings.task, settings.boundary);
        }
        requireSquare(stimuli);
        return switch (number) {
            case 0 -> V1Area.of(neurons, seed, stimuli.width(), stimuli.degrees());
            case 1 -> V2Area.of(neurons, seed, stimuli.width(), stimuli.degrees());
            default -> V4Area.of(neurons, seed, stimuli.width(), stimuli.degrees());
        };
    }

    private static void requireSquare(StimulusSet stimuli) {
        if (stimuli.width() != stimuli.height()) {
            throw BadInput.of(
                    "stimuli",
                    stimuli.height() + " x " + stimuli.width() + " pixels",
                    "square ones",
                    "stimuli.resized(64)");
        }
    }

    private List<Neuron> units(Region region) {
        return IntStream.range(0, settings.neurons * SUBJECTS.size())
                .mapToObj(i -> {
                    var subject = SUBJECTS.get(i / settings.neurons);
                    return new Neuron(subject + " " + region + " " + (i % settings.neurons + 1), region, subject);
                })
                .toList();
    }

    private Origin origin(Region region) {
        return Origin.of("simulated cortex")
                .with("region", region)
                .with("neurons", settings.neurons * SUBJECTS.size())
                .with("rate", settings.spikesPerSecond)
                .with("gainVariance", settings.gainVariance)
                .with("task", settings.task)
                .with("boundary", settings.boundaryName)
                .with("bins", times(bins(region)))
                .with("seed", settings.seed);
    }

    private static String times(List<TimeBin> bins) {
        return bins.stream().map(bin -> bin.start() + "-" + bin.end()).collect(Collectors.joining(", ", "", " ms"));
    }

    @Override
    public String toString() {
        return "SimulatedCortex: " + settings.neurons + " neurons of each area in each of " + SUBJECTS.size()
                + " animals, seed " + settings.seed;
    }

    @Override
    public String toHtml() {
        var rows = REGIONS.stream()
                .map(region -> List.of(
                        region,
                        TimeCourse.of(region).latency(),
                        REGIONS.indexOf(region) < 3 ? "pixels" : "parameters category and object"))
                .toList();
        return org.striate.core.Html.table(
                toString(), List.of("region", "latency (ms)", "driven by the stimuli's"), rows);
    }
}
