package org.striate.core;

import java.nio.file.Path;
import java.util.Optional;

/** Where things lie that may be deleted at any time: the folder of {@code STRIATE_CACHE}, or the user's cache folder. */
public final class CacheFolder {

    private CacheFolder() {}

    public static Path path() {
        return variable("STRIATE_CACHE")
                .orElseGet(() -> variable("XDG_CACHE_HOME")
                        .orElseGet(() -> HomeFolder.path().resolve(".cache"))
                        .resolve("striate"));
    }

    private static Optional<Path> variable(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(folder -> !folder.isBlank())
                .map(Path::of);
    }
}
