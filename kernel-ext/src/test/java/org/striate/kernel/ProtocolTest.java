package org.striate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.striate.testing.Java25;
import org.striate.testing.Needs;

/** The kernel as a process, driven by Python's own Jupyter client. */
class ProtocolTest {

    private static final Path OWN = Path.of(System.getProperty("java.home"));

    @Test
    @Needs(Needs.What.JUPYTER)
    void pythonsClientFindsEveryFactTrue(@TempDir Path folder) throws Exception {
        requireFacts(run("protocol.py", OWN, folder));
    }

    @Test
    @Needs(Needs.What.JUPYTER)
    void jupytersOwnKernelTestsPassAndNoneIsSkipped(@TempDir Path folder) throws Exception {
        requireConformance(run("conformance.py", OWN, folder));
    }

    @Test
    @Needs({Needs.What.JUPYTER, Needs.What.JAVA_25})
    void pythonsClientFindsEveryFactTrueOnTheNewestJava(@TempDir Path folder) throws Exception {
        requireFacts(run("protocol.py", Java25.home().orElseThrow(), folder));
    }

    @Test
    @Needs({Needs.What.JUPYTER, Needs.What.JAVA_25})
    void jupytersOwnKernelTestsPassOnTheNewestJava(@TempDir Path folder) throws Exception {
        requireConformance(run("conformance.py", Java25.home().orElseThrow(), folder));
    }

    private static void requireFacts(List<String> lines) {
        assertThat(lines).as(String.join("\n", lines)).contains("done").noneMatch(line -> line.startsWith("FAIL"));
        assertThat(lines.stream().filter(line -> line.startsWith("ok"))).hasSizeGreaterThan(87);
    }

    private static void requireConformance(List<String> lines) {
        assertThat(lines).as(String.join("\n", lines)).contains("skipped []", "done");
    }

    private static List<String> run(String name, Path java, Path folder) throws Exception {
        var script = Path.of(ProtocolTest.class.getResource(name).toURI());
        // Debian's own Python: another one on the PATH may not have its packages.
        var command = new ArrayList<>(List.of("/usr/bin/python3", script.toString()));
        command.add(java.resolve("bin/java").toString());
        if (Runtime.version().feature() >= 24 || !java.equals(OWN)) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED");
        command.add("--add-opens=java.base/jdk.internal.loader=ALL-UNNAMED");
        command.add("-Djava.awt.headless=true");
        command.addAll(List.of("-Xmx600m", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), KernelMain.class.getName()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("STRIATE_HISTORY", folder.resolve("history.jsonl").toString());
        var process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
