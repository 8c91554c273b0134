package org.striate.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the kernel is started: with this JDK and this class path. */
final class JavaCommand {

    private static final int FIRST_WITH_NATIVE_ACCESS = 24;

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
        command.add("--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED"); // see JShellMemory
        command.add("-Djava.awt.headless=true");
        command.add("-Dai.djl.offline=true");
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
