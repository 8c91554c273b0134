package org.striate.launcher;

import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.striate.analysis.geometry.Rdms;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.UnitLayout;
import org.striate.datasets.Recordings;
import org.striate.models.Networks;
import picocli.CommandLine.Command;

/** Says what works on this machine, and how to mend what does not. */
@Command(
        name = "doctor",
        description = "Checks this machine: what works, and how to mend the rest.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private boolean wellEnough = true;

    @Override
    public Integer call() {
        var runtime = Runtime.getRuntime();
        say(true, "JDK", System.getProperty("java.version") + ", " + JavaCommand.java());
        say(
                true,
                "machine",
                runtime.availableProcessors() + " cores, heap up to " + (runtime.maxMemory() >> 20) + " MB");
        fonts();
        natives("OpenBLAS", DoctorCommand::openBlas);
        natives("PyTorch", DoctorCommand::pyTorch);
        var spec = KernelSpec.ofUser();
        say(
                spec.isInstalled(),
                "kernelspec",
                spec.isInstalled() ? spec.folder().toString() : "not installed; ./striate install");
        jupyter();
        data();
        return wellEnough ? 0 : 1;
    }

    /** Figures have labels; some servers have no font at all. */
    private void fonts() {
        try {
            int families = GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
            say(families > 0, "fonts", families + " families");
        } catch (RuntimeException | LinkageError e) {
            wellEnough = false;
            say(
                    false,
                    "fonts",
                    "none (" + e + "); figures need one (Debian: apt-get install fontconfig fonts-dejavu-core)");
        }
    }

    private void natives(String name, Callable<String> load) {
        try {
            say(true, name, load.call());
        } catch (Exception | LinkageError e) {
            wellEnough = false;
            say(
                    false,
                    name,
                    "does not load (" + e + "); delete .djl.ai and .javacpp in your home folder, then build again");
        }
    }

    private static String openBlas() {
        var rows = new float[][] {{1, 2, 4}, {1, 3, 2}};
        var layer =
                new Activations("doctor", "layer", List.of("a", "b"), UnitLayout.flat(3), rows, Origin.of("doctor"));
        return "two stimuli correlate at " + (1 - Rdms.correlation(layer).at(0, 1));
    }

    private static String pyTorch() {
        return Networks.tiltNet(16, 1).toString();
    }

    private static void jupyter() {
        var found = Programs.find("jupyter-lab", "jupyter-notebook");
        say(
                found.isPresent(),
                "Jupyter",
                found.map(path -> path + " "
                                + Programs.firstLine(path.toString(), "--version")
                                        .orElse(""))
                        .orElse("none on the PATH; ./striate lab makes one, ./striate run needs none"));
    }

    private static void data() {
        var given = Optional.ofNullable(System.getenv("STRIATE_DATA")).filter(folder -> !folder.isBlank());
        given.ifPresent(folder -> say(
                Files.isDirectory(Path.of(folder)),
                "STRIATE_DATA",
                folder + (Files.isDirectory(Path.of(folder)) ? "" : " is no folder")));
        for (var set : Recordings.list().dataSets()) {
            if (!Recordings.isHere(set.name())) {
                say(true, set.name(), "not here; ./striate data fetch " + set.name() + " (" + set.megabytes() + ")");
                continue;
            }
            try {
                say(
                        true,
                        set.name(),
                        Recordings.where(set.name()).get(0).getParent().toString());
            } catch (BadInput e) {
                say(false, set.name(), e.getMessage());
            }
        }
    }

    private static void say(boolean well, String what, String finding) {
        System.out.printf("%-5s %-18s %s%n", well ? "ok" : "mend", what, finding);
    }
}
