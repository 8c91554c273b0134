package org.striate.kernel.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.striate.core.Html;
import org.striate.core.Showable;

/**
 * What a magic did to the class path.
 *
 * @param jars what cells can use from now on
 * @param here how many jars need not be added, because their classes were there
 */
public record AddedJars(List<Path> jars, int here) implements Showable {

    private static final int MOST_NAMES = 10;

    /** Keeps a copy of the list. */
    public AddedJars {
        jars = List.copyOf(jars);
    }

    @Override
    public String toString() {
        var names = jars.stream()
                .limit(MOST_NAMES)
                .map(jar -> jar.getFileName().toString())
                .collect(Collectors.joining(", "));
        var said = jars.size() + (jars.size() == 1 ? " jar" : " jars") + " added"
                + (names.isEmpty() ? "" : ": " + names) + (jars.size() > MOST_NAMES ? ", ..." : "");
        return here == 0 ? said : said + "; " + here + " there already";
    }

    @Override
    public String toHtml() {
        return "<small>" + Html.escape(this) + "</small>";
    }
}
