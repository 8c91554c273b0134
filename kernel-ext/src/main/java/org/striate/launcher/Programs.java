package org.striate.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Other programs on this machine. */
final class Programs {

    private Programs() {}

    /** The first of these that is on the PATH. */
    static Optional<Path> find(String... names) {
        var folders = Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator);
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(folders)
                        .flatMap(folder -> Stream.of(Path.of(folder, name), Path.of(folder, name + ".exe"))))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The folder of the Python environment in use, if there is one. */
    static Optional<Path> pythonPrefix() {
        return Optional.ofNullable(System.getenv("VIRTUAL_ENV"))
                .or(() -> Optional.ofNullable(System.getenv("CONDA_PREFIX")))
                .or(() -> find("python3", "python")
                        .flatMap(python -> firstLine(python.toString(), "-c", "import sys; print(sys.prefix)")))
                .map(Path::of);
    }

    /** Runs a program in the foreground and gives its exit code. */
    static int run(List<String> command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** The first line that a program prints; empty where it fails. */
    static Optional<String> firstLine(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines();
            return process.waitFor() == 0 ? lines.findFirst() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
