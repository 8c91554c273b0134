package org.striate.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.striate.core.UnitLayout;
import org.striate.datasets.Npy;
import org.striate.models.files.Checkpoint;
import org.striate.testing.Needs;

/** torchvision's networks at full size, every module, against the PyTorch of this machine. */
@Needs(Needs.What.PYTHON_TORCH)
class FullSizeParityTest {

    private static final List<String> ZOO = List.of("vgg11", "vgg11_bn", "vgg16", "vgg16_bn", "resnet34", "resnet50");
    private static final List<String> ARCHIVES = List.of("alexnet", "resnet18", "mobilenet_v2", "densenet121");

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException, InterruptedException {
        var script = folder.resolve("write_networks.py");
        try (var in = FullSizeParityTest.class.getResourceAsStream("write_networks.py")) {
            Files.copy(in, script);
        }
        var command = new ArrayList<>(List.of("/usr/bin/python3", script.toString(), folder.toString()));
        command.addAll(ZOO);
        command.add("--archives");
        command.addAll(ARCHIVES);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    @AfterAll
    static void free() {
        System.gc(); // so that no network of these tests is still in memory when others measure theirs
    }

    @ParameterizedTest
    @ValueSource(strings = {"alexnet", "vgg11", "vgg11_bn", "vgg16", "vgg16_bn", "resnet18", "resnet34", "resnet50"})
    void everyModuleOfTheZooEqualsPyTorch(String name) {
        var graph = Networks.graph(name, 96, 1000);
        var file = folder.resolve(name + ".pth");
        compare(name, new GraphProgram(graph, SavedNetwork.weights(graph, file, Checkpoint.load(file))));
        assertThat(Networks.load(name, file).layers().row("output").layout().units())
                .isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alexnet.script",
                "alexnet.trace",
                "resnet18.script",
                "resnet18.trace",
                "mobilenet_v2.script",
                "mobilenet_v2.trace",
                "densenet121.script",
                "densenet121.trace"
            })
    void everySubmoduleOfAnArchiveEqualsPyTorch(String both) {
        var program = ScriptProgram.load(folder.resolve(both + ".pt"), Preprocessing.imageNet(96, 96));
        compare(both.split("\\.")[0], program);
    }

    private static void compare(String name, Program program) {
        var table = new LayerTable(name, new UnitLayout(3, 224, 224), program.layers());
        var modules = modules(name);
        var layers = modules.stream().filter(table::contains).collect(Collectors.toSet());
        assertThat(layers).isEqualTo(modules);
        var own = layers.stream().map(layer -> table.row(layer).name()).collect(Collectors.toSet());
        var outputs = ParityTest.run(program, Npy.load(folder.resolve("x.npy")), own);
        layers.forEach(layer -> {
            var found = outputs.get(table.row(layer).name());
            var expected = ParityTest.floats(Npy.load(folder.resolve(name + "." + layer + ".npy")));
            float largest = 1;
            for (float value : expected) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(ParityTest.largestDifference(found, expected) / largest)
                    .as(layer)
                    .isLessThan(1e-4);
        });
    }

    private static Set<String> modules(String name) {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(name + ".") && file.endsWith(".npy"))
                    .map(file -> file.substring(name.length() + 1, file.length() - ".npy".length()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
