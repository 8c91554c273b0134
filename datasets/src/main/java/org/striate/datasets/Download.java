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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.striate.core.BadInput;
import org.striate.core.Progress;
import org.striate.core.WholeFile;
import org.striate.datasets.NamedDataSet.RemoteFile;

/**
 * Downloads one file into {@code FILE.part} beside its target, resuming what an earlier attempt left there, and gives it
 * its name only when length and checksum are right. Two processes take turns by a lock on {@code FILE.lock}.
 */
final class Download {

    /** One thread of this process at a time; a file lock is for other processes only. */
    private static final Map<Path, Object> TURNS = new ConcurrentHashMap<>();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final RemoteFile file;
    private final Path target;
    private final Path part;
    private final Duration patience;

    Download(RemoteFile file, Path target) {
        this(file, target, PATIENCE);
    }

    /** @param patience how long the server may be silent */
    Download(RemoteFile file, Path target, Duration patience) {
        this.file = file;
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.patience = patience;
    }

    /** @throws BadInput if the file cannot be had whole; what was received is kept for the next attempt */
    void run() {
        synchronized (TURNS.computeIfAbsent(target.toAbsolutePath().normalize(), path -> new Object())) {
            try {
                inTurn();
            } catch (IOException e) {
                Progress.check("download of " + file.name()); // an interrupt shows as a failed read
                throw failed(e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                Progress.check("download of " + file.name());
            }
        }
    }

    private void inTurn() throws IOException, InterruptedException {
        Files.createDirectories(target.getParent());
        var lock = target.resolveSibling(target.getFileName() + ".lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // released with the channel
            if (!isThere()) {
                receive();
                verify();
                WholeFile.move(part, target);
            }
        }
    }

    private boolean isThere() {
        return Files.exists(target) && DataFolder.isWhole(file.checksum(), target);
    }

    private void receive() throws IOException, InterruptedException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        if (file.bytes() >= 0 && have > file.bytes()) {
            Files.delete(part);
            have = 0;
        }
        if (have == file.bytes()) {
            return;
        }
        var request = HttpRequest.newBuilder(URI.create(file.url())).timeout(patience);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience)
                .build();
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (var body = new PatientStream(response.body(), patience)) {
            int status = response.statusCode();
            var range = response.headers().firstValue("Content-Range").orElse("");
            if (status == RANGE_NOT_SATISFIABLE && have > 0 && isWhole(range, have)) {
                return; // nothing is left to come: verify() says whether it is right
            }
            if (have > 0 && (status == RANGE_NOT_SATISFIABLE || isElsewhere(status, range, have))) {
                Files.delete(part);
                receive(); // once more from the start: what was there belongs to another version
                return;
            }
            if (status != 200 && status != PARTIAL_CONTENT) {
                throw failed("the server answered " + status);
            }
            long from = status == PARTIAL_CONTENT ? have : 0;
            long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            append(body, from, file.bytes() >= 0 || length < 0 ? file.bytes() : from + length);
        }
    }

    /** Whether the server's file ends where ours does, as far as it says. */
    private static boolean isWhole(String range, long have) {
        return range.isEmpty() || range.equals("bytes */" + have);
    }

    private static boolean isElsewhere(int status, String range, long have) {
        return status == PARTIAL_CONTENT && !range.isEmpty() && !range.startsWith("bytes " + have + "-");
    }

    /** @param total how many bytes the whole file has; -1 where neither publisher nor server says */
    private void append(InputStream body, long from, long total) throws IOException {
        var mode = from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (var out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode);
                var progress = Progress.of("downloading " + file.name(), Math.max(total, 0))) {
            progress.step(from, "");
            var buffer = new byte[1 << 16];
            long received = from;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                received += n;
                out.write(buffer, 0, n);
                progress.step(n, "");
                if (total >= 0 && received > total) {
                    break; // verify() says so
                }
            }
            if (received < total) {
                throw failed("only " + received + " of " + total + " bytes came");
            }
        }
    }

    private void verify() throws IOException {
        long bytes = Files.size(part);
        if (file.bytes() >= 0 && bytes > file.bytes()) {
            Files.delete(part);
            throw failed("more than " + file.bytes() + " bytes came");
        }
        if (bytes < file.bytes()) {
            throw failed("only " + bytes + " of " + file.bytes() + " bytes came");
        }
        var sum = file.checksum().of(part);
        if (!file.checksum().isPublished()) {
            DataFolder.remember(target, sum);
        } else if (!sum.equals(file.checksum())) {
            Files.delete(part);
            throw failed("what came has " + sum);
        }
    }

    private BadInput failed(String reason) {
        var size = file.bytes() < 0 ? "a whole file" : file.bytes() + " bytes";
        return BadInput.of(
                "download of " + file.url(),
                reason,
                size + " with " + file.checksum(),
                "Try again later, or set STRIATE_DATA to a folder that holds the data set");
    }
}
