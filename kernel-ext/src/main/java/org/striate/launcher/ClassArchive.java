package org.striate.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.striate.core.WholeFile;

/**
 * Classes in the form that the JVM holds in memory, so that a kernel starts without reading and checking them: a
 * class-data-sharing archive, or from JDK 25 on a cache that holds linked classes too. The JVM passes over an archive that
 * does not fit its jars; this makes a new one.
 *
 * @param file where it is; named after the JDK, beside the folder of jars
 */
record ClassArchive(Path file) {

    private static final int FIRST_WITH_CACHE = 25;
    private static final long REHEARSAL_SECONDS = 240;
    private static final List<String> REHEARSAL = List.of(
            "int a = 40;\nint b = 2;\na + b",
            "System.out.println(List.of(a, b));",
            "class Pair { int x; Pair(int x) { this.x = x; } int twice() { return 2 * x; } }\nnew Pair(4).twice()",
            "Stream.of(1, 2).map(i -> i + a).toList()",
            "display(\"<b>x</b>\", \"text/html\");",
            "Stimuli.gratings().orientations(4).phases(2)",
            "%who",
            "unknown + 1",
            "1 / (a - a)");

    /** For this JDK and the jars that this program runs from; there is none where it runs from folders of classes. */
    static ClassArchive installed() {
        var jars = Path.of(JavaCommand.installedClassPath().replaceFirst("\\*$", "jars"));
        return new ClassArchive(
                jars.getParent().resolveSibling("classes-" + System.getProperty("java.version") + ".jsa"));
    }

    private static boolean possible() {
        return JavaCommand.installedClassPath().endsWith("*");
    }

    /** The words that make a JVM use it; a missing archive, or one that does not fit, is passed over without a word. */
    List<String> use() {
        if (!possible()) {
            return List.of();
        }
        boolean cache = Runtime.version().feature() >= FIRST_WITH_CACHE;
        return List.of(
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                (cache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file,
                "-Dstriate.archive=" + file);
    }

    /** Whether it is there and newer than every jar, or cannot be had at all. */
    boolean isFresh() {
        if (!possible()) {
            return true;
        }
        try (var jars = Files.list(file.resolveSibling("lib"))) {
            var made = Files.getLastModifiedTime(file);
            return jars.allMatch(jar -> {
                try {
                    return Files.getLastModifiedTime(jar).compareTo(made) < 0;
                } catch (IOException e) {
                    return false;
                }
            });
        } catch (IOException e) {
            return false;
        }
    }

    /** Removes it, if it is there; whether that was possible. */
    boolean remove() {
        return file.toFile().delete() || !Files.exists(file);
    }

    /** Makes it unless another process is about to; whether it is there now. */
    boolean makeAlone() {
        var lock = file.resolveSibling(file.getFileName() + ".lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var mine = channel.tryLock()) {
            if (mine == null) {
                return false;
            }
            boolean made = make();
            Files.deleteIfExists(lock);
            return made;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Makes it, by a kernel that runs a few cells.
     *
     * @return whether that was possible; a kernel starts without it too
     */
    boolean make() {
        boolean cache = Runtime.version().feature() >= FIRST_WITH_CACHE;
        var fresh = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        var words = new ArrayList<>(
                List.of("-Xlog:disable", (cache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + fresh));
        try {
            Files.deleteIfExists(fresh);
            var kernel = KernelProcess.start(file.getParent(), words);
            try (var client = new KernelClient(kernel)) {
                client.waitUntilReady();
                for (var cell : REHEARSAL) {
                    client.execute(cell, REHEARSAL_SECONDS, output -> {});
                }
                client.shutDown();
                kernel.waitForEnd(REHEARSAL_SECONDS);
            }
            WholeFile.move(fresh, file);
            return true;
        } catch (IOException | RuntimeException e) {
            fresh.toFile().delete();
            return false;
        }
    }
}
