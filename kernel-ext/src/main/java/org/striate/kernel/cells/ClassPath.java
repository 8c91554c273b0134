package org.striate.kernel.cells;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes of the class path by their packages. Each jar's directory is read once, on a thread of its own, for the
 * compiler and for who completes names; the compiler alone would read it again, more slowly, for each of its kinds of task.
 */
final class ClassPath {

    private static final String CLASS = ".class";

    /** A jar or a folder. */
    interface Part {

        /** Names without their ending, of the classes in a folder such as {@code java/util}. */
        List<String> classes(String folder);

        Set<String> folders();

        byte[] bytes(String file) throws IOException;

        URI uri(String file);
    }

    private static final class Jar implements Part {

        private final Path path;
        private final ZipFile zip;
        private final Map<String, List<String>> byFolder = new HashMap<>();

        Jar(Path path) throws IOException {
            this.path = path;
            this.zip = new ZipFile(path.toFile());
            zip.entries().asIterator().forEachRemaining(entry -> add(entry.getName()));
        }

        private void add(String name) {
            if (name.endsWith(CLASS) && !name.startsWith("META-INF/")) {
                int slash = Math.max(0, name.lastIndexOf('/'));
                byFolder.computeIfAbsent(name.substring(0, slash), folder -> new ArrayList<>())
                        .add(name.substring(slash == 0 ? 0 : slash + 1, name.length() - CLASS.length()));
            }
        }

        @Override
        public List<String> classes(String folder) {
            return byFolder.getOrDefault(folder, List.of());
        }

        @Override
        public Set<String> folders() {
            return byFolder.keySet();
        }

        @Override
        public byte[] bytes(String file) throws IOException {
            try (var in = zip.getInputStream(zip.getEntry(file))) {
                return in.readAllBytes();
            }
        }

        @Override
        public URI uri(String file) {
            return URI.create("jar:" + path.toUri() + "!/" + file);
        }

        /** What its manifest adds to the class path. */
        List<Path> referred() throws IOException {
            ZipEntry entry = zip.getEntry("META-INF/MANIFEST.MF");
            if (entry == null) {
                return List.of();
            }
            try (var in = zip.getInputStream(entry)) {
                var named = new Manifest(in).getMainAttributes().getValue("Class-Path");
                return named == null
                        ? List.of()
                        : Arrays.stream(named.strip().split("\\s+"))
                                .map(path.toUri()::resolve)
                                .filter(uri -> "file".equals(uri.getScheme()))
                                .map(Path::of)
                                .toList();
            }
        }
    }

    /** A folder is looked at anew each time: what is compiled into it may change. */
    private record Folder(Path path) implements Part {

        @Override
        public List<String> classes(String folder) {
            var there = path.resolve(folder);
            if (!Files.isDirectory(there)) {
                return List.of();
            }
            try (var files = Files.list(there)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(CLASS))
                        .map(name -> name.substring(0, name.length() - CLASS.length()))
                        .toList();
            } catch (IOException e) {
                return List.of(); // gone
            }
        }

        @Override
        public Set<String> folders() {
            try (Stream<Path> files = Files.walk(path)) {
                return files.filter(file -> file.toString().endsWith(CLASS))
                        .map(file ->
                                path.relativize(file.getParent()).toString().replace(File.separatorChar, '/'))
                        .collect(Collectors.toSet());
            } catch (IOException e) {
                return Set.of(); // gone
            }
        }

        @Override
        public byte[] bytes(String file) throws IOException {
            return Files.readAllBytes(path.resolve(file));
        }

        @Override
        public URI uri(String file) {
            return path.resolve(file).toUri();
        }
    }

    private final Map<Path, Part> parts = new LinkedHashMap<>();

    private ClassPath() {}

    /** That of this process; it is being read when this returns. */
    static ClassPath ofProcess() {
        var made = new ClassPath();
        var begun = new CountDownLatch(1);
        var reader = new Thread(
                () -> {
                    synchronized (made) {
                        begun.countDown();
                        names().forEach(name -> made.take(Path.of(name)));
                    }
                },
                "class path");
        reader.setDaemon(true);
        reader.start();
        try {
            begun.await(); // whoever asks from now on waits for all of it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return made;
    }

    /** The jars and folders that this process was started with. */
    static List<String> names() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> !part.isBlank())
                .toList();
    }

    private boolean take(Path path) {
        if (parts.containsKey(path)) {
            return false;
        }
        try {
            if (Files.isDirectory(path)) {
                parts.put(path, new Folder(path));
                return true;
            }
            parts.put(path, new Jar(path));
            return true;
        } catch (IOException | InvalidPathException e) {
            return false; // as the JVM does, pass over what cannot be read
        }
    }

    /** Adds a jar or a folder, and the jars that a jar's manifest refers to. */
    synchronized void add(Path path) {
        if (take(path) && parts.get(path) instanceof Jar jar) {
            try {
                jar.referred().forEach(this::add);
            } catch (IOException e) {
                return; // its classes are there all the same
            }
        }
    }

    /** The classes of a package, of the first part that has them first. */
    synchronized List<ClassFile> classes(String packageName) {
        var folder = packageName.replace('.', '/');
        var prefix = folder.isEmpty() ? "" : folder + "/";
        var found = new LinkedHashMap<String, ClassFile>();
        for (var part : parts.values()) {
            for (var name : part.classes(folder)) {
                found.computeIfAbsent(name, n -> new ClassFile(part, prefix + n));
            }
        }
        return List.copyOf(found.values());
    }

    /** All packages that have classes. */
    synchronized List<String> packages() {
        return parts.values().stream()
                .flatMap(part -> part.folders().stream())
                .distinct()
                .map(folder -> folder.replace('/', '.'))
                .toList();
    }

    /** How many jars and folders there are; grows when one is added. */
    synchronized int size() {
        return parts.size();
    }

    /** Tells of each class its package and its name within. */
    synchronized void forEach(BiConsumer<String, String> each) {
        parts.values()
                .forEach(part -> part.folders().forEach(folder -> {
                    var packageName = folder.replace('/', '.');
                    part.classes(folder).forEach(name -> each.accept(packageName, name));
                }));
    }
}
