package org.striate.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.striate.core.BadInput;
import org.striate.core.HomeFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Opens JupyterLab, or Notebook, with the kernel. */
@Command(name = "lab", description = "Opens JupyterLab or Notebook with the kernel.", mixinStandardHelpOptions = true)
final class LabCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "PLACE", description = "a notebook or a folder")
    private Path place;

    @Override
    public Integer call() {
        KernelSpec.ofUser().install();
        var archive = ClassArchive.installed();
        if (!archive.isFresh()) { // new jars, or another JDK
            archive.make();
        }
        var command = new ArrayList<String>();
        command.add(Programs.find("jupyter-lab", "jupyter-notebook")
                .orElseGet(LabCommand::ownJupyter)
                .toString());
        if (place != null) {
            command.add(place.toString());
        }
        return Programs.run(command);
    }

    /** A JupyterLab in a virtual environment of our own, made on first use. */
    private static Path ownJupyter() {
        var home = HomeFolder.path().resolve(Path.of(".local", "share", "striate", "jupyter"));
        var lab = home.resolve(
                System.getProperty("os.name").startsWith("Windows") ? "Scripts/jupyter-lab.exe" : "bin/jupyter-lab");
        if (Files.isExecutable(lab)) {
            return lab;
        }
        var python = Programs.find("python3", "python").orElseThrow(LabCommand::noJupyter);
        System.out.println("No Jupyter on the PATH: making one in " + home);
        var pip = lab.resolveSibling("pip").toString();
        boolean made = Programs.run(List.of(python.toString(), "-m", "venv", home.toString())) == 0
                && Programs.run(List.of(pip, "install", "jupyterlab")) == 0;
        if (!made || !Files.isExecutable(lab)) {
            throw noJupyter();
        }
        return lab;
    }

    private static BadInput noJupyter() {
        return BadInput.of(
                "lab",
                "no Jupyter on the PATH, and none could be made with pip",
                "jupyter-lab or jupyter-notebook",
                "Get one: pip install jupyterlab (Debian: apt-get install jupyter-notebook)");
    }
}
