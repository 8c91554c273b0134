package org.striate.magics.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.striate.analysis.EncodingModel;
import org.striate.analysis.Reliability;
import org.striate.analysis.geometry.LayerSimilarity;
import org.striate.analysis.geometry.NoiseCovariance;
import org.striate.analysis.geometry.RdmInference;
import org.striate.analysis.geometry.Rdms;
import org.striate.analysis.linear.Gram;
import org.striate.core.Folds;
import org.striate.core.Origin;
import org.striate.core.Region;
import org.striate.datasets.Recordings;
import org.striate.datasets.SimulatedCortex;
import org.striate.datasets.Stimuli;
import org.striate.models.Augmentation;
import org.striate.models.GaborModel;
import org.striate.models.Networks;
import org.striate.models.PixelModel;
import org.striate.models.Readout;
import org.striate.models.Task;
import org.striate.models.Training;
import org.striate.models.energy.HopfieldNetwork;
import org.striate.models.experiments.Dream;
import org.striate.models.experiments.Pruning;

class CitationsTest {

    private static final Pattern STEP = Pattern.compile("Origin\\s*\\.of\\(\\s*\"([^\"]+)\"");

    private static List<String> keys(Object... values) {
        return Citations.of(values).entries().stream().map(Citations.Entry::key).toList();
    }

    @Test
    void methodsDataAndNetworksAreFoundInTheOriginsOfResults() {
        var stimuli = Stimuli.gratings().phases(2).size(16);
        var v1 = SimulatedCortex.standard().neurons(2).record(stimuli, Region.V1, 4);
        var model = new PixelModel(8);
        assertThat(keys(EncodingModel.ridge().scoreLayers(model, stimuli, v1, Folds.of(4, 1))))
                .contains("hoerl1970", "heeger1992");
        assertThat(keys(EncodingModel.pls(2).scoreLayers(model, stimuli, v1, Folds.random(10, 0.9, 1))))
                .contains("wold2001", "schrimpf2018");
        var fitted = EncodingModel.ridge().fit(model, "pixels", stimuli, v1);
        assertThat(keys(fitted)).contains("hoerl1970", "heeger1992");
        assertThat(keys(fitted.record(model, stimuli))).contains("hoerl1970", "heeger1992");
        assertThat(keys(Reliability.internalConsistency(v1))).contains("schrimpf2018", "spearman1910");
        var rdms = Rdms.layers(model, stimuli);
        assertThat(keys(rdms)).containsExactly("kriegeskorte2008rsa");
        assertThat(keys(RdmInference.standard().draws(20).compare(rdms, Rdms.perSubject(v1))))
                .contains("schuett2023", "nili2014", "kriegeskorte2008rsa");
        assertThat(keys(Rdms.crossnobis(v1))).contains("walther2016");
        var grams = Gram.of(model, stimuli).values();
        assertThat(keys(LayerSimilarity.CKA.between(grams, grams))).containsExactly("kornblith2019");
        assertThat(keys(LayerSimilarity.DEBIASED_CKA.between(grams, grams))).contains("kornblith2019", "nguyen2021");
        assertThat(keys(LayerSimilarity.PROCRUSTES.between(grams, grams))).containsExactly("williams2021");
        assertThat(keys(GaborModel.withDefaults())).containsExactly("adelson1985");
        assertThat(keys((Object[]) null)).isEmpty();
        assertThat(keys(Stimuli.deadLeaves(2, 1))).containsExactly("lee2001");
        assertThat(keys(HopfieldNetwork.storing(new float[][] {{1, -1, 1, -1}})))
                .containsExactly("hopfield1982");
    }

    @Test
    void architecturesTrainingAndExperimentsOfNetworksAreFound() {
        var net = Networks.tiltNet(16, 1);
        var tilted = Stimuli.tilted(20, 1).size(16);
        assertThat(keys(net)).isEmpty();
        for (var published : Networks.names()) {
            assertThat(keys(Origin.of("network").with("architecture", published)))
                    .as(published)
                    .hasSize(1);
        }
        assertThat(keys(Networks.recurrentNet(16, 2, 1))).containsExactly("kubilius2019");
        assertThat(keys(Networks.capsuleNet(16, 2, 1))).containsExactly("sabour2017");
        var once = Training.withDefaults().epochs(1);
        var trained = net.train(tilted, "tilt", once);
        assertThat(keys(trained)).containsExactly("kingma2015");
        assertThat(keys(net.train(tilted, Task.simclr(0.5), once.augmented(Augmentation.views()))))
                .contains("chen2020");
        assertThat(keys(Pruning.magnitude(0.5).on(trained))).contains("han2015", "kingma2015");
        assertThat(keys(Pruning.activity(0.5, tilted).on(trained))).contains("schafer2012");
        assertThat(keys(Dream.layer(net.layers().get(0)).steps(1).on(net))).containsExactly("olah2017");
    }

