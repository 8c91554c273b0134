package org.striate.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where JDK 25 is, on a machine whose build runs on an older one. */
public final class Java25 {

    private static final Path USUAL = Path.of("/usr/lib/jvm");

    private Java25() {}

    /** Its home: that in {@code STRIATE_JAVA25}, or the first below {@code /usr/lib/jvm}. */
    public static Optional<Path> home() {
        var given = System.getenv("STRIATE_JAVA25");
        if (given != null) {
            return Optional.of(Path.of(given));
        }
        if (!Files.isDirectory(USUAL)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(USUAL)) {
            return homes.filter(Java25::isJdk).sorted().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isJdk(Path home) {
        try {
            return Files.isExecutable(home.resolve("bin/javac"))
                    && Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"25");
        } catch (IOException e) {
            return false;
        }
    }
}
