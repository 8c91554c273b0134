package org.striate.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the kernel is started: with this JDK, this class path, and memory that is used again. */
final class JavaCommand {

    private static final int FIRST_WITH_NATIVE_ACCESS = 24;

    /**
     * What the kernel finds in its environment: glibc keeps native memory once touched for all threads, and the idle threads of
     * OpenBLAS and the engine do not spin against each other's. See decision 59.
     */
    static final Map<String, String> ENVIRONMENT = new TreeMap<>(Map.of(
            "GOMP_SPINCOUNT", "10000",
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_TRIM_THRESHOLD_", "1073741824",
            "MALLOC_MMAP_THRESHOLD_", "1073741824",
            "OPENBLAS_THREAD_TIMEOUT", "16"));

    private JavaCommand() {}

    /** The words of the command, up to the main class; the connection file follows. */
    static List<String> kernel(String classPath, List<String> jvm) {
        var command = new ArrayList<String>();
        command.add(java().toString());
        command.addAll(jvm);
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (System.getProperty("os.name").equals("Linux")) {
            command.add("-XX:+UseTransparentHugePages");
            command.add("-XX:MaxNewSize=256m"); // short-lived objects stay on pages that were touched before
        }
        command.add("--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED"); // see JShellMemory
        command.add("--add-opens=java.base/jdk.internal.loader=ALL-UNNAMED"); // see CellLoader
        command.add("-Djava.awt.headless=true");
        command.add("-Dai.djl.offline=true");
        command.add("-Dai.djl.default_engine=PyTorch"); // also where a session adds another engine
        command.add("-cp");
        command.add(classPath);
        command.add("org.striate.kernel.KernelMain");
        return command;
    }

    static Path java() {
        var windows = System.getProperty("os.name").startsWith("Windows");
        return Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
    }

    /** The folder of jars that this program runs from, as a class path that does not change when jars do. */
    static String installedClassPath() {
        var first = Path.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)[0])
                .toAbsolutePath();
        return first.toString().endsWith(".jar")
                ? first.getParent().resolve("*").toString()
                : System.getProperty("java.class.path");
    }
}
