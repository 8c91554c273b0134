package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.striate.core.UnitLayout;
import org.striate.core.charts.Architecture.Stage;
import org.striate.models.graph.Graph;

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

    private static LayerTable table(Graph graph) {
        var input =
                new UnitLayout((int) graph.input().get(1), (int) graph.input().get(2), (int)
                        graph.input().get(3));
        return new LayerTable(graph.name(), input, new GraphProgram(graph, null).layers());
    }

    private static long parameters(LayerTable table) {
        return table.rows().stream().mapToLong(LayerTable.Row::parameters).sum();
    }

    @Test
    void sharedWeightsAreCountedOnce() {
        Networks.names().forEach(name -> {
            var graph = Networks.graph(name, 224, 1000);
            assertThat(parameters(table(graph))).as(name).isEqualTo(SmallNets.weights(graph));
        });
        var small = SmallNets.recurrentNet(32, 4);
        assertThat(parameters(table(small))).isEqualTo(SmallNets.weights(small));
    }

    /** Kubilius et al. 2019: 53.4 million weights, areas of 56, 28, 14 and 7 pixels, run 1, 2, 4 and 2 times. */
    @Test
    void everyCallOfCorNetIsALayer() {
        var table = table(Networks.graph("cornet_s", 224, 1000));
        assertThat(parameters(table)).isEqualTo(53_416_616);
        Map.of("V2", 2, "V4", 4, "IT", 2).forEach((area, times) -> {
            for (int t = 0; t < times; t++) {
                for (var module :
                        List.of("conv1-t", "norm1_", "nonlin1-t", "conv2-t", "norm2_", "conv3-t", "output-t")) {
                    assertThat(table.contains(area + "." + module + t)).as(area).isTrue();
                }
            }
            assertThat(table.row(area)).isSameAs(table.row(area + ".output-t" + (times - 1)));
        });
        assertThat(List.of("V1", "V2", "V4", "IT"))
                .extracting(area -> table.row(area).layout().toString())
                .containsExactly("64 x 56 x 56", "128 x 28 x 28", "256 x 14 x 14", "512 x 7 x 7");
    }

    @Test
    void everyLayerIsShown() {
        var table = table(Networks.graph("resnet18", 224, 1000));
        assertThat(table).hasSizeGreaterThan(60);
        assertThat(table.toHtml().split("<tr>")).hasSize(table.size() + 2);
        var lines = table.toString().lines().toList();
        assertThat(lines).hasSize(table.size() + 2);
        assertThat(lines.get(1)).matches("name +kind +shape +parameters +receptive field");
        assertThat(lines.get(2)).matches("conv1 +7 x 7 convolution, stride 2 +64 x 112 x 112 +9408 +7 pixels");
        assertThat(lines.get(table.size() + 1)).matches("fc +flatten, dense +1000 units +513000 +all");
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
