package org.striate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.striate.core.charts.Curves;

class SpikeTrainsTest {

    private static SpikeTrains trains() {
        return new SpikeTrains(
                "toy",
                List.of(new Neuron("a", Region.V1, "M"), new Neuron("b", Region.V1, "M")),
                new double[][] {{0.9, 1.0, 1.0, 1.05, 1.1, 2.099}, {}},
                Origin.of("test"));
    }

    private static final List<Presentation> SHOWN = List.of(new Presentation("x", 0), new Presentation("x", 1));

    @Test
    void binsHoldTheirStartAndNotTheirEnd() {
        var counts = trains().counts(SHOWN, new double[] {1, 2}, TimeBin.between(-100, 100, 100));
        assertThat(counts.at(0, 0, 0)).isEqualTo(1); // 0.9
        assertThat(counts.at(0, 0, 1)).isEqualTo(3); // both at 1.0 and 1.05, not 1.1
        assertThat(counts.at(1, 0, 1)).isEqualTo(1);
        assertThat(counts.at(0, 1, 0)).isZero();
    }

    @Test
    void pictureIsARowANeuron() {
        assertThat(trains().chart().times()).isDeepEqualTo(trains().times());
        var dense = new SpikeTrains(
                "dense",
                List.of(new Neuron("a", Region.V1, "M"), new Neuron("b", Region.V1, "M")),
                new double[][] {
                    java.util.stream.IntStream.range(0, 9000).asDoubleStream().toArray(), {0.5, 5000}
                },
                Origin.of("test"));
        assertThat(dense.chart().times()[0]).hasSize(3999); // with the one at 0.5 s, the first 4000
        assertThat(dense.chart().times()[1]).containsExactly(0.5);
        assertThat(dense.chart().described()).endsWith("the first 2 neurons and 4000 spikes.");
    }

    @Test
    void peaksAreThoseOfWhatWasRecorded() {
        var neurons = List.of(new Neuron("a", Region.V4, "m"), new Neuron("b", Region.V4, "m"));
        var nan = Float.NaN;
        var psth = new NeuralResponses(
                        "r",
                        List.of(new Presentation("s", 0)),
                        neurons,
                        TimeBin.between(0, 30, 10),
                        new float[][] {{nan, 1, 3, nan, nan, nan}},
                        Origin.of("test"))
                .psth();
        assertThat(psth.peaks()).containsExactly(25, Double.NaN);
        assertThat(psth.chart("a").described()).contains("peak 300.0 spikes/s at 25 ms");
        var both = Psth.chart(List.of(psth, psth));
        assertThat(both.lines().stream().map(Curves.Line::name)).containsExactly("r V4", "r V4 (2)");
    }

    @Test
    void onsetsThatAreNoNumbersAndNoBinsAreRefused() {
        var bins = List.of(new TimeBin(0, 100));
        assertThatThrownBy(() -> trains().counts(SHOWN, new double[] {1, Double.NaN}, bins))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> trains().counts(SHOWN, new double[] {1, 2}, List.of()))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void psthIsSpikesPerSecondWithItsError() {
        var psth = trains().counts(SHOWN, new double[] {1, 2}, List.of(new TimeBin(0, 100)))
                .psth();
        assertThat(psth.rate()[0][0]).isCloseTo(20, within(1e-9)); // (3 + 1) / 2 spikes in 0.1 s
        assertThat(psth.error()[0][0]).isCloseTo(10, within(1e-9)); // sd of 30 and 10 over the root of 2
        assertThat(psth.rate()[1][0]).isZero();
        var narrow = trains().counts(SHOWN, new double[] {1, 2}, TimeBin.between(0, 100, 10));
        var mean = narrow.window(0, 100);
        assertThat(mean.bins()).containsExactly(new TimeBin(0, 100, 10));
        assertThat(mean.bins().get(0).unit()).isEqualTo("per 10 ms");
        assertThat(mean.psth().rate()[0][0]).isCloseTo(20, within(1e-5));
        var bare = List.of(new TimeBin(Double.NaN, Double.NaN));
        assertThat(bare.get(0).unit()).isEmpty();
    }

    @Test
    void rasterIsRelativeToTheOnset() {
        var raster = trains().raster("a", new double[] {1, 2}, new TimeBin(0, 101));
        assertThat(raster.spikes()[0]).hasSize(4);
        assertThat(raster.spikes()[1][0]).isCloseTo(99, within(1e-9));
    }

    @Test
    void wrongInputIsNamed() {
        assertThatThrownBy(() -> new SpikeTrains(
                        "toy", List.of(new Neuron("a", Region.V1, "M")), new double[][] {{2, 1}}, Origin.of("test")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Arrays.sort(times[0])");
        assertThatThrownBy(() -> trains().counts(SHOWN, new double[] {1}, List.of(new TimeBin(0, 1))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 times");
        assertThatThrownBy(() -> TimeBin.between(0, 5, 10))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("TimeBin.between(0, 300, 10)");
        assertThatThrownBy(() -> trains().raster("c", new double[] {1}, new TimeBin(0, 1)))
                .isInstanceOf(BadInput.class);
    }
}