    @Test
    void everyPublishedDataSetIsCitedAsItsCatalogueSays() {
        for (var set : Recordings.list().dataSets()) {
            var cited = Citations.of(Origin.of("recording").with("data", set.name()))
                    .entries();
            assertThat(cited).as(set.name()).hasSize(1);
            assertThat(cited.get(0).field("doi")).isEqualTo(set.doi());
            assertThat(set.citation())
                    .contains(
                            cited.get(0).field("year"),
                            cited.get(0).field("title").substring(0, 20));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Hopfield network, hopfield1982",
        "modern Hopfield network, ramsauer2021",
        "trained Boltzmann machine, ackley1985",
        "contrastive divergence, hinton2002",
        "lottery tickets, frankle2019",
        "deep dream, mordvintsev2015",
        "banded ridge, duprelatour2022",
        "explainable variance, sahani2003",
        "multidimensional scaling, torgerson1952",
        "sparseness, vinje2000",
        "principal components, pearson1901",
        "principal components regression, massy1965",
        "weighted RDM, khalighrazavi2014",
        "image control, bashivan2019",
        "radial frequency shapes, wilkinson1998",
        "textures, portilla2000",
        "category index, freedman2001"
    })
    void stepsHaveTheirSources(String step, String key) {
        assertThat(keys(Origin.of(step))).containsExactly(key);
    }

    /** Steps that follow no paper, or whose inputs are cited. A new step belongs here or among the causes. */
    private static final Set<String> CITED_BY_NOBODY = Set.of(
            "RGB",
            "answers",
            "array",
            "blocks",
            "category means",
            "checkerboards",
            "dreams",
            "energy map",
            "folder",
            "free energies",
            "given splits",
            "gradient",
            "grey",
            "group folds",
            "joined",
            "k folds",
            "leave one out",
            "lesion",
            "lesion study",
            "matching",
            "minus baseline",
            "movie",
            "observations",
            "on screen",
            "parameters",
            "patterns",
            "pixels",
            "power study",
            "prediction",
            "products between stimuli",
            "psychometric curve",
            "psth",
            "raster",
            "recall",
            "region",
            "residuals",
            "resized",
            "saved network",
            "saved splits",
            "scrambled",
            "select",
            "selectivity",
            "shapes",
            "spike counts",
            "stimulus set",
            "stratified folds",
            "subject",
            "table",
            "tilted gratings",
            "trend",
            "tuning",
            "units",
            "walk",
            "where",
            "window",
            "with stimuli",
            "without neurons",
            "without pattern means");

    @Test
    void everyStepOfAPaperIsACause() throws IOException {
        var steps = new TreeSet<String>();
        for (var module : List.of("core", "datasets", "models", "analysis")) {
            try (var files = Files.walk(Path.of("..", module, "src/main/java"))) {
                for (var file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    STEP.matcher(Files.readString(file)).results().forEach(step -> steps.add(step.group(1)));
                }
            }
        }
        assertThat(steps).hasSizeGreaterThan(80);
        var causes = Files.readAllLines(Path.of("src/main/resources/org/striate/magics/session/citations.bib")).stream()
                .filter(line -> line.startsWith("for: "))
                .map(line -> Pattern.compile(line.substring(5).replaceFirst(" \\.\\*.*", "") + "(?= |$)"))
                .toList();
        steps.removeIf(
                step -> causes.stream().anyMatch(cause -> cause.matcher(step).lookingAt()));
        assertThat(steps).containsExactlyInAnyOrderElementsOf(CITED_BY_NOBODY);
    }

    @Test
    void settingsOfAStepHaveTheirSources() {
        assertThat(keys(Origin.of("RDM inference").with("measure", "whitened cosine")))
                .contains("diedrichsen2021");
        var training = Training.withDefaults().schedule(Training.Schedule.COSINE);
        var net = Networks.tiltNet(16, 1);
        var tilted = Stimuli.tilted(20, 1).size(16);
        assertThat(keys(net.train(tilted, "tilt", training.epochs(1)))).contains("loshchilov2017");
        var mixed = net.activations(
                tilted, Readout.full().projected(3, 1), net.layers().get(0));
        assertThat(keys(mixed)).containsExactly("li2006");
        var v1 = SimulatedCortex.standard().neurons(4).record(tilted, Region.V1, 4);
        assertThat(keys(NoiseCovariance.of(v1))).contains("ledoit2004", "schaefer2005", "goris2014");
    }

    @Test
    void entriesAreWholeBibtex(@TempDir Path folder) throws IOException {
        var all = Citations.all();
        assertThat(all.entries()).hasSizeGreaterThan(40).doesNotHaveDuplicates();
        for (var entry : all.entries()) {
            var text = entry.bibtex();
            assertThat(text).matches("(?s)@(article|inproceedings|misc)\\{\\w+,\n.*\n\\}");
            assertThat(text.chars().filter(c -> c == '{').count())
                    .as(entry.key())
                    .isEqualTo(text.chars().filter(c -> c == '}').count());
            assertThat(entry.field("author")).as(entry.key()).isNotBlank();
            assertThat(entry.key()).contains(entry.field("year"));
        }
        var file = folder.resolve("a.bib");
        all.save(file);
        assertThat(Files.readString(file)).isEqualTo(all.bibtex() + "\n");
        assertThat(Citations.of(Origin.of("RDM inference")).toHtml()).contains("Schütt et al. (2023)");
        assertThat(Citations.of(1, "a", List.of())).hasToString("Citations: nothing to cite yet");
    }
}
