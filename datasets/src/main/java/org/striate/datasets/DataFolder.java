package org.striate.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.datasets.NamedDataSet.RemoteFile;

/**
 * Where the files of named data sets lie on this machine: {@code NAME/FILE} below the folder of {@code STRIATE_DATA}, or
 * below the user's data folder. A file is checked against its SHA-256 before its first use.
 */
record DataFolder(Optional<Path> given, Path own) {

    private static final Map<Path, String> CHECKED = new ConcurrentHashMap<>();

    static DataFolder standard() {
        var data = Optional.ofNullable(System.getenv("XDG_DATA_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".local", "share"));
        var given = Optional.ofNullable(System.getenv("STRIATE_DATA")).filter(folder -> !folder.isBlank());
        return new DataFolder(given.map(Path::of), data.resolve("striate").resolve("data"));
    }

    /** Where a downloaded file goes. */
    Path target(NamedDataSet set, RemoteFile file) {
        return own.resolve(set.name()).resolve(file.name());
    }

    /** Where a file lies, checked or not. */
    Optional<Path> find(NamedDataSet set, RemoteFile file) {
        return Stream.concat(given.stream(), Stream.of(own))
                .map(folder -> folder.resolve(set.name()).resolve(file.name()))
                .filter(Files::isReadable)
                .findFirst();
    }

    /**
     * A file of a data set, checked.
     *
     * @throws BadInput if it is not on this machine, or is not the published one
     */
    Path checked(NamedDataSet set, String name) {
        var file = set.file(name);
        var path = find(set, file).orElseThrow(() -> missing(set));
        var sum = CHECKED.computeIfAbsent(path.toAbsolutePath(), Origin::sha256);
        if (!sum.equals(file.sha256())) {
            CHECKED.remove(path.toAbsolutePath());
            throw BadInput.of(
                    "file " + path,
                    "SHA-256 " + sum,
                    file.sha256(),
                    "Delete it and fetch it again: Recordings.fetch(\"" + set.name() + "\")");
        }
        return path;
    }

    private BadInput missing(NamedDataSet set) {
        return BadInput.of(
                set.name(),
                "not on this machine (looked in "
                        + given.map(folder -> folder + " and ").orElse("") + own + ")",
                set.files().size() + " files in a folder " + set.name(),
                "Download " + set.megabytes() + " (" + set.licence() + "): Recordings.fetch(\"" + set.name()
                        + "\"), or set STRIATE_DATA to a folder that holds it.");
    }
}
