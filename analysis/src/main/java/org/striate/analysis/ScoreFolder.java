package org.striate.analysis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.striate.core.Origin;
import org.striate.core.WholeFile;

/**
 * Results of layers on disk, each a file named by a hash of all that it depends on, with the hash of its bytes in front. It
 * may be shared by several processes and deleted at any time; the least recently used files go when there are too many.
 *
 * @param path where the files lie
 * @param limit bytes of all files
 */
record ScoreFolder(Path path, long limit) {

    /** Of the files and of what the numbers in them mean: another one, and nothing older is found. */
    private static final String VERSION = "striate scores 2" + build();

    private static final long LIMIT = 1_000_000_000;
    private static final int HASH = 64;
    private static final String ENDING = ".scores";

    static ScoreFolder in(Path path) {
        return new ScoreFolder(path, LIMIT);
    }

    /** Another build may compute otherwise. */
    private static String build() {
        var code = ScoreFolder.class.getProtectionDomain().getCodeSource();
        try {
            return code == null
                    ? ""
                    : Files.getLastModifiedTime(Path.of(code.getLocation().toURI()))
                            .toString();
        } catch (IOException | java.net.URISyntaxException e) {
            return "";
        }
    }

    private Path file(String key) {
        return path.resolve(sha256(VERSION + key) + ENDING);
    }

    private static String sha256(String text) {
        return Origin.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether there is a file, whole or not. */
    boolean has(String key) {
        return Files.exists(file(key));
    }

    /** What was kept; a file that is not whole counts as none. */
    Optional<List<HeldOutResult>> find(String key) {
        var file = file(key);
        try {
            var bytes = Files.readAllBytes(file);
            int hash = Math.min(HASH, bytes.length);
            var numbers = Arrays.copyOfRange(bytes, hash, bytes.length);
            if (!Origin.sha256(numbers).equals(new String(bytes, 0, hash, StandardCharsets.US_ASCII))) {
                return Optional.empty();
            }
            touch(file);
            var in = new DataInputStream(new ByteArrayInputStream(numbers));
            var results = new ArrayList<HeldOutResult>();
            for (int left = in.readInt(); left > 0; left--) {
                results.add(HeldOutResult.readFrom(in));
            }
            return Optional.of(results);
        } catch (IOException e) {
            return Optional.empty(); // there is none, or another process has just deleted it
        }
    }

    /** Used just now, so that others are deleted before; where that cannot be written down, it is read all the same. */
    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            return;
        }
    }

    /** @throws org.striate.core.BadInput if the folder cannot be written to */
    void keep(String key, List<HeldOutResult> results) {
        var numbers = new ByteArrayOutputStream();
        WholeFile.write(file(key), file -> {
            var out = new DataOutputStream(numbers);
            out.writeInt(results.size());
            for (var result : results) {
                result.writeTo(out);
            }
            file.write(Origin.sha256(numbers.toByteArray()).getBytes(StandardCharsets.US_ASCII));
            numbers.writeTo(file);
        });
        deleteOld(file(key));
    }

    /** The least recently used go first; what was just written is newer than all, whatever the file system's clock says. */
    private void deleteOld(Path written) {
        try (var all = Files.list(path)) {
            var newestFirst = all.filter(file -> file.toString().contains(ENDING))
                    .sorted(Comparator.comparing((Path file) -> file.equals(written))
                            .thenComparing(file -> file.toFile().lastModified())
                            .reversed())
                    .toList();
            var yesterday = Instant.now().minus(1, ChronoUnit.DAYS).toEpochMilli();
            long used = 0;
            for (var file : newestFirst) {
                used += file.toFile().length();
                boolean cutOff = !file.toString().endsWith(ENDING);
                if (cutOff ? file.toFile().lastModified() < yesterday : used > limit) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            return; // another process may be deleting the same
        }
    }
}
