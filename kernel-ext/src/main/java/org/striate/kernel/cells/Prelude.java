package org.striate.kernel.cells;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.striate.magics.Imports;

/**
 * What every cell sees without an import of its own. JShell keeps all of it as the one snippet {@link #SOURCE}, which is
 * compiled once and named after its first line: that is this class, so that no import of the user's takes its place.
 */
public final class Prelude {

    private static final List<String> PACKAGES =
            Stream.concat(Imports.OF_JAVA.stream(), Imports.OF_STRIATE.stream()).toList();

    static final String SOURCE = Stream.of(
                    Stream.of("static org.striate.kernel.cells.Prelude.*", "static org.striate.kernel.Cell.*"),
                    PACKAGES.stream())
            .flatMap(each -> each)
            .map(name -> "import " + name + ";\n")
            .collect(Collectors.joining());

    private static final Set<String> SEEN = Stream.concat(Stream.of("java.lang.*"), PACKAGES.stream())
            .map(name -> name.replace(".*", ""))
            .collect(Collectors.toSet());

    /** What javac says of a name that two imported packages have. */
    private static final Pattern AMBIGUOUS = Pattern.compile(
            "reference to \\w+ is ambiguous\\s+both \\w+ ([\\w.]+) in \\S+ and \\w+ ([\\w.]+) in \\S+ match");

    private static final Pattern FULL = Pattern.compile("((?:[a-z_]\\w*\\.)+)(?=[A-Z])");

    private Prelude() {}

    /** The type that the session itself imported, where a name could also be one of ours. */
    static Optional<String> meant(String problem) {
        var both = AMBIGUOUS.matcher(problem);
        if (!both.find()) {
            return Optional.empty();
        }
        boolean firstIsOurs = isOurs(both.group(1));
        return firstIsOurs == isOurs(both.group(2)) ? Optional.empty() : Optional.of(both.group(firstIsOurs ? 2 : 1));
    }

    private static boolean isOurs(String type) {
        return Imports.OF_STRIATE.contains(type.substring(0, type.lastIndexOf('.')) + ".*");
    }

    /** A type's name without the packages that need not be named. */
    static String brief(String type) {
        return FULL.matcher(type).replaceAll(found -> {
            var before = found.group(1);
            return SEEN.contains(before.substring(0, before.length() - 1)) ? "" : before;
        });
    }
}
