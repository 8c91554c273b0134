package org.striate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.striate.analysis.units.ImageControl;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.Origin;
import org.striate.core.Presentation;
import org.striate.core.Region;
import org.striate.core.TimeBin;

class ImageControlTest {

    /** Two images, each shown twice to neurons a, b and c. */
    private static NeuralResponses responses(float[]... values) {
        return new NeuralResponses(
                "three neurons",
                IntStream.range(0, values.length)
                        .mapToObj(i -> new Presentation("image " + i / 2, i % 2))
                        .toList(),
                Stream.of("a", "b", "c")
                        .map(id -> new Neuron(id, Region.V1, "M"))
                        .toList(),
                List.of(new TimeBin(0, 100)),
                values,
                Origin.of("test"));
    }

    private final NeuralResponses stimuli =
            responses(new float[] {1, 4, 9}, new float[] {3, 4, 9}, new float[] {0, 1, 2}, new float[] {2, 1, 2});

    /** The first image was made for c, the second for a. */
    private final NeuralResponses images =
            responses(new float[] {1, 7, 8}, new float[] {1, 7, 4}, new float[] {5, 0, 3}, new float[] {7, 0, 1});

    @Test
    void bestOwnAndOthersAreMeansOverTrials() {
        var control = ImageControl.of(stimuli, images, List.of("c", "a"));
        assertThat(control.best()).containsExactly(9, 2);
        assertThat(control.own()).containsExactly(6, 6);
        assertThat(control.others()).containsExactly(2, 1);
        assertThat(control.stretch()).containsExactly(6 / 9.0, 3);
        assertThat(control.beyond()).isEqualTo(1);
        assertThat(control.toString()).startsWith("ImageControl: 1 of 2 neurons are driven beyond their best stimulus");
        assertThat(control.chart().ys()).containsExactly(6, 6, 2, 1);
        assertThat(control.toHtml()).contains("own image", "6.00");
    }

    /** A table sorts averages: here the second image comes first. */
    @Test
    void imagesAreInTheOrderOfShowing() {
        var sorted = images.withTables(Map.of("session", List.of("b", "b", "a", "a")), Map.of());
        var control = ImageControl.of(stimuli, sorted, List.of("c", "a"));
        assertThat(control.own()).containsExactly(6, 6);
        assertThat(control.others()).containsExactly(2, 1);
    }

    @Test
    void severalImagesOfANeuronAreNoneOfOthers() {
        var three = responses(
                new float[] {1, 7, 8},
                new float[] {1, 7, 4},
                new float[] {5, 0, 3},
                new float[] {7, 0, 1},
                new float[] {2, 2, 9},
                new float[] {4, 2, 9});
        var control = ImageControl.of(stimuli, three, List.of("c", "a", "c"));
        assertThat(control.own()).containsExactly(6, 6, 9);
        assertThat(control.others()).containsExactly(2, (1 + 3) / 2.0, 2);
        var one = ImageControl.of(stimuli, images, List.of("c", "c"));
        assertThat(one.others()).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void imagesThatAreNotThoseNamedAreRefused() {
        assertThatThrownBy(() -> ImageControl.of(stimuli, images, List.of("c")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("2 shown to 3 neurons; expected 1, one for each neuron named");
        assertThatThrownBy(() -> ImageControl.of(stimuli, images, List.of("c", "d")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\"d\"");
    }

    @Test
    void whatWasNotRecordedIsLeftOut() {
        float none = Float.NaN;
        var some = responses(
                new float[] {none, 4, 9}, new float[] {none, 4, 9}, new float[] {0, 1, none}, new float[] {2, 1, none});
        var control = ImageControl.of(some, images, List.of("c", "a"));
        assertThat(control.best()).containsExactly(9, 1);
        assertThat(control.stretch()).containsExactly(6 / 9.0, 6);
        var never = responses(new float[] {1, 4, none}, new float[] {3, 4, none});
        var one = ImageControl.of(never, images, List.of("c", "a"));
        assertThat(one.best()).containsExactly(Double.NaN, 2);
        assertThat(one.medianStretch()).isEqualTo(3);
        assertThat(one.toString())
                .startsWith("ImageControl: 1 of 1 neurons are driven")
                .endsWith("; 1 not recorded");
        var gap = responses(
                new float[] {1, 7, 8}, new float[] {1, 7, 4}, new float[] {5, 0, none}, new float[] {7, 0, none});
        assertThat(ImageControl.of(stimuli, gap, List.of("c", "a")).others()).containsExactly(Double.NaN, 1);
        assertThat(ImageControl.of(stimuli, gap, List.of("c", "c")).own()).containsExactly(6, Double.NaN);
    }

    @Test
    void idOfNeuronsInTwoAnimalsIsRefused() {
        var both = new NeuralResponses(
                "two animals",
                List.of(new Presentation("image 0", 0)),
                List.of(new Neuron("a", Region.V1, "M"), new Neuron("a", Region.V1, "N")),
                List.of(new TimeBin(0, 100)),
                new float[][] {{1, 2}},
                Origin.of("test"));
        assertThatThrownBy(() -> ImageControl.of(both, both, List.of("a")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("neuron a: the id of 2 neurons, of M, N; expected the id of one")
                .hasMessageContaining("responses.subject(\"M\")");
        assertThat(ImageControl.of(both.subject("N"), both.subject("N"), List.of("a"))
                        .own())
                .containsExactly(2);
    }
}
