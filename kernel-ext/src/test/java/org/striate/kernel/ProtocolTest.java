package org.striate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.striate.testing.Needs;

/** The kernel as a process, driven by Python's own Jupyter client. */
class ProtocolTest {

    @Test
    @Needs(Needs.What.JUPYTER)
    void pythonsClientFindsEveryFactTrue() throws Exception {
        var script = Path.of(ProtocolTest.class.getResource("protocol.py").toURI());
        // Debian's own Python: another one on the PATH may not have its packages.
        var command = new ArrayList<>(List.of("/usr/bin/python3", script.toString()));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"), KernelMain.class.getName()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines).as(String.join("\n", lines)).contains("done").noneMatch(line -> line.startsWith("FAIL"));
        assertThat(lines.stream().filter(line -> line.startsWith("ok"))).hasSize(21);
    }
}
