package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.striate.core.charts.Architecture.Stage;

class LayerTableTest {

    /** Of He et al. 2016, table 1: the sizes of the stages; 11,689,512 weights in all. */
    @Test
    void layersOfOneShapeStandTogether() {
        var stages = Networks.named("resnet18", 224, 1000, 1).chart().stages();
        assertThat(stages.stream().map(stage -> stage.channels() + "x" + stage.height()))
                .containsExactly("3x224", "64x112", "64x56", "128x28", "256x14", "512x7", "512x1", "1000x1");
        assertThat(stages.stream().mapToLong(Stage::parameters).sum()).isEqualTo(11_689_512);
        assertThat(stages.get(2).kind()).isEqualTo("15 layers: max pool 3, 3 x 3 convolution, batch norm, ReLU, sum");
        assertThat(stages.get(1).field()).isEqualTo(7);
        assertThat(stages.get(7).field()).isZero();
    }

    @Test
    void lesionIsMarkedWhereItIs() {
        var network = Networks.tiltLesson(1).lesion(Lesion.silence("pool"));
        var marked = network.chart().stages().stream()
                .filter(stage -> !stage.mark().isEmpty())
                .toList();
        assertThat(marked).hasSize(1);
        assertThat(marked.get(0).name()).isEqualTo("pool");
        assertThat(marked.get(0).mark()).contains("silence");
        assertThat(marked.get(0).kind()).isEqualTo("max pool 8");
    }
}
