package org.striate.datasets;

import java.util.List;
import org.striate.core.BadInput;

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
     * @param url where it is published, at a fixed version where there are versions
     * @param bytes its size; -1 where it is not published
     * @param checksum as published
     */
    public record RemoteFile(String name, String url, long bytes, Checksum checksum) {}

    public NamedDataSet {
        files = List.copyOf(files);
    }

    /** The sum of the sizes in MB, for people. */
    public String megabytes() {
        if (files.stream().anyMatch(file -> file.bytes() < 0)) {
            return "size not published";
        }
        double bytes = files.stream().mapToLong(RemoteFile::bytes).sum();
        return String.format(java.util.Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    RemoteFile file(String file) {
        return files.stream()
                .filter(f -> f.name().equals(file))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown(
                        "file", file, name, files.stream().map(RemoteFile::name).toList(), "Recordings.list()"));
    }
}
