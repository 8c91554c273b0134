package org.striate.kernel.maven;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.striate.core.BadInput;
import org.striate.core.HomeFolder;
import org.striate.magics.CellMagic;
import org.striate.magics.Magic;

/** The magics that bring jars to a session; their names are those of IJava. */
public final class JarMagics {

    private static final Set<String> SCOPES = Set.of("compile", "runtime", "provided", "test", "system");

    private final SessionJars jars;
    /** Made when first asked: the resolver's classes are many. */
    private Repositories repositories;

    private JarMagics(Consumer<Path> classPath) {
        this.jars = new SessionJars(classPath);
    }

    /**
     * All of them.
     *
     * @param classPath makes a jar or a folder of classes visible to cells, at once
     */
    public static List<Magic> of(Consumer<Path> classPath) {
        var session = new JarMagics(classPath);
        return List.of(
                session.maven("maven"),
                session.maven("addMavenDependency"),
                session.repository("mavenRepo"),
                session.repository("addMavenRepo"),
                new JarMagic(
                        "jars",
                        AddedJars.class,
                        "%jars GLOB..",
                        "Adds jars to the class path. Example: %jars libs/*.jar",
                        words -> session.addJars("%jars", words),
                        typed -> files(typed, true)),
                new JarMagic(
                        "classpath",
                        AddedJars.class,
                        "%classpath GLOB..",
                        "Adds jars and folders of classes to the class path. Example: %classpath target/classes",
                        words -> session.jars.add(found("%classpath", words)),
                        typed -> files(typed, false)),
                session.new PomMagic());
    }

    private synchronized Repositories repositories() {
        if (repositories == null) {
            repositories = new Repositories(UserSettings.of(HomeFolder.path()));
        }
        return repositories;
    }

    private Magic maven(String name) {
        return new JarMagic(
                name,
                AddedJars.class,
                "%" + name + " [--from REPOSITORY].. GROUP:ARTIFACT:VERSION..",
                "Adds libraries, and all that they need, from Maven's repositories."
                        + " Example: %maven com.google.code.gson:gson:2.13.2",
                words -> load(name, words),
                typed -> typed.startsWith("-") ? List.of("--from") : List.of());
    }

    private AddedJars load(String name, List<String> words) {
        var coordinates = new ArrayList<String>();
        var from = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (word.equals("--from") && i + 1 < words.size()) {
                from.add(words.get(++i));
            } else if (word.startsWith("--from=")) {
                from.add(word.substring("--from=".length()));
            } else if (!word.equals("-v") && !word.equals("--verbose")) { // IJava's: progress is always shown
                coordinates.add(word);
            }
        }
        if (coordinates.isEmpty()) {
            throw BadInput.of(
                    "%" + name, "no coordinates", "group:artifact:version", "%maven com.google.code.gson:gson:2.13.2");
        }
        return jars.add(repositories().resolve(coordinates, from));
    }

    private Magic repository(String name) {
        return new JarMagic(
                name,
                String.class,
                "%" + name + " NAME URL",
                "Asks this repository too from now on, for %maven. Example: %mavenRepo team https://repo.example.org/maven2",
                words -> addRepository(name, words),
                typed -> List.of());
    }

    private String addRepository(String name, List<String> words) {
        if (words.size() != 2) {
            throw BadInput.of(
                    "%" + name,
                    words.size() + " words",
                    "a name and a URL",
                    "%mavenRepo team https://repo.example.org/m2");
        }
        var url = words.get(1);
        if (!isTrusted(url)) {
            throw BadInput.of(
                    "%" + name,
                    "\"" + url + "\"",
                    "an https: or file: URL, so that nobody on the way can change the jars",
                    "%mavenRepo " + words.get(0) + " " + url.replaceFirst("^(\\w+://)?", "https://"));
        }
        repositories().add(words.get(0), url);
        return "%maven asks " + String.join(", ", repositories().names());
    }

    private static boolean isTrusted(String url) {
        try {
            var uri = URI.create(url);
            var scheme = String.valueOf(uri.getScheme());
            boolean local = List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(uri.getHost()));
            return scheme.equals("https") || scheme.equals("file") || scheme.equals("http") && local;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private AddedJars addJars(String magic, List<String> words) {
        var found = new ArrayList<Path>();
        for (var path : found(magic, words)) {
            if (Files.isDirectory(path)) {
                found.addAll(Globs.find(magic, path + "/*.jar"));
            } else {
                found.add(path);
            }
        }
        return jars.add(found);
    }

    private static List<Path> found(String magic, List<String> words) {
        if (words.isEmpty()) {
            throw BadInput.of(magic, "no files", "at least one", "Try " + magic + " libs/*.jar");
        }
        return words.stream().flatMap(word -> Globs.find(magic, word).stream()).toList();
    }

    /** Files and folders whose path begins so. */
    private static List<String> files(String typed, boolean jarsAlone) {
        int slash = typed.lastIndexOf('/') + 1;
        var folder = typed.substring(0, slash);
        try (Stream<Path> files = Files.list(Path.of(folder.isEmpty() ? "." : folder))) {
            return files.filter(file -> Files.isDirectory(file)
                            || !jarsAlone
                            || file.toString().endsWith(".jar"))
                    .map(file -> folder + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .filter(path -> path.startsWith(typed) && !path.startsWith(".", slash))
                    .sorted()
                    .limit(200)
                    .toList();
        } catch (IOException | InvalidPathException e) {
            return List.of(); // nothing to offer there
        }
    }

    private AddedJars addProject(List<String> words) {
        if (words.isEmpty()) {
            throw BadInput.of("%loadFromPOM", "no file", "a Maven project's file", "%loadFromPOM pom.xml");
        }
        return addProject(Pom.of(Path.of(words.get(0))), words.subList(1, words.size()));
    }

    private AddedJars addProject(Pom pom, List<String> scopes) {
        for (var scope : scopes) {
            if (!SCOPES.contains(scope)) {
                throw BadInput.unknown("scope", scope, "Maven", SCOPES, String.join(", ", SCOPES));
            }
        }
        return jars.add(repositories().resolve(pom, Set.copyOf(scopes)));
    }

    /** {@code %loadFromPOM pom.xml}, and {@code %%loadFromPOM} with the project's text below. */
    private final class PomMagic extends JarMagic implements CellMagic {

        PomMagic() {
            super(
                    "loadFromPOM",
                    AddedJars.class,
                    "%loadFromPOM POM.XML [SCOPE]..\n       %%loadFromPOM [SCOPE]..",
                    "Adds what a Maven project needs: a file's, or that of the cell below, where bare dependencies will do."
                            + " Scopes: compile and runtime, unless others are named.",
                    words -> addProject(words),
                    typed -> files(typed, false));
        }

        @Override
        public AddedJars runCell(List<String> words, String body) {
            return addProject(Pom.ofText(body), words);
        }
    }
}
