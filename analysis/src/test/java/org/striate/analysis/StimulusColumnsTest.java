package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.striate.analysis.units.CategoryIndex;
import org.striate.analysis.units.PhaseModulation;
import org.striate.analysis.units.Population;
import org.striate.core.StimulusSet;

/** How many cells of the stimuli's table are read: a few times all, however many stimuli there are. */
class StimulusColumnsTest {

    private static final int COUNT = 400;

    private final AtomicLong read = new AtomicLong();

    private List<Object> column(List<?> cells) {
        return new AbstractList<>() {
            @Override
            public Object get(int index) {
                read.incrementAndGet();
                return cells.get(index);
            }

            @Override
            public int size() {
                return cells.size();
            }
        };
    }

    /** Lines of four stimuli, and a parameter that goes up in steps along every line. */
    private StimulusSet selected(String parameter, double first, double step) {
        var lines = IntStream.range(0, COUNT).mapToObj(i -> (double) (i / 4)).toList();
        var steps =
                IntStream.range(0, COUNT).mapToObj(i -> first + step * (i % 4)).toList();
        return new PlainStimuli(COUNT, Map.of("line", column(lines), parameter, column(steps)))
                .select(IntStream.range(0, COUNT).toArray());
    }

    private static Population answers(StimulusSet stimuli) {
        return Population.of(
                stimuli.ids(),
                IntStream.range(0, COUNT)
                        .mapToObj(i -> new double[] {i % 4 < 2 ? 1 : 3})
                        .toArray(double[][]::new));
    }

    @Test
    void oneParameterOfASelectionReadsItsOwnColumnOnly() {
        assertThat(selected("morph", 0.2, 0.2).parameter("line")).hasSize(COUNT).endsWith(99.0);
        assertThat(read.get()).isLessThanOrEqualTo(COUNT);
    }

    @Test
    void groupsReadTheirColumnOnce() {
        var groups = selected("morph", 0.2, 0.2).groupedBy("line");
        assertThat(groups).hasSize(100);
        assertThat(groups.get(7.0).ids()).containsExactly("s28", "s29", "s30", "s31");
        assertThat(read.get()).isLessThanOrEqualTo(2 * COUNT);
    }

    @Test
    void categoryIndexReadsColumnsAFewTimes() {
        var stimuli = selected("morph", 0.2, 0.2);
        var found = CategoryIndex.of(answers(stimuli), stimuli, "morph", 0.5, "line")
                .unit(0);
        assertThat(found.between()).isEqualTo(2);
        assertThat(found.within()).isZero();
        assertThat(read.get()).isLessThanOrEqualTo(4 * COUNT);
    }

    @Test
    void phaseModulationReadsColumnsAFewTimes() {
        var stimuli = selected("phase", 0, 90);
        var found = PhaseModulation.of(answers(stimuli), stimuli).unit(0);
        assertThat(found.f0()).isEqualTo(2);
        assertThat(read.get()).isLessThanOrEqualTo(10 * COUNT);
    }
}
