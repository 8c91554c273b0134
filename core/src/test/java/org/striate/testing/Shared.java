package org.striate.testing;

import java.nio.file.Path;

/** Where the reference inputs and outputs are; a test that reads them carries {@link Needs}. */
public final class Shared {

    private Shared() {}

    /** The checkout. */
    public static Path root() {
        return Path.of(System.getProperty("striate.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** A file or folder of the reference fixtures, such as {@code ridge/select_n60_p25_t8.npz}. */
    public static Path fixture(String name) {
        return root().resolve("../shared/fixtures").resolve(name).normalize();
    }

    /** A file or folder of the real recordings, such as {@code cowley2023-v4}. */
    public static Path realData(String name) {
        return root().resolve("../shared/real-data").resolve(name).normalize();
    }
}
