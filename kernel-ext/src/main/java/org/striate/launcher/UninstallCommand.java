package org.striate.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** Takes the kernel away from Jupyter again. */
@Command(name = "uninstall", description = "Removes what install wrote.", mixinStandardHelpOptions = true)
final class UninstallCommand implements Callable<Integer> {

    @ArgGroup
    private InstallCommand.Place place;

    @Override
    public Integer call() {
        var spec = InstallCommand.Place.spec(place);
        boolean there = spec.isInstalled();
        spec.uninstall();
        var archive = ClassArchive.installed();
        if (!archive.remove()) {
            System.out.println("The archive of its classes could not be removed: " + archive.file());
        }
        System.out.println((there ? "Removed " : "There was no kernel in ") + spec.folder());
        return 0;
    }
}
