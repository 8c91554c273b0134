package org.striate.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.datasets.NamedDataSet.RemoteFile;

class DownloadTest {

    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @TempDir
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Path target() {
        return folder.resolve("set/data.npy");
    }

    private Download download(Answer answer) {
        server.createContext("/data.npy", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                answer.to(exchange);
            }
        });
        var url = "http://localhost:" + server.getAddress().getPort() + "/data.npy";
        return new Download(new RemoteFile("data.npy", url, CONTENT.length, Origin.sha256(CONTENT)), target());
    }

    private static void send(HttpExchange exchange, int status, byte[] body, int from) throws IOException {
        exchange.sendResponseHeaders(status, body.length - from);
        exchange.getResponseBody().write(body, from, body.length - from);
    }

    @Test
    void fileArrivesWhole() throws IOException {
        download(exchange -> send(exchange, 200, CONTENT, 0)).run();
        assertThat(Files.readAllBytes(target())).isEqualTo(CONTENT);
        assertThat(target().resolveSibling("data.npy.part")).doesNotExist();
    }

    @Test
    void cutOffDownloadResumesWhereItStopped() throws IOException {
        Answer answer = exchange -> {
            var range = exchange.getRequestHeaders().getFirst("Range");
            if (range == null) {
                exchange.sendResponseHeaders(200, CONTENT.length);
                exchange.getResponseBody().write(CONTENT, 0, 100_000);
                exchange.getResponseBody().flush();
                return; // closed in the middle
            }
            send(exchange, 206, CONTENT, Integer.parseInt(range.replaceAll("\\D", "")));
        };
        var download = download(answer);
        assertThatThrownBy(download::run).isInstanceOf(BadInput.class);
        assertThat(target()).doesNotExist();
        download.run();
        assertThat(Files.readAllBytes(target())).isEqualTo(CONTENT);
    }

    @Test
    void serverWithoutRangesSendsAllAgain() throws IOException {
        Files.createDirectories(target().getParent());
        Files.write(target().resolveSibling("data.npy.part"), Arrays.copyOf(CONTENT, 1000));
        download(exchange -> send(exchange, 200, CONTENT, 0)).run();
        assertThat(Files.readAllBytes(target())).isEqualTo(CONTENT);
    }

    @Test
    void wrongChecksumNeverGetsTheFinalName() {
        var other = CONTENT.clone();
        other[7] ^= 1;
        assertThatThrownBy(() ->
                        download(exchange -> send(exchange, 200, other, 0)).run())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("SHA-256 " + Origin.sha256(other))
                .hasMessageContaining(Origin.sha256(CONTENT));
        assertThat(target()).doesNotExist();
        assertThat(target().resolveSibling("data.npy.part")).doesNotExist();
    }

    @Test
    void wrongLengthIsNamed() {
        assertThatThrownBy(() -> download(exchange -> send(exchange, 200, Arrays.copyOf(CONTENT, 5000), 0))
                        .run())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("only 5000 of 300000 bytes");
        assertThat(target()).doesNotExist();
    }

    @Test
    void missingPageIsNamed() {
        assertThatThrownBy(() -> download(exchange -> send(exchange, 404, new byte[0], 0))
                        .run())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("answered 404")
                .hasMessageContaining("STRIATE_DATA");
    }

    @Test
    void redirectLoopEnds() {
        assertThatThrownBy(() -> download(exchange -> {
                            exchange.getResponseHeaders().set("Location", "/data.npy");
                            send(exchange, 302, new byte[0], 0);
                        })
                        .run())
                .isInstanceOf(BadInput.class);
    }

    @Test
    void unreachableServerIsNamed() {
        var download = download(exchange -> {});
        server.stop(0);
        assertThatThrownBy(download::run).isInstanceOf(BadInput.class).hasMessageContaining("ConnectException");
    }

    @Test
    void fileThatIsThereIsNotFetchedAgain() {
        var download = download(exchange -> send(exchange, 200, CONTENT, 0));
        download.run();
        download.run();
        assertThat(requests).hasValue(1);
    }
}
