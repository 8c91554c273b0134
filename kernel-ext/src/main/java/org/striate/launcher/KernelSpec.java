package org.striate.launcher;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.striate.core.HomeFolder;
import org.striate.core.WholeFile;

/**
 * The files by which Jupyter knows the kernel, in a folder {@code kernels/striate}.
 *
 * @param folder that folder
 */
record KernelSpec(Path folder) {

    static final String NAME = "striate";
    private static final String TITLE = "Java (Striate)";
    private static final List<String> PICTURES = List.of("logo-svg.svg");

    /** Where Jupyter looks for the user's own kernels, on this platform. */
    static KernelSpec ofUser() {
        var given = Optional.ofNullable(System.getenv("JUPYTER_DATA_DIR")).filter(folder -> !folder.isBlank());
        return in(given.map(Path::of).orElseGet(KernelSpec::platformData));
    }

    private static Path platformData() {
        var system = System.getProperty("os.name");
        if (system.startsWith("Mac")) {
            return HomeFolder.path().resolve("Library/Jupyter");
        }
        if (system.startsWith("Windows")) {
            return Path.of(System.getenv("APPDATA"), "jupyter");
        }
        return Optional.ofNullable(System.getenv("XDG_DATA_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElseGet(() -> HomeFolder.path().resolve(".local/share"))
                .resolve("jupyter");
    }

    /** Everywhere that Jupyter looks for kernels, in its order. */
    static List<KernelSpec> known() {
        var named =
                Optional.ofNullable(System.getenv("JUPYTER_PATH")).orElse("").split(File.pathSeparator);
        var system = System.getProperty("os.name").startsWith("Windows")
                ? Stream.ofNullable(System.getenv("PROGRAMDATA")).map(data -> in(Path.of(data, "jupyter")))
                : Stream.of("/usr/local", "/usr").map(prefix -> under(Path.of(prefix)));
        return Stream.of(
                        Stream.of(named).filter(data -> !data.isBlank()).map(data -> in(Path.of(data))),
                        Stream.of(ofUser()),
                        Programs.pythonPrefix().map(KernelSpec::under).stream(),
                        system)
                .flatMap(specs -> specs)
                .distinct()
                .toList();
    }

    /** Below an installation's prefix, such as {@code /usr/local}. */
    static KernelSpec under(Path prefix) {
        return in(prefix.resolve("share/jupyter"));
    }

    private static KernelSpec in(Path data) {
        return new KernelSpec(data.resolve("kernels").resolve(NAME).toAbsolutePath());
    }

    /** What a notebook says of its kernel. */
    static JsonObject metadata() {
        var metadata = new JsonObject();
        metadata.addProperty("display_name", TITLE);
        metadata.addProperty("language", "java");
        metadata.addProperty("name", NAME);
        return metadata;
    }

    /** Writes the files, each whole or not at all, the one that counts last. */
    void install() {
        for (var picture : PICTURES) {
            WholeFile.write(folder.resolve(picture), out -> {
                try (var in = KernelSpec.class.getResourceAsStream(picture)) {
                    in.transferTo(out);
                }
            });
        }
        var spec = new JsonObject();
        var command = new JsonArray();
        JavaCommand.kernel(
                        JavaCommand.installedClassPath(),
                        ClassArchive.installed().use())
                .forEach(command::add);
        command.add("{connection_file}");
        spec.add("argv", command);
        var environment = new JsonObject();
        JavaCommand.ENVIRONMENT.forEach(environment::addProperty);
        spec.add("env", environment);
        spec.addProperty("display_name", TITLE);
        spec.addProperty("language", "java");
        spec.addProperty("interrupt_mode", "message");
        var metadata = new JsonObject();
        metadata.addProperty("debugger", false);
        spec.add("metadata", metadata);
        var json = new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(spec) + "\n";
        WholeFile.write(folder.resolve("kernel.json"), out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    }

    boolean isInstalled() {
        return Files.isRegularFile(folder.resolve("kernel.json"));
    }

    /** Why it cannot start the kernel of this checkout; empty where it can. */
    Optional<String> fault() {
        try {
            var json = JsonParser.parseString(Files.readString(folder.resolve("kernel.json")));
            var command = json.getAsJsonObject().getAsJsonArray("argv").asList().stream()
                    .map(JsonElement::getAsString)
                    .toList();
            if (!Files.isExecutable(Path.of(command.get(0)))) {
                return Optional.of("no " + command.get(0));
            }
            var classPath = command.get(command.indexOf("-cp") + 1);
            return classPath.equals(JavaCommand.installedClassPath())
                    ? Optional.empty()
                    : Optional.of("of another Striate, " + classPath);
        } catch (IOException | RuntimeException e) { // whatever a damaged file holds
            return Optional.of("kernel.json cannot be read");
        }
    }

    /** Removes what {@link #install} wrote, and the folder if nothing else is in it. */
    void uninstall() {
        try {
            for (var picture : PICTURES) {
                Files.deleteIfExists(folder.resolve(picture));
            }
            Files.deleteIfExists(folder.resolve("kernel.json"));
            if (Files.isDirectory(folder)) {
                try (var left = Files.list(folder)) {
                    if (left.findAny().isPresent()) {
                        return;
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
