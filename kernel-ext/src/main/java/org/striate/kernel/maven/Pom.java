package org.striate.kernel.maven;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.model.io.xpp3.MavenXpp3Writer;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.striate.core.BadInput;

/** A project's file, with those of its parents beside it; the resolver finds them here and asks no repository for them. */
final class Pom implements WorkspaceReader {

    private final String name;
    private final Artifact artifact;
    private final Map<String, File> files = new HashMap<>();

    private Pom(String name, Model model, Path file) {
        this.name = name;
        this.artifact = new DefaultArtifact(group(model), model.getArtifactId(), "pom", version(model));
        remember(model, file);
    }

    /** A project's file. */
    static Pom of(Path file) {
        try {
            return new Pom(file.toString(), complete(read(Files.readString(file), file.toString())), file);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** The text of a project's file, or a part of it: bare dependencies and repositories will do. */
    static Pom ofText(String text) {
        var model = complete(read(whole(text), "the cell's POM"));
        try {
            var file = Files.createTempFile("cell", ".pom");
            file.toFile().deleteOnExit();
            try (var out = Files.newBufferedWriter(file)) {
                new MavenXpp3Writer().write(out, model);
            }
            return new Pom("the cell's POM", model, file);
        } catch (IOException e) {
            throw unreadable("the cell's POM", e);
        }
    }

    private static String whole(String text) {
        if (text.contains("<project")) {
            return text;
        }
        var inner = text.contains("<dependencies>") || text.contains("<repositories>") || !text.contains("<")
                ? text
                : gathered(text, "dependency", "dependencies") + gathered(text, "repository", "repositories");
        return "<project>" + inner + "</project>";
    }

    private static String gathered(String text, String one, String many) {
        var elements = java.util.regex.Pattern.compile("<" + one + ">.*?</" + one + ">", java.util.regex.Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(found -> found.group())
                .toList();
        return "<" + many + ">" + String.join("", elements) + "</" + many + ">";
    }

    private static Model read(String text, String name) {
        try {
            return new MavenXpp3Reader().read(new StringReader(text), false);
        } catch (IOException | XmlPullParserException e) {
            throw unreadable(name, e);
        }
    }

    private static BadInput unreadable(String name, Exception e) {
        return BadInput.of(
                name,
                "cannot be read ("
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")",
                "a Maven project's file",
                "%loadFromPOM pom.xml, from " + Path.of("").toAbsolutePath());
    }

    /** A part of a project need not say what the project is called. */
    private static Model complete(Model model) {
        model.setModelVersion("4.0.0");
        if (model.getParent() == null && model.getGroupId() == null) {
            model.setGroupId("notebook");
        }
        if (model.getArtifactId() == null) {
            model.setArtifactId("cell");
        }
        if (model.getParent() == null && model.getVersion() == null) {
            model.setVersion("1");
        }
        return model;
    }

    private static String group(Model model) {
        return model.getGroupId() == null ? model.getParent().getGroupId() : model.getGroupId();
    }

    private static String version(Model model) {
        return model.getVersion() == null ? model.getParent().getVersion() : model.getVersion();
    }

    private void remember(Model model, Path file) {
        var first = files.put(key(group(model), model.getArtifactId(), version(model)), file.toFile());
        var parent = model.getParent();
        if (first != null
                || parent == null
                || parent.getRelativePath() == null
                || parent.getRelativePath().isEmpty()) {
            return;
        }
        var beside =
                file.toAbsolutePath().resolveSibling(parent.getRelativePath()).normalize();
        var there = Files.isDirectory(beside) ? beside.resolve("pom.xml") : beside;
        if (Files.isRegularFile(there)) {
            try {
                var above = read(Files.readString(there), there.toString());
                if (parent.getArtifactId().equals(above.getArtifactId())) {
                    remember(above, there);
                }
            } catch (IOException e) {
                throw unreadable(there.toString(), e);
            }
        }
    }

    private static String key(String group, String artifact, String version) {
        return group + ":" + artifact + ":" + version;
    }

    String name() {
        return name;
    }

    Artifact artifact() {
        return artifact;
    }

    @Override
    public WorkspaceRepository getRepository() {
        return new WorkspaceRepository("notebook");
    }

    @Override
    public File findArtifact(Artifact wanted) {
        var key = key(wanted.getGroupId(), wanted.getArtifactId(), wanted.getVersion());
        return wanted.getExtension().equals("pom") ? files.get(key) : null;
    }

    @Override
    public List<String> findVersions(Artifact wanted) {
        return Optional.ofNullable(findArtifact(wanted)).map(file -> wanted.getVersion()).stream()
                .toList();
    }
}
