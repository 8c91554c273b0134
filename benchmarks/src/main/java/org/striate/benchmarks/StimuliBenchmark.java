package org.striate.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.StimulusSet;
import org.striate.core.TimeBin;
import org.striate.datasets.Stimuli;

/**
 * Stimuli rendered, and a recording of the size of Majaj and Hong's averaged: 148,480 presentations of 3,200 stimuli, 256
 * sites. The floor of the average is one reading of 152 MB.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class StimuliBenchmark {

    private static final int STIMULI = 3200;
    private static final int PRESENTATIONS = 148_480;
    private static final int SITES = 256;

    private NeuralResponses recording;

    /** Makes the recording: random numbers, presentations in random order. */
    @Setup
    public void prepare() {
        var random = new Random(1);
        var order = new ArrayList<>(
                IntStream.range(0, PRESENTATIONS).mapToObj(i -> i % STIMULI).toList());
        Collections.shuffle(order, random);
        var trial = new int[STIMULI];
        var presentations = order.stream()
                .map(stimulus -> new Presentation("image" + stimulus, trial[stimulus]++))
                .toList();
        var sites = IntStream.range(0, SITES)
                .mapToObj(i -> new Neuron("site" + i, i < 88 ? Region.V4 : Region.IT, "A"))
                .toList();
        var counts = new float[PRESENTATIONS][SITES];
        for (var row : counts) {
            for (int i = 0; i < SITES; i++) {
                row[i] = random.nextFloat();
            }
        }
        recording = new NeuralResponses(
                "random",
                presentations,
                sites,
                List.of(new TimeBin(70, 170)),
                counts,
                new Origin("random", Map.of(), List.of()));
    }

    /** 10,000 gratings of 64 x 64. */
    @Benchmark
    public double gratings() {
        return rendered(Stimuli.gratings()
                .orientations(50)
                .spatialFrequencies(0.5, 1, 2, 3)
                .phases(50)
                .size(64));
    }

    /** 1,024 views of objects of 128 x 128, with backgrounds. */
    @Benchmark
    public double objects() {
        return rendered(Stimuli.objects(1).views(16).size(128));
    }

    /** The average over trials. */
    @Benchmark
    public NeuralResponses averaged() {
        return recording.averaged();
    }

    private static double rendered(StimulusSet stimuli) {
        return IntStream.range(0, stimuli.size())
                .parallel()
                .mapToDouble(i -> stimuli.pixels(i)[0])
                .sum();
    }
}
