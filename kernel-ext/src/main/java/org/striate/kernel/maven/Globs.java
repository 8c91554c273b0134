package org.striate.kernel.maven;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.striate.core.BadInput;
import org.striate.core.HomeFolder;

/** Files by a pattern such as {@code libs/*.jar}, from the notebook's folder. */
final class Globs {

    private static final String SPECIAL = "*?[{";

    private Globs() {}

    /**
     * The files and folders that a pattern names, sorted.
     *
     * @param magic for messages, such as {@code %jars}
     * @throws BadInput if there are none
     */
    static List<Path> find(String magic, String pattern) {
        var home = pattern.startsWith("~/") ? HomeFolder.path() + pattern.substring(1) : pattern;
        try {
            var found = matching(home);
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException | InvalidPathException | PatternSyntaxException e) {
            throw nothing(magic, pattern, "cannot be looked for (" + e.getMessage() + ")");
        }
        throw nothing(magic, pattern, "names no file");
    }

    private static BadInput nothing(String magic, String pattern, String wrong) {
        return BadInput.of(
                magic + " " + pattern,
                wrong,
                "files seen from the notebook's folder, " + Path.of("").toAbsolutePath(),
                "Try " + magic + " libs/*.jar");
    }

    private static List<Path> matching(String pattern) throws IOException {
        int special = 0;
        while (special < pattern.length() && SPECIAL.indexOf(pattern.charAt(special)) < 0) {
            special++;
        }
        if (special == pattern.length()) {
            return Files.exists(Path.of(pattern)) ? List.of(Path.of(pattern)) : List.of();
        }
        int slash = pattern.lastIndexOf('/', special) + 1;
        var base = slash == 0 ? Path.of(".") : Path.of(pattern.substring(0, slash));
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        var rest = pattern.substring(slash);
        int depth = rest.contains("**")
                ? Integer.MAX_VALUE
                : 1 + (int) rest.chars().filter(c -> c == '/').count();
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
        try (var files = Files.walk(base, depth)) {
            return files.filter(file -> matcher.matches(base.relativize(file)))
                    .sorted()
                    .toList();
        }
    }
}
