package org.striate.kernel.maven;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipFile;
import org.striate.core.BadInput;

/**
 * The jars that a session added to its class path. The kernel's own classes come first there, then those added first; a jar
 * that brings no package of its own is left out and named, one that brings some is added, and those it shares are named.
 */
final class SessionJars {

    private final Consumer<Path> classPath;
    private final Set<Path> added = new LinkedHashSet<>();

    /** @param classPath makes a jar or a folder of classes visible to cells */
    SessionJars(Consumer<Path> classPath) {
        this.classPath = classPath;
    }

    /** Adds jars and folders; says on the error stream which are left out or partly hidden. */
    synchronized AddedJars add(List<Path> entries) {
        var fresh = new ArrayList<Path>();
        int here = 0;
        for (var each : entries) {
            var entry = each.toAbsolutePath().normalize();
            if (added.contains(entry) || isHere(entry)) {
                here++;
                continue;
            }
            classPath.accept(entry);
            added.add(entry);
            fresh.add(entry);
        }
        return new AddedJars(fresh, here);
    }

    private boolean isHere(Path entry) {
        if (Files.isDirectory(entry)) {
            return false;
        }
        var classes = onePerPackage(entry);
        try (var seen = new URLClassLoader(urls(), SessionJars.class.getClassLoader())) {
            var owners = new LinkedHashMap<String, Integer>();
            classes.forEach(name -> owner(seen, name).ifPresent(jar -> owners.merge(jar, 1, Integer::sum)));
            int known = owners.values().stream().mapToInt(Integer::intValue).sum();
            owners.remove(entry.getFileName().toString());
            boolean here = known > 0 && known == classes.size();
            if (!owners.isEmpty()) {
                say(entry, owners, here);
            }
            return here;
        } catch (IOException e) {
            throw unreadable(entry, e);
        }
    }

    private static void say(Path entry, Map<String, Integer> owners, boolean here) {
        var jars = owners.keySet().stream().limit(5).toList();
        var others = String.join(", ", jars) + (owners.size() > jars.size() ? ", ..." : "");
        System.err.println(
                here
                        ? entry.getFileName() + " is not used: its classes are here from " + others
                        : entry.getFileName() + " holds classes that are here from " + others + "; those are used");
    }

    private URL[] urls() {
        return added.stream().map(SessionJars::url).toArray(URL[]::new);
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry.toString(), e);
        }
    }

    /** The file name of the jar, or the folder, that a class comes from. */
    private static Optional<String> owner(ClassLoader loader, String name) {
        return Optional.ofNullable(loader.getResource(name)).map(found -> {
            try {
                var jar = found.openConnection() instanceof JarURLConnection in ? in.getJarFileURL() : found;
                var path = jar.getPath();
                return path.substring(path.lastIndexOf('/') + 1);
            } catch (IOException e) {
                return found.toString();
            }
        });
    }

    private static List<String> onePerPackage(Path jar) {
        var classes = new LinkedHashMap<String, String>();
        try (var zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF/"))
                    .forEach(name -> classes.putIfAbsent(name.substring(0, name.lastIndexOf('/')), name));
        } catch (IOException e) {
            throw unreadable(jar, e);
        }
        return List.copyOf(classes.values());
    }

    private static BadInput unreadable(Path jar, IOException e) {
        return BadInput.of(
                "jar " + jar, "cannot be read (" + e.getMessage() + ")", "a jar", "Download or copy it again");
    }
}
