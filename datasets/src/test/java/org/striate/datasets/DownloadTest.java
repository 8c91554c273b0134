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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Path target() {
        return folder.resolve("set/data.npy");
    }

    private static RemoteFile published(String url) {
        return new RemoteFile("data.npy", url, CONTENT.length, Checksum.sha256(Origin.sha256(CONTENT)));
    }

    private Download download(Answer answer) {
        return new Download(published(serve(answer)), target());
    }

    private String serve(Answer answer) {
        server.createContext("/data.npy", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                answer.to(exchange);
            }
        });
        return "http://localhost:" + server.getAddress().getPort() + "/data.npy";
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
    void longerFileThanPublishedIsNamedAndThrownAway() throws IOException {
        var content = new byte[][] {Arrays.copyOf(CONTENT, CONTENT.length + 5)};
        var download = download(exchange -> send(exchange, 200, content[0], 0));
        assertThatThrownBy(download::run)
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("more than 300000 bytes came; expected 300000 bytes");
        assertThat(target().resolveSibling("data.npy.part")).doesNotExist();
        content[0] = CONTENT;
        download.run();
        assertThat(Files.readAllBytes(target())).isEqualTo(CONTENT);
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

    @Test
    void slowServerIsWaitedFor() throws IOException {
        var url = serve(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            for (int from = 0; from < CONTENT.length; from += 30_000) {
                exchange.getResponseBody().write(CONTENT, from, 30_000);
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(20_000_000);
            }
        });
        new Download(published(url), target(), Duration.ofMinutes(5)).run();
        assertThat(Files.readAllBytes(target())).isEqualTo(CONTENT);
    }

    @Test
    void silentServerIsGivenUp() {
        var url = serve(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 1000);
            exchange.getResponseBody().flush();
            awaitEnd();
        });
        assertThatThrownBy(() -> new Download(published(url), target(), Duration.ofSeconds(10)).run())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nothing came for 10000 ms");
        assertThat(target()).doesNotExist();
        end.countDown();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void sizeThatIsNotPublishedIsTheServers() throws IOException {
        var url = serve(exchange -> {
            var range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.sendResponseHeaders(from == 0 ? 200 : 206, CONTENT.length - from);
            exchange.getResponseBody().write(CONTENT, from, from == 0 ? 50_000 : CONTENT.length - from);
        });
        var file = new RemoteFile(
                "data.npy",
                url,
                -1,
                Checksum.sha1(new Checksum("SHA-1", "").of(write(CONTENT)).hex()));
        var download = new Download(file, target());
        assertThatThrownBy(download::run).isInstanceOf(BadInput.class);
        download.run();
        assertThat(Files.readAllBytes(target())).isEqualTo(CONTENT);
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("content"), content);
    }

    @Test
    void fileWithoutChecksumIsHeldAgainstWhatCameFirst() throws IOException {
        var url = serve(exchange -> send(exchange, 200, CONTENT, 0));
        var file = new RemoteFile("data.npy", url, -1, Checksum.unpublished());
        var set = new NamedDataSet("set", "a set", "nobody", "10.1/1", "none", List.of(file), false);
        var data = new DataFolder(Optional.empty(), folder, folder);
        new Download(file, data.target(set, file)).run();
        assertThat(data.checked(set, "data.npy")).isEqualTo(target());
        assertThat(data.needs(set, file)).isFalse();
        Files.write(target(), Arrays.copyOf(CONTENT, CONTENT.length + 1)); // since it was checked
        assertThatThrownBy(() -> data.checked(set, "data.npy"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(Origin.sha256(CONTENT));
        assertThat(data.needs(set, file)).isTrue();
        new Download(file, data.target(set, file)).run();
        assertThat(Files.readAllBytes(data.checked(set, "data.npy"))).isEqualTo(CONTENT);
    }

    @Test
    void partOfAnotherVersionIsThrownAway() throws IOException {
        Files.createDirectories(target().getParent());
        for (int have : new int[] {100, CONTENT.length + 1}) { // the server's file became another, or shorter
            Files.write(target().resolveSibling("data.npy.part"), new byte[have]);
            var url = serve(exchange -> {
                boolean range = exchange.getRequestHeaders().containsKey("Range");
                if (range) {
                    exchange.getResponseHeaders()
                            .set("Content-Range", have == 100 ? "bytes 50-99/100" : "bytes */" + CONTENT.length);
                }
                int status = !range ? 200 : have == 100 ? 206 : 416;
                send(exchange, status, CONTENT, status == 200 ? 0 : CONTENT.length);
            });
            new Download(new RemoteFile("data.npy", url, -1, Checksum.unpublished()), target()).run();
            assertThat(Files.readAllBytes(target())).isEqualTo(CONTENT);
            Files.delete(target());
            server.removeContext("/data.npy");
        }
    }

    @Test
    void fileDamagedOnTheDiskIsFetchedAgain() throws IOException {
        var url = serve(exchange -> send(exchange, 200, CONTENT, 0));
        var set = new NamedDataSet("set", "a set", "nobody", "10.1/1", "none", List.of(published(url)), false);
        var data = new DataFolder(Optional.empty(), folder, folder);
        assertThat(data.needs(set, published(url))).isTrue();
        new Download(published(url), target()).run();
        assertThat(data.needs(set, published(url))).isFalse();
        Files.write(target(), new byte[CONTENT.length]);
        assertThat(data.needs(set, published(url))).isTrue();
        new Download(published(url), target()).run();
        assertThat(Files.readAllBytes(target())).isEqualTo(CONTENT);
    }

    @Test
    void removalTakesWhatWasDownloadedAndNothingElse() throws IOException {
        var url = serve(exchange -> send(exchange, 200, CONTENT, 0));
        var set = new NamedDataSet("set", "a set", "nobody", "10.1/1", "none", List.of(published(url)), false);
        var given = Files.createDirectories(folder.resolve("given/set"));
        Files.write(given.resolve("data.npy"), CONTENT);
        var data = new DataFolder(Optional.of(folder.resolve("given")), folder, folder);
        new Download(published(url), target()).run();
        assertThat(data.remove(set)).containsExactly(target());
        assertThat(target().getParent()).doesNotExist();
        assertThat(data.find(set, published(url))).contains(given.resolve("data.npy"));
    }

    /** Two kernels that fetch at once are two processes; two cells of one kernel are two threads. */
    @Test
    void twoThreadsAndTwoProcessesFetchOnce() throws Exception {
        var url = serve(exchange -> {
            LockSupport.parkNanos(300_000_000);
            send(exchange, 200, CONTENT, 0);
        });
        var processes = List.of(process(url), process(url));
        var threads = List.of(
                new Thread(() -> new Download(published(url), target()).run()),
                new Thread(() -> new Download(published(url), target()).run()));
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        for (var process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(Files.readAllBytes(target())).isEqualTo(CONTENT);
        assertThat(requests).hasValue(1);
    }

    private Process process(String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DownloadTest.class.getName(),
                        url,
                        target().toString())
                .inheritIO()
                .start();
    }

    /** Downloads to a path in a process of its own. */
    public static void main(String[] arguments) {
        new Download(published(arguments[0]), Path.of(arguments[1])).run();
    }
}
