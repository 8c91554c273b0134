package org.striate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    /** As it looks when a process ends within a character of two bytes, and when a disk gives back something else. */
    @Test
    void badBytesHideTheirLineAlone(@TempDir Path folder) throws IOException {
        var file = folder.resolve("history.jsonl");
        new History(Optional.of(file)).add(1, "int first = 1;", Optional.empty());
        var cut = "{\"session\":2,\"line\":1,\"source\":\"gr\u00f6".getBytes(StandardCharsets.UTF_8);
        Files.write(file, java.util.Arrays.copyOf(cut, cut.length - 1), StandardOpenOption.APPEND);
        Files.writeString(file, "\n{\"session\":null,\"line\":1,\"source\":\"\"}\n", StandardOpenOption.APPEND);
        new History(Optional.of(file)).add(1, "int second = 2;", Optional.of("2"));
        assertThat(new History(Optional.of(file)).find(new JsonObject()))
                .hasToString("[[1,1,\"int first = 1;\"],[2,1,\"int second = 2;\"]]");
    }
}
