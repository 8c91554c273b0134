package org.striate.benchmarks;

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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.striate.analysis.EncodingModel;
import org.striate.analysis.geometry.Rdms;
import org.striate.core.Activations;
import org.striate.core.Folds;
import org.striate.core.NeuralResponses;
import org.striate.core.Origin;
import org.striate.core.Rdm;
import org.striate.core.Region;
import org.striate.core.Score;
import org.striate.core.UnitLayout;
import org.striate.datasets.Gratings;
import org.striate.datasets.SimulatedCortex;
import org.striate.datasets.Stimuli;

/**
 * One layer of a given width against 60 neurons, 640 stimuli, 5 folds. The floor at width p is the product {@code X X'}:
 * 640 x 640 x p floating-point operations (symmetric), and 5 eigendecompositions of 512.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class EncodingBenchmark {

    @Param({"1000", "10000", "100000"})
    public int units;

    private Gratings stimuli;
    private NeuralResponses responses;
    private Activations layer;

    /** Makes 640 gratings, 60 simulated neurons and a layer of random numbers. */
    @Setup
    public void prepare() {
        stimuli = Stimuli.gratings()
                .orientations(16)
                .spatialFrequencies(0.5, 1, 2, 3)
                .phases(10);
        responses = SimulatedCortex.standard().record(stimuli, Region.V1, 4);
        var random = new Random(1);
        var rows = IntStream.range(0, stimuli.size())
                .mapToObj(i -> {
                    var row = new float[units];
                    for (int j = 0; j < units; j++) {
                        row[j] = random.nextFloat();
                    }
                    return row;
                })
                .toArray(float[][]::new);
        layer = new Activations(
                "random",
                "layer",
                stimuli.ids(),
                UnitLayout.flat(units),
                rows,
                new Origin("random", Map.of(), List.of()));
    }

    /** Tuned ridge with ceiling and interval. */
    @Benchmark
    public Score ridge() {
        return EncodingModel.ridge().score(layer, stimuli, responses, Folds.of(5, 42));
    }

    /** Correlation RDM at full width. */
    @Benchmark
    public Rdm correlationRdm() {
        return Rdms.correlation(layer);
    }
}
