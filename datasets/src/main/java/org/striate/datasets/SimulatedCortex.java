package org.striate.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Progress;
import org.striate.core.Region;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;

/**
 * Two simulated animals whose rates and noise are known, so that every estimate can be held against the truth. V1 is a
 * bank of simple and complex Gabor cells with divisive normalisation (Carandini and Heeger 2012); counts are Poisson in
 * one window from 50 to 200 ms.
 */
public final class SimulatedCortex {

    private static final TimeBin WINDOW = new TimeBin(50, 200);
    private static final List<String> SUBJECTS = List.of("A", "B");
    private static final double SPONTANEOUS = 1;

    private final int neurons;
    private final double spikesPerSecond;
    private final long seed;

    private SimulatedCortex(int neurons, double spikesPerSecond, long seed) {
        if (neurons < 1 || !(spikesPerSecond > 0)) {
            throw BadInput.of(
                    "simulated cortex",
                    neurons + " neurons at " + spikesPerSecond + " spikes/s",
                    "at least 1 neuron and a rate above 0",
                    "SimulatedCortex.standard().neurons(50)");
        }
        this.neurons = neurons;
        this.spikesPerSecond = spikesPerSecond;
        this.seed = seed;
    }

    /** 30 neurons in each of two animals, 20 spikes/s where a cell's energy equals that of its surround, seed 1. */
    public static SimulatedCortex standard() {
        return new SimulatedCortex(30, 20, 1);
    }

    /** How many neurons in each animal. */
    public SimulatedCortex neurons(int neurons) {
        return new SimulatedCortex(neurons, spikesPerSecond, seed);
    }

    /** The rate of a cell whose energy equals the mean energy of its surround. */
    public SimulatedCortex rate(double spikesPerSecond) {
        return new SimulatedCortex(neurons, spikesPerSecond, seed);
    }

    /** Seed of the cells and of their spikes. */
    public SimulatedCortex seed(long seed) {
        return new SimulatedCortex(neurons, spikesPerSecond, seed);
    }

    /**
     * Shows every stimulus {@code trials} times.
     *
     * @return spike counts, (stimuli * trials) presentations x neurons x 1 time bin, trial by trial
     * @throws BadInput if the region is not simulated, the stimuli are not square, or there is no trial
     */
    public NeuralResponses record(StimulusSet stimuli, Region region, int trials) {
        if (trials < 1) {
            throw BadInput.of("trials", String.valueOf(trials), "at least 1", "cortex.record(stimuli, Region.V1, 20)");
        }
        var expected = expectedCounts(stimuli, region);
        var ids = stimuli.ids();
        var random = new Random(seed + 1);
        var presentations = new ArrayList<Presentation>();
        var counts = new ArrayList<float[]>();
        for (int trial = 0; trial < trials; trial++) {
            for (int i = 0; i < expected.length; i++) {
                presentations.add(new Presentation(ids.get(i), trial));
                var row = new float[expected[i].length];
                for (int neuron = 0; neuron < row.length; neuron++) {
                    row[neuron] = poisson(expected[i][neuron], random);
                }
                counts.add(row);
            }
        }
        return new NeuralResponses(
                "simulated " + region,
                presentations,
                units(region),
                List.of(WINDOW),
                counts.toArray(float[][]::new),
                origin(region).with("trials", trials).from(stimuli.origin()));
    }

    /**
     * The true mean spike counts.
     *
     * @return [stimuli x neurons] expected spikes in the window
     * @throws BadInput as {@link #record}
     */
    public double[][] expectedCounts(StimulusSet stimuli, Region region) {
        check(stimuli, region);
        var bank = new GaborBank(stimuli.width(), stimuli.degrees());
        var cells = cells(bank);
        var expected = new double[stimuli.size()][];
        double seconds = (WINDOW.end() - WINDOW.start()) / 1000;
        try (var progress = Progress.of("recording " + region, stimuli.size())) {
            for (int i = 0; i < expected.length; i++) {
                var answers = bank.answers(stimuli.grey(i));
                expected[i] = cells.stream()
                        .mapToDouble(cell -> seconds * (SPONTANEOUS + spikesPerSecond * cell.drive(bank, answers)))
                        .toArray();
                progress.step("");
            }
        }
        return expected;
    }

    /**
     * The true reliability of the mean over trials: {@code V / (V + m / trials)}, where V is the variance over stimuli of a
     * neuron's expected count and m its mean, which for Poisson counts is the variance of a trial.
     *
     * @return [neurons] what split halves with Spearman-Brown converge to; NaN for a neuron that never fires
     * @throws BadInput as {@link #record}
     */
    public double[] reliability(StimulusSet stimuli, Region region, int trials) {
        var expected = expectedCounts(stimuli, region);
        return IntStream.range(0, expected[0].length)
                .mapToDouble(neuron -> {
                    var counts = Arrays.stream(expected)
                            .mapToDouble(row -> row[neuron])
                            .toArray();
                    double mean = Arrays.stream(counts).average().orElse(Double.NaN);
                    double variance = Arrays.stream(counts)
                                    .map(c -> (c - mean) * (c - mean))
                                    .sum()
                            / (counts.length - 1);
                    return variance / (variance + mean / trials);
                })
                .toArray();
    }

    /** The orientation that each neuron prefers by construction, in degrees as a grating's stripes. */
    public double[] preferredOrientations(StimulusSet stimuli) {
        return cells(new GaborBank(stimuli.width(), stimuli.degrees())).stream()
                .mapToDouble(V1Cell::preferredOrientation)
                .toArray();
    }

    private List<V1Cell> cells(GaborBank bank) {
        var random = new Random(seed);
        return IntStream.range(0, neurons * SUBJECTS.size())
                .mapToObj(i -> V1Cell.draw(bank, random))
                .toList();
    }

    private List<Neuron> units(Region region) {
        return IntStream.range(0, neurons * SUBJECTS.size())
                .mapToObj(i -> {
                    var subject = SUBJECTS.get(i / neurons);
                    return new Neuron(subject + " " + region + " " + (i % neurons + 1), region, subject);
                })
                .toList();
    }

    private static void check(StimulusSet stimuli, Region region) {
        if (!region.equals(Region.V1)) {
            throw BadInput.of("region", region.name(), "V1, the one simulated", "Region.V1");
        }
        if (stimuli.width() != stimuli.height()) {
            throw BadInput.of(
                    "stimuli",
                    stimuli.height() + " x " + stimuli.width() + " pixels",
                    "square ones",
                    "Stimuli.gratings().size(64)");
        }
    }

    /** Knuth's product of uniforms, in parts of at most 30 so that the limit does not vanish. */
    private static int poisson(double mean, Random random) {
        int count = 0;
        for (double left = mean; left > 0; left -= 30) {
            double limit = Math.exp(-Math.min(left, 30));
            for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
                count++;
            }
        }
        return count;
    }

    private Origin origin(Region region) {
        return Origin.of("simulated cortex")
                .with("region", region)
                .with("neurons", neurons * SUBJECTS.size())
                .with("rate", spikesPerSecond)
                .with("seed", seed);
    }

    @Override
    public String toString() {
        return "SimulatedCortex: " + neurons + " neurons in each of " + SUBJECTS.size() + " animals, seed " + seed;
    }
}
