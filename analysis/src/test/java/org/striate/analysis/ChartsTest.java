package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.striate.analysis.decoding.Decoding;
import org.striate.analysis.decoding.PopulationCurve;
import org.striate.analysis.geometry.NoiseCovariance;
import org.striate.analysis.geometry.NoiseEstimator;
import org.striate.analysis.geometry.SimilarityMatrix;
import org.striate.analysis.geometry.StimulusMap;
import org.striate.analysis.units.PerUnit;
import org.striate.analysis.units.UnitStatistic;
import org.striate.core.BadInput;
import org.striate.core.Interval;
import org.striate.core.Origin;

/** What results say that their pictures show, on numbers whose picture is known. */
class ChartsTest {

    private static final Origin TEST = Origin.of("test");

    private record Found(String unit, double osi) implements UnitStatistic {
        @Override
        public Map<String, Double> quantities() {
            return Map.of("OSI", osi);
        }
    }

    @Test
    void confusionIsTheShareOfEveryClass() {
        var decoding = new Decoding(
                List.of("a", "b", "c"),
                new int[][] {{3, 1, 0}, {0, 2, 0}, {0, 0, 0}},
                0.8,
                0.9,
                new Interval(0.7, 0.9),
                new double[0],
                new double[0],
                List.of(),
                TEST);
        var grid = decoding.chart();
        assertThat(grid.values()[0]).containsExactly(0.75, 0.25, 0);
        assertThat(grid.values()[2]).containsOnly(Double.NaN);
        assertThat(grid.rows()).isEqualTo(grid.columns()).containsExactly("a", "b", "c");
        assertThat(grid.measure().high()).isEqualTo(1);
    }

    @Test
    void populationCurveHasItsMeansAndRanges() {
        var line = new PopulationCurve("shape", new int[] {1, 4}, new double[][] {{0.2, 0.4}, {0.5, 0.7}}, TEST)
                .chart()
                .lines()
                .get(0);
        assertThat(line.x()).containsExactly(1, 4);
        assertThat(line.y()).containsExactly(new double[] {0.3, 0.6}, within(1e-12));
        assertThat(line.low()).containsExactly(0.2, 0.5);
        assertThat(line.high()).containsExactly(0.4, 0.7);
    }

    @Test
    void noiseCorrelationsAreCovariancesOverSpreads() {
        var covariance = new NoiseCovariance(NoiseEstimator.SHRUNK_CORRELATIONS, 2, new double[] {4, 3, 3, 9}, 0, TEST);
        var values = covariance.chart().values();
        assertThat(values[0][1]).isCloseTo(0.5, within(1e-12)).isEqualTo(values[1][0]);
        assertThat(values[0][0]).isNaN();
    }

    @Test
    void mapOfOneDimensionIsALine() {
        var map = new StimulusMap("IT", List.of("s1", "s2"), new double[][] {{-1}, {1}}, new double[] {0.8}, TEST);
        assertThat(map.chart().xs()).containsExactly(-1, 1);
        assertThat(map.chart().ys()).containsExactly(0, 0);
        assertThat(map.chart().x().title()).isEqualTo("dimension 1, 80 % of the spread");
    }

    @Test
    void matrixKeepsItsNames() {
        var matrix = new SimilarityMatrix("linear CKA", List.of("a"), List.of("b", "c"), new double[][] {{1, 0}}, TEST);
        assertThat(matrix.chart().rows()).containsExactly("a");
        assertThat(matrix.chart().columns()).containsExactly("b", "c");
        assertThat(matrix.chart().values()).isDeepEqualTo(new double[][] {{1, 0}});
    }

    @Test
    void everyQuantityOfUnitsHasAHistogram() {
        var found = new PerUnit<>("tuning", List.of(new Found("u1", 0.5), new Found("u2", Double.NaN)), TEST);
        assertThat(found.histogram("OSI").values()).containsExactly(0.5, Double.NaN);
        assertThat(found.chart().charts()).hasSize(1);
        assertThatThrownBy(() -> found.histogram("OSJ"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"OSI\"?");
        assertThatThrownBy(() -> new PerUnit<Found>("tuning", List.of(), TEST).chart())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no units");
    }

    @Test
    void intervalIsThatOfSoManyUnits() {
        var curve = new PopulationCurve("shape", new int[] {1, 4}, new double[][] {{0.2, 0.4}, {0.5, 0.7}}, TEST);
        assertThat(curve.interval(1)).isEqualTo(new Interval(0.2, 0.4));
        assertThat(curve.interval(4)).isEqualTo(new Interval(0.5, 0.7));
        assertThatThrownBy(() -> curve.interval(0))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("size: 0 units; expected one of [1, 4]");
    }
}
