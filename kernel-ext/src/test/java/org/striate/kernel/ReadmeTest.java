package org.striate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.striate.testing.Shared;

/** Runs the lines of Java in README.md, top to bottom, as one session. */
class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyLineRuns() throws IOException {
        var blocks = BLOCK.matcher(Files.readString(Shared.root().resolve("README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).isNotEmpty();
        try (var session = LiveSession.withMagics()) {
            blocks.stream().flatMap(String::lines).forEach(session::value);
        }
    }
}
