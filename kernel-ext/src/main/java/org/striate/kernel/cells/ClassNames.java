package org.striate.kernel.cells;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Top-level classes by their simple names: those of the JDK's java modules and of the class path. Read on first use. */
final class ClassNames {

    private static final ClassNames ALL = new ClassNames();

    private final TreeMap<String, List<String>> packages = new TreeMap<>();
    private boolean read;
    private volatile boolean ready;

    private ClassNames() {}

    /** Full names of the classes with this simple name, the JDK's first. */
    static List<String> named(String simpleName) {
        return ALL.read().getOrDefault(simpleName, List.of()).stream()
                .map(in -> in + "." + simpleName)
                .toList();
    }

    /** Reads them all, which takes a moment. */
    static void prepare() {
        ALL.readOnce();
    }

    /** Full names of the classes whose simple name begins so; none until they were read: who types does not wait. */
    static List<String> beginningWith(String prefix) {
        if (!ALL.ready) {
            return List.of();
        }
        return ALL.read().subMap(prefix, prefix + Character.MAX_VALUE).entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(in -> in + "." + entry.getKey()))
                .toList();
    }

    private synchronized void readOnce() {
        if (!read) {
            read = true;
            readJdk();
            Evaluator.classPath().forEach(this::readPart);
            ready = true;
        }
    }

    private TreeMap<String, List<String>> read() {
        readOnce();
        return packages;
    }

    private void readJdk() {
        var modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        try (var all = Files.list(modules)) {
            all.filter(module -> module.getFileName().toString().startsWith("java."))
                    .forEach(module -> readFolder(module, module.resolve("java"), module.resolve("javax")));
        } catch (IOException e) {
            return; // fewer names to offer
        }
    }

    private void readPart(String part) {
        var path = Path.of(part);
        if (Files.isDirectory(path)) {
            readFolder(path, path);
        } else if (part.endsWith(".jar")) {
            try (var jar = new JarFile(path.toFile())) {
                jar.stream().forEach(entry -> add(entry.getName()));
            } catch (IOException e) {
                return; // fewer names to offer
            }
        }
    }

    private void readFolder(Path root, Path... parts) {
        for (var part : parts) {
            if (Files.isDirectory(part)) {
                try (Stream<Path> files = Files.walk(part)) {
                    files.forEach(file -> add(root.relativize(file).toString().replace('\\', '/')));
                } catch (IOException e) {
                    continue; // fewer names to offer
                }
            }
        }
    }

    private void add(String file) {
        int slash = file.lastIndexOf('/');
        boolean isClass = file.endsWith(".class") && file.indexOf('$') < 0 && file.indexOf('-') < 0 && slash > 0;
        if (isClass && !file.startsWith("META-INF") && !file.contains("/internal/") && !file.contains("/impl/")) {
            var name = file.substring(slash + 1, file.length() - ".class".length());
            packages.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(file.substring(0, slash).replace('/', '.'));
        }
    }
}
