package org.striate.datasets;

import java.util.List;
import org.striate.core.BadInput;
import org.striate.core.Origin;

/**
 * A published data set: what it is, whom to cite, and the files it consists of.
 *
 * @param name the name to load it by
 * @param title what it is
 * @param citation whom to cite
 * @param doi digital object identifier of the paper
 * @param licence of the files, as their publisher states it
 * @param files what is downloaded
 * @param verified whether the addresses were tried against the live server
 */
public record NamedDataSet(
        String name,
        String title,
        String citation,
        String doi,
        String licence,
        List<RemoteFile> files,
        boolean verified) {

    /**
     * One file of a data set.
     *
     * @param name its name on disk
     * @param url where it is published, at a fixed version
     * @param bytes its size
     * @param sha256 its checksum, lower-case hexadecimal
     */
    public record RemoteFile(String name, String url, long bytes, String sha256) {}

    public NamedDataSet {
        files = List.copyOf(files);
    }

    /** The sum of the files' sizes. */
    public long bytes() {
        return files.stream().mapToLong(RemoteFile::bytes).sum();
    }

    /** The sum of the sizes in MB, for people. */
    public String megabytes() {
        return String.format(java.util.Locale.ROOT, "%.1f MB", bytes() / 1e6);
    }

    /** What a value read from one of the files knows of itself. */
    Origin origin(String file) {
        return Origin.of("recording")
                .with("data", name)
                .with("file", file)
                .with("sha256", file(file).sha256())
                .with("licence", licence);
    }

    RemoteFile file(String file) {
        return files.stream()
                .filter(f -> f.name().equals(file))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown(
                        "file", file, name, files.stream().map(RemoteFile::name).toList(), "Recordings.list()"));
    }
}
