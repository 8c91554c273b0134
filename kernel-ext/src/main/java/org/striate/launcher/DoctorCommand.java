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
        ok("JDK", System.getProperty("java.version") + ", " + JavaCommand.java());
        ok("machine", runtime.availableProcessors() + " cores, heap up to " + (runtime.maxMemory() >> 20) + " MB");
        fonts();
        natives("OpenBLAS", DoctorCommand::openBlas);
        natives("PyTorch", DoctorCommand::pyTorch);
        kernelspecs();
        jupyter();
        data();
        return wellEnough ? 0 : 1;
    }

    /** Figures have labels; some servers have no font at all. */
    private void fonts() {
        var advice = "; figures need one (Debian: apt-get install fontconfig fonts-dejavu-core)";
        try {
            int families = GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
            if (families > 0) {
                ok("fonts", families + " families");
            } else {
                mend("fonts", "none" + advice);
            }
        } catch (RuntimeException | Error e) { // the JDK's own says so by an InternalError
            mend("fonts", "none (" + e + ")" + advice);
        }
    }

    private void natives(String name, Callable<String> load) {
        try {
            ok(name, load.call());
        } catch (Exception | LinkageError e) {
            mend(name, "does not load (" + e + "); delete .djl.ai and .javacpp in your home folder, then build again");
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

    private void kernelspecs() {
        var installed =
                KernelSpec.known().stream().filter(KernelSpec::isInstalled).toList();
        installed.forEach(spec -> spec.fault()
                .ifPresentOrElse(
                        fault -> mend("kernelspec", spec.folder() + ": " + fault + "; ./striate install"),
                        () -> ok("kernelspec", spec.folder().toString())));
        if (installed.isEmpty()) {
            none("kernelspec", "not installed; ./striate install");
        }
    }

    private static void jupyter() {
        var found = Programs.find("jupyter-lab", "jupyter-notebook");
        found.ifPresentOrElse(
                path -> ok(
                        "Jupyter",
                        path + " "
                                + Programs.firstLine(path.toString(), "--version")
                                        .orElse("")),
                () -> none("Jupyter", "not on the PATH; ./striate lab makes one, ./striate run needs none"));
    }

    private void data() {
        var given = Optional.ofNullable(System.getenv("STRIATE_DATA")).filter(folder -> !folder.isBlank());
        given.ifPresent(folder -> {
            if (Files.isDirectory(Path.of(folder))) {
                ok("STRIATE_DATA", folder);
            } else {
                mend("STRIATE_DATA", folder + " is no folder");
            }
        });
        for (var set : Recordings.list().dataSets()) {
            if (!Recordings.isHere(set.name())) {
                none(set.name(), "not here; ./striate data fetch " + set.name() + " (" + set.megabytes() + ")");
                continue;
            }
            try {
                ok(set.name(), Recordings.where(set.name()).get(0).getParent().toString());
            } catch (BadInput e) {
                mend(set.name(), e.getMessage());
            }
        }
    }

    private static void ok(String what, String finding) {
        say("ok", what, finding);
    }

    /** Something that nothing else needs. */
    private static void none(String what, String finding) {
        say("none", what, finding);
    }

    private void mend(String what, String finding) {
        wellEnough = false;
        say("mend", what, finding);
    }

    private static void say(String word, String what, String finding) {
        System.out.printf("%-5s %-18s %s%n", word, what, finding);
    }
}
