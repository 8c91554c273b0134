package org.striate.kernel.cells;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Top-level classes by their simple names: those of the JDK's java modules and of the class path, also of jars added later. */
final class ClassNames {

    private final ClassPath classPath;
    private final TreeMap<String, List<String>> ofJdk = new TreeMap<>();
    private volatile TreeMap<String, List<String>> all = new TreeMap<>();
    private volatile int known;

    ClassNames(ClassPath classPath) {
        this.classPath = classPath;
    }

    /** Full names of the classes with this simple name, the JDK's first. */
    List<String> named(String simpleName) {
        read();
        return all.getOrDefault(simpleName, List.of()).stream()
                .map(in -> in + "." + simpleName)
                .toList();
    }

    /** Full names of the classes whose simple name begins so; none until they were read: who types does not wait. */
    List<String> beginningWith(String prefix) {
        if (known == 0) {
            return List.of();
        }
        read();
        return all.subMap(prefix, prefix + Character.MAX_VALUE).entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(in -> in + "." + entry.getKey()))
                .toList();
    }

    /** What may follow in the name of a package that ends in a point: the next parts of the names of those within. */
    List<String> packagesIn(String outer) {
        var exported = ModuleLayer.boot().modules().stream()
                .flatMap(module -> module.getDescriptor().exports().stream())
                .filter(exports -> !exports.isQualified())
                .map(Exports::source);
        return Stream.concat(exported, classPath.packages().stream())
                .filter(name -> name.startsWith(outer) && name.length() > outer.length())
                .map(name -> name.substring(outer.length()).replaceAll("\\..*", ""))
                .distinct()
                .sorted()
                .toList();
    }

    /** Reads them all, which takes a moment; again where jars were added. */
    synchronized void read() {
        int now = classPath.size();
        if (known == now) {
            return;
        }
        if (ofJdk.isEmpty()) {
            readJdk();
        }
        var names = new TreeMap<String, List<String>>();
        ofJdk.forEach((name, packages) -> names.put(name, new ArrayList<>(packages)));
        classPath.forEach((packageName, name) -> add(packageName, name, names));
        all = names;
        known = now;
    }

    private void readJdk() {
        var modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        try (var found = Files.list(modules)) {
            found.filter(module -> module.getFileName().toString().startsWith("java."))
                    .forEach(module -> Stream.of("java", "javax").forEach(top -> readFolder(module, top)));
        } catch (IOException e) {
            return; // fewer names to offer
        }
    }

    private void readFolder(Path module, String top) {
        if (!Files.isDirectory(module.resolve(top))) {
            return;
        }
        try (Stream<Path> files = Files.walk(module.resolve(top))) {
            files.map(file -> module.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .forEach(file -> {
                        int slash = file.lastIndexOf('/');
                        var name = file.substring(slash + 1, file.length() - ".class".length());
                        add(file.substring(0, slash).replace('/', '.'), name, ofJdk);
                    });
        } catch (IOException e) {
            return; // fewer names to offer
        }
    }

    private static void add(String packageName, String name, TreeMap<String, List<String>> names) {
        boolean topLevel = name.indexOf('$') < 0 && name.indexOf('-') < 0;
        var in = "." + packageName + ".";
        if (topLevel && !packageName.isEmpty() && !in.contains(".internal.") && !in.contains(".impl.")) {
            names.computeIfAbsent(name, n -> new ArrayList<>()).add(packageName);
        }
    }
}
