package org.striate.kernel.cells;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Documentation comments out of the sources of our own classes, which are part of the distribution. */
final class Javadocs {

    private static final Pattern METHOD = Pattern.compile("(?:.*[\\s.])?(\\w+)(?:<[^(]*>)?\\.(\\w+)\\((.*)\\).*");
    private static final Pattern CONSTRUCTOR = Pattern.compile("(?:.*[\\s.])?(\\w+)\\((.*)\\).*");
    private static final Pattern TYPE = Pattern.compile("(?:.*[\\s.])?(\\w+)(?:<.*>)?");

    private static Map<String, Source> sources = Map.of();

    private Javadocs() {}

    /** A source file: in a folder, or in an archive. */
    private record Source(Path place, String entry) {

        String text() throws IOException {
            if (entry.isEmpty()) {
                return Files.readString(place);
            }
            try (var zip = new ZipFile(place.toFile());
                    var in = zip.getInputStream(zip.getEntry(entry))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    /** The comment on what a signature such as {@code Gratings Stimuli.gratings()} names. */
    static Optional<String> of(String signature) {
        var method = METHOD.matcher(signature);
        if (method.matches()) {
            return comment(method.group(1), method.group(2), count(method.group(3)));
        }
        var constructor = CONSTRUCTOR.matcher(signature);
        if (constructor.matches()) {
            return comment(constructor.group(1), "<init>", count(constructor.group(2)))
                    .or(() -> comment(constructor.group(1), "", 0));
        }
        var type = TYPE.matcher(signature);
        return type.matches() ? comment(type.group(1), "", 0) : Optional.empty();
    }

    private static int count(String parameters) {
        var flat = parameters.replaceAll("<[^<>]*(?:<[^<>]*>[^<>]*)*>", "");
        return flat.isBlank() ? 0 : flat.split(",").length;
    }

    private static synchronized Map<String, Source> sources() {
        if (sources.isEmpty()) {
            sources = new HashMap<>();
            for (var part : ClassPath.names()) {
                var folder = Path.of(part).toAbsolutePath().getParent();
                folders(folder).forEach(Javadocs::addFolder);
                var archive = folder.resolveSibling("sources.zip");
                if (Files.isRegularFile(archive)) {
                    addArchive(archive);
                    break;
                }
            }
        }
        return sources;
    }

    /** In a checkout the sources lie beside what was built of them. */
    private static List<Path> folders(Path built) {
        var source = built.resolveSibling("src").resolve("main/java/org/striate");
        return Files.isDirectory(source) ? List.of(source) : List.of();
    }

    private static void addFolder(Path folder) {
        try (var files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                var name = file.getFileName().toString();
                sources.put(name.substring(0, name.length() - ".java".length()), new Source(file, ""));
            });
        } catch (IOException e) {
            return; // no comments from there
        }
    }

    private static void addArchive(Path archive) {
        try (var zip = new ZipFile(archive.toFile())) {
            zip.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".java"))
                    .forEach(name -> {
                        var simple = name.substring(name.lastIndexOf('/') + 1, name.length() - ".java".length());
                        sources.put(simple, new Source(archive, name));
                    });
        } catch (IOException e) {
            return; // no comments from there
        }
    }

    private static Optional<String> comment(String type, String method, int parameters) {
        var source = sources().get(type);
        if (source == null) {
            return Optional.empty();
        }
        try {
            var found = new ArrayList<String>();
            var text = source.text();
            var file = new SimpleJavaFileObject(URI.create("string:///" + type + ".java"), Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return text;
                }
            };
            var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(null, null, problem -> {}, List.of("-proc:none"), null, List.of(file));
            var comments = DocTrees.instance(task);
            for (var unit : task.parse()) {
                new Finder(comments, type, method, parameters, found).scan(unit, null);
            }
            return found.stream().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Collects the comments of a type, or of its methods with that name and so many parameters. */
    private static final class Finder extends TreePathScanner<Void, Void> {

        private final DocTrees comments;
        private final String type;
        private final String method;
        private final int parameters;
        private final List<String> found;

        Finder(DocTrees comments, String type, String method, int parameters, List<String> found) {
            this.comments = comments;
            this.type = type;
            this.method = method;
            this.parameters = parameters;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            if (method.isEmpty() && tree.getSimpleName().contentEquals(type)) {
                add(getCurrentPath());
            }
            return super.visitClass(tree, nothing);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            if (tree.getName().contentEquals(method) && tree.getParameters().size() == parameters) {
                add(getCurrentPath());
            }
            return super.visitMethod(tree, nothing);
        }

        private void add(TreePath path) {
            Optional.ofNullable(comments.getDocComment(path)).ifPresent(found::add);
        }
    }

    /** A comment as plain text: without tags of HTML and of Javadoc. */
    static String plain(String comment) {
        return comment.replaceAll("\\{@(?:code|literal|link|linkplain|value) +([^{}]*)}", "$1")
                .replaceAll("(?i)<(?:p|br|/li|/tr|/h\\d|/pre|pre|ul|/ul|ol|/ol)\\s*/?>", "\n")
                .replaceAll("(?i)<li>", "- ")
                .replaceAll("</?[a-zA-Z][^<>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .replaceAll("(?m)^ +", "")
                .replaceAll("(?m)^@param +(\\S+)", "  $1:")
                .replaceAll("(?m)^@returns? +", "  returns: ")
                .replaceAll("(?m)^@(?:throws|exception) +(\\S+)", "  throws $1:")
                .replaceAll("(?m)^@see +", "  see: ")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }
}
