package org.striate.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.WholeFile;
import org.striate.datasets.NamedDataSet.RemoteFile;

/**
 * Downloads one file into {@code FILE.part} beside its target, resuming what an earlier attempt left there, and gives it
 * its name only when length and SHA-256 are right. Two processes take turns by a lock on {@code FILE.lock}.
 */
final class Download {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PARTIAL_CONTENT = 206;

    private final RemoteFile file;
    private final Path target;
    private final Path part;

    Download(RemoteFile file, Path target) {
        this.file = file;
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
    }

    /** @throws BadInput if the file cannot be had whole; what was received is kept for the next attempt */
    void run() {
        try {
            Files.createDirectories(target.getParent());
            var lock = target.resolveSibling(target.getFileName() + ".lock");
            try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // released with the channel
                if (!Files.exists(target) || !Origin.sha256(target).equals(file.sha256())) {
                    receive();
                    verify();
                    WholeFile.move(part, target);
                }
            }
        } catch (IOException e) {
            throw failed(e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Progress.check("download of " + file.name());
        }
    }

    private void receive() throws IOException, InterruptedException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        if (have > file.bytes()) {
            Files.delete(part);
            have = 0;
        }
        if (have == file.bytes()) {
            return;
        }
        var request = HttpRequest.newBuilder(URI.create(file.url())).timeout(PATIENCE);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build();
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            if (response.statusCode() != 200 && response.statusCode() != PARTIAL_CONTENT) {
                throw failed("the server answered " + response.statusCode());
            }
            boolean resumed = response.statusCode() == PARTIAL_CONTENT;
            append(body, resumed ? have : 0);
        }
    }

    private void append(InputStream body, long from) throws IOException {
        var mode = from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (var out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode);
                var progress = Progress.of("downloading " + file.name(), file.bytes())) {
            progress.step(from, "");
            var buffer = new byte[1 << 16];
            long received = from;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                received += n;
                if (received > file.bytes()) {
                    break; // longer than published: verify() says so
                }
                out.write(buffer, 0, n);
                progress.step(n, "");
            }
        }
    }

    private void verify() throws IOException {
        long bytes = Files.size(part);
        if (bytes != file.bytes()) {
            throw failed("only " + bytes + " of " + file.bytes() + " bytes came");
        }
        var sum = Origin.sha256(part);
        if (!sum.equals(file.sha256())) {
            Files.delete(part);
            throw failed("what came has SHA-256 " + sum);
        }
    }

    private BadInput failed(String reason) {
        return BadInput.of(
                "download of " + file.url(),
                reason,
                file.bytes() + " bytes with SHA-256 " + file.sha256(),
                "Try again later, or set STRIATE_DATA to a folder that holds the data set");
    }
}
