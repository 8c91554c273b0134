package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.BadInput;
import org.striate.core.Neuron;
import org.striate.core.Region;
import org.striate.datasets.NamedDataSet.RemoteFile;
import org.striate.testing.Needs;
import org.striate.testing.Shared;

/** The data sets that are too large to keep here, as files of the same format from a loopback server. */
@Needs(Needs.What.FIXTURES)
class PublishedDataTest {

    @TempDir
    Path folder;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private DataFolder data() {
        return new DataFolder(Optional.empty(), folder.resolve("own"), folder.resolve("brainio"));
    }

    private RemoteFile serve(Path file, String name, String algorithm) throws IOException {
        var content = Files.readAllBytes(file);
        server.createContext("/" + name, exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        });
        var url = "http://localhost:" + server.getAddress().getPort() + "/" + name + "?versionId=null";
        return new RemoteFile(name, url, -1, new Checksum(algorithm, "").of(file));
    }

    private NamedDataSet fetched(String name, List<RemoteFile> files) {
        var set = new NamedDataSet(name, "a set", "nobody", "10.1/1", "none", files, false);
        files.forEach(file -> new Download(file, data().target(set, file)).run());
        return set;
    }

    private List<RemoteFile> assembly(String nameOfAssembly) throws IOException {
        return List.of(
                serve(Shared.fixture("brainscore/assy_test_Shared2026.nc"), nameOfAssembly, "SHA-1"),
                serve(Shared.fixture("brainscore/stimulus_test_Shared2026.csv"), "stimuli.csv", "SHA-1"),
                serve(Shared.fixture("brainscore/stimulus_test_Shared2026.zip"), "stimuli.zip", "SHA-1"));
    }

    @Test
    void brainScoreAssemblyComesWithItsStimuli() throws IOException {
        var set = fetched("majajhong2015", assembly(BrainScoreData.MAJAJ_HONG));
        var published = new BrainScoreData(set, data());
        var responses = published.responses(published.parts().get(0));
        var stimuli = published.stimuli(published.parts().get(0));
        assertThat(responses.presentationTable()).containsKey("background_id");
        assertThat(stimuli.degrees()).isEqualTo(8);
        var mean = responses.averaged();
        assertThat(stimuli.matching(mean.stimulusIds()).ids()).isEqualTo(mean.stimulusIds());
        assertThat(mean.origin().toString()).contains("sha256=");
    }

    @Test
    void freemanZiembaIsAveragedOverItsWindowUnlessAskedForBins() throws IOException {
        var set = fetched("freemanziemba2013", assembly(BrainScoreData.FREEMAN_ZIEMBA));
        var published = new BrainScoreData(set, data());
        assertThat(published.parts()).containsExactly("benchmark", "time bins");
        assertThat(published.responses("benchmark").bins()).hasSize(1);
        assertThat(published.responses("time bins").bins()).hasSize(2);
        assertThat(published.stimuli("benchmark").degrees()).isEqualTo(4);
    }

    @Test
    void filesInThePythonToolsFolderAreUsed() throws IOException {
        var files = assembly(BrainScoreData.MAJAJ_HONG);
        var set = new NamedDataSet("majajhong2015", "a set", "nobody", "10.1/1", "none", files, false);
        var sources =
                List.of("assy_test_Shared2026.nc", "stimulus_test_Shared2026.csv", "stimulus_test_Shared2026.zip");
        for (int i = 0; i < 3; i++) {
            var target = folder.resolve("brainio")
                    .resolve(files.get(i).checksum().hex())
                    .resolve(files.get(i).name());
            Files.createDirectories(target.getParent());
            Files.copy(Shared.fixture("brainscore/" + sources.get(i)), target);
        }
        assertThat(new BrainScoreData(set, data()).responses("benchmark").neurons())
                .hasSize(9);
    }

    @Test
    void stringerHasBothBinnings() throws IOException {
        var one = folder.resolve("one.npz");
        var six = folder.resolve("six.npz");
        var angles = NumericArray.of(0, 6, 12);
        var resp = NumericArray.of(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        Npz.save(one, Map.of("resp", resp, "stimuli", angles));
        Npz.save(six, Map.of("resp_train", resp, "resp_test", resp, "stimuli", angles));
        var set = fetched(
                "stringer2019-orientations",
                List.of(
                        serve(one, StringerOrientations.BINNED_1, "MD5"),
                        serve(six, StringerOrientations.BINNED_6, "MD5")));
        var published = new StringerOrientations(set, data());
        assertThat(published.responses("1 degree").trials()).containsExactly(0);
        var halves = published.responses("6 degrees");
        assertThat(halves.trials()).containsExactly(0, 1);
        assertThat(halves.at(4, 1, 0)).isEqualTo(4);
        assertThat(halves.region(Region.V1).neurons()).hasSize(2);
        assertThat(published.stimuli("1 degree").ids()).isEqualTo(halves.stimulusIds());
        assertThat(published.stimuli("1 degree").parameter("orientation")).containsExactly(0.0, 6.0, 12.0);
    }

    @Test
    void kayHasRegionsAndTwoParts() throws IOException {
        var file = folder.resolve("kay.npz");
        var pictures = new NumericArray(new int[] {2, 2, 2}, new double[] {-1, 0, 1, 0, 3, 0, 0, 0});
        var others = new NumericArray(new int[] {2, 2, 2}, new double[] {0, 1, 7, 0, 3, 0, 0, 0});
        Npz.save(
                file,
                Map.of(
                        "stimuli",
                        pictures,
                        "stimuli_test",
                        others,
                        "responses",
                        NumericArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}}),
                        "responses_test",
                        NumericArray.of(new double[][] {{7, 8, 9}, {1, 1, 1}}),
                        "roi",
                        NumericArray.of(0, 2, 2),
                        "roi_names",
                        List.of("V1", "V2", "LatOcc")));
        var set = fetched("kay2008", List.of(serve(file, KayImages.FILE, "SHA-256")));
        var published = new KayImages(set, data());
        assertThat(published.responses("training").neurons())
                .extracting(Neuron::region)
                .extracting(Region::name)
                .containsExactly("V1", "LatOcc", "LatOcc");
        assertThat(published.responses("test").at(0, 2, 0)).isEqualTo(9);
        // One grey scale for both, from -1 to 7.
        assertThat(published.stimuli("training").pixels(0)).containsExactly(0, 0.125f, 0.25f, 0.125f);
        assertThat(published.stimuli("test").pixels(0)).containsExactly(0.125f, 0.25f, 1, 0.125f);
        assertThat(published.stimuli("test").ids()).containsExactly("test 1", "test 2");
    }

    @Test
    void everyEntrySaysWhomToCite() {
        for (var set : Recordings.list().dataSets()) {
            assertThat(set.citation()).as(set.name()).matches(".*\\(\\d{4}\\).*");
            assertThat(set.doi()).startsWith("10.");
            assertThat(set.verified()).isFalse();
            assertThat(Recordings.list().data(set.name(), data()).parts()).isNotEmpty();
            set.files().forEach(file -> assertThat(file.url()).startsWith("https://"));
        }
        assertThat(Recordings.list().dataSets())
                .extracting(NamedDataSet::name)
                .containsExactly(
                        "cowley2023-v4",
                        "kriegeskorte2008",
                        "majajhong2015",
                        "freemanziemba2013",
                        "stringer2019-orientations",
                        "kay2008");
        assertThatThrownBy(() -> Recordings.list().dataSet("majaj2015"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("did you mean \"majajhong2015\"?");
    }

    @Test
    void responsesAreSavedWithAllTheirTables() throws IOException {
        var responses = BrainIo.load(Shared.fixture("brainscore/assy_test_Shared2026.nc"));
        var file = folder.resolve("saved.npz");
        Recordings.save(responses, file);
        var again = Recordings.open(file);
        assertThat(again.presentations()).isEqualTo(responses.presentations());
        assertThat(again.neurons()).isEqualTo(responses.neurons());
        assertThat(again.bins()).isEqualTo(responses.bins());
        assertThat(again.presentationTable()).isEqualTo(responses.presentationTable());
        assertThat(again.neuronTable()).isEqualTo(responses.neuronTable());
        for (int p = 0; p < 48; p++) {
            for (int i = 0; i < 18; i++) {
                assertThat((Float) again.at(p, i / 2, i % 2)).isEqualTo((Float) responses.at(p, i / 2, i % 2));
            }
        }
        assertThat(Recordings.open(Shared.fixture("brainscore/assy_test_Shared2026.nc"))
                        .neurons())
                .hasSize(9);
        assertThatThrownBy(() -> Recordings.open(folder.resolve("a.mat")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("MatFile.load(path)");
        assertThatThrownBy(() -> Recordings.open(Shared.fixture("npy/stored.npz")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no array \"values\"");
    }
}
