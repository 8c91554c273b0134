package org.striate.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.striate.core.BadInput;
import org.striate.core.HomeFolder;
import org.striate.core.Origin;
import org.striate.core.WholeFile;
import org.striate.datasets.NamedDataSet.RemoteFile;

/**
 * Where the files of named data sets lie on this machine: {@code NAME/FILE} below the folder of {@code STRIATE_DATA}, or
 * below the user's data folder, or {@code SHA-1/FILE} where Brain-Score's Python tool keeps its downloads. A file is
 * checked against its checksum before its first use, and again when it has changed.
 *
 * @param given the folder of {@code STRIATE_DATA}
 * @param own where downloads go
 * @param brainIo the Python tool's folder
 */
record DataFolder(Optional<Path> given, Path own, Path brainIo) {

    private static final Map<State, Checksum> CHECKED = new ConcurrentHashMap<>();

    /** A file as it was when it was checked; one that was written since is another. */
    private record State(Path path, long size, FileTime modified) {

        static State of(Path path) {
            try {
                return new State(path.toAbsolutePath(), Files.size(path), Files.getLastModifiedTime(path));
            } catch (IOException e) {
                throw Npy.unreadable(path, e);
            }
        }
    }

    static DataFolder standard() {
        var data = variable("XDG_DATA_HOME")
                .orElseGet(() -> HomeFolder.path().resolve(".local").resolve("share"));
        return new DataFolder(
                variable("STRIATE_DATA"),
                data.resolve("striate").resolve("data"),
                variable("BRAINIO_HOME").orElseGet(() -> HomeFolder.path().resolve(".brainio")));
    }

    private static Optional<Path> variable(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(folder -> !folder.isBlank())
                .map(Path::of);
    }

    /** Where a downloaded file goes. */
    Path target(NamedDataSet set, RemoteFile file) {
        return own.resolve(set.name()).resolve(file.name());
    }

    /** Where a file lies, checked or not. */
    Optional<Path> find(NamedDataSet set, RemoteFile file) {
        var python = file.checksum().algorithm().equals("SHA-1")
                ? Stream.of(brainIo.resolve(file.checksum().hex()).resolve(file.name()))
                : Stream.<Path>empty();
        return Stream.concat(
                        Stream.concat(given.stream(), Stream.of(own))
                                .map(folder -> folder.resolve(set.name()).resolve(file.name())),
                        python)
                .filter(Files::isReadable)
                .findFirst();
    }

    /** Whether a file has to be fetched: it lies nowhere, or what was downloaded of it has been damaged since. */
    boolean needs(NamedDataSet set, RemoteFile file) {
        var found = find(set, file);
        return found.isEmpty() || found.get().equals(target(set, file)) && !isWhole(file.checksum(), found.get());
    }

    /** Whether a file has the published checksum or, where none is published, the one that it had when it came. */
    static boolean isWhole(Checksum published, Path path) {
        var expected = published.isPublished() ? Optional.of(published) : remembered(path);
        return expected.isEmpty() || expected.get().equals(published.of(path));
    }

    /**
     * A file of a data set, checked.
     *
     * @throws BadInput if it is not on this machine, or is not the published one
     */
    Path checked(NamedDataSet set, String name) {
        var file = set.file(name);
        var path = find(set, file).orElseThrow(() -> missing(set));
        var sum =
                CHECKED.computeIfAbsent(State.of(path), state -> file.checksum().of(path));
        var expected = file.checksum().isPublished()
                ? file.checksum()
                : remembered(path).orElse(sum);
        if (!sum.equals(expected)) {
            throw BadInput.of(
                    "file " + path,
                    sum.toString(),
                    expected.hex(),
                    "Delete it and fetch it again: Recordings.fetch(\"" + set.name() + "\")");
        }
        return path;
    }

    /**
     * Checks all files of a data set, whether or not they were checked before.
     *
     * @throws BadInput as {@link #checked}
     */
    void checkAfresh(NamedDataSet set) {
        for (var file : set.files()) {
            find(set, file).map(State::of).ifPresent(CHECKED::remove);
            checked(set, file.name());
        }
    }

    /** What a value read from one of the files knows of itself. */
    Origin origin(NamedDataSet set, String name) {
        var checksum = set.file(name).checksum();
        var sum = checksum.isPublished() ? checksum : checksum.of(checked(set, name));
        return Origin.of("recording")
                .with("data", set.name())
                .with("file", name)
                .with(sum.algorithm().toLowerCase(java.util.Locale.ROOT).replace("-", ""), sum.hex())
                .with("licence", set.licence());
    }

    /** Beside a file without a published checksum stands the one it had when it came. */
    static void remember(Path file, Checksum sum) {
        WholeFile.write(memory(file), out -> out.write(sum.hex().getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    private static Optional<Checksum> remembered(Path file) {
        try {
            return Files.exists(memory(file))
                    ? Optional.of(Checksum.sha256(Files.readString(memory(file)).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path memory(Path file) {
        return file.resolveSibling(file.getFileName() + ".sha256");
    }

    /**
     * Deletes what was downloaded of a data set; files in the folder of {@code STRIATE_DATA} and of other tools stay.
     *
     * @return what was deleted
     */
    List<Path> remove(NamedDataSet set) {
        var removed = new ArrayList<Path>();
        try {
            for (var file : set.files()) {
                var target = target(set, file);
                for (var ending : List.of("", ".part", ".lock", ".sha256")) {
                    var path = target.resolveSibling(target.getFileName() + ending);
                    if (Files.deleteIfExists(path) && ending.isEmpty()) {
                        removed.add(path);
                    }
                }
            }
            var folder = own.resolve(set.name());
            if (Files.isDirectory(folder) && isEmpty(folder)) {
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw BadInput.of(
                    "data set " + set.name(),
                    "cannot be removed (" + e.getMessage() + ")",
                    "files that may be deleted",
                    "Mend the permissions of " + own.resolve(set.name()));
        }
        return removed;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private BadInput missing(NamedDataSet set) {
        return BadInput.of(
                set.name(),
                "not on this machine (looked in "
                        + given.map(folder -> folder + " and ").orElse("") + own + ")",
                set.files().size() + " files in a folder " + set.name(),
                "Download it (" + set.megabytes() + ", " + set.licence() + "): Recordings.fetch(\"" + set.name()
                        + "\"), or set STRIATE_DATA to a folder that holds it.");
    }
}
