package org.striate.launcher;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.striate.core.BadInput;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts the kernel where Jupyter finds it. */
@Command(name = "install", description = "Makes the kernel known to Jupyter.", mixinStandardHelpOptions = true)
final class InstallCommand implements Callable<Integer> {

    /** Where to; the user's own folder where nothing is said. */
    static final class Place {

        @Option(names = "--user", description = "for this user (the default)")
        private boolean user;

        @Option(names = "--prefix", paramLabel = "DIR", description = "below DIR/share/jupyter")
        private Path prefix;

        @Option(names = "--sys-prefix", description = "for the Python environment in use")
        private boolean sysPrefix;

        static KernelSpec spec(Place place) {
            if (place != null && place.prefix != null) {
                return KernelSpec.under(place.prefix);
            }
            return place != null && place.sysPrefix ? KernelSpec.under(pythonPrefix()) : KernelSpec.ofUser();
        }

        private static Path pythonPrefix() {
            return Programs.pythonPrefix()
                    .orElseThrow(() -> BadInput.of(
                            "--sys-prefix",
                            "no Python on the PATH",
                            "a Python environment",
                            "./striate install --user"));
        }
    }

    @ArgGroup
    private Place place;

    @Override
    public Integer call() {
        var spec = Place.spec(place);
        spec.install();
        var archive = ClassArchive.installed();
        if (!archive.isFresh() && !archive.make()) {
            System.out.println(
                    "Its classes could not be archived; it starts a little later without: " + archive.file());
        }
        System.out.println("The kernel \"Java (Striate)\" is in " + spec.folder());
        return 0;
    }
}
