package org.striate.launcher;

import java.io.PrintWriter;
import java.util.Optional;
import org.striate.core.BadInput;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The main class of {@code ./striate}. */
@Command(
        name = "striate",
        description = "Goal-driven models of the brain in Jupyter, in Java.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        subcommands = {
            RunCommand.class,
            LabCommand.class,
            InstallCommand.class,
            UninstallCommand.class,
            DoctorCommand.class,
            DataCommand.class,
            ArchiveCommand.class
        })
public final class Launcher {

    private Launcher() {}

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Optional.ofNullable(Launcher.class.getPackage().getImplementationVersion());
            return new String[] {
                "striate " + version.orElse("development") + ", Java " + System.getProperty("java.version")
            };
        }
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /**
     * Runs a command line.
     *
     * @return its exit code: 0 for success, 1 for what went wrong, 2 for a wrong command line
     */
    public static int run(String... arguments) {
        return new CommandLine(new Launcher())
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    command.getErr().println(sentence(problem));
                    return 1;
                })
                .setErr(new PrintWriter(System.err, true))
                .setOut(new PrintWriter(System.out, true))
                .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    }

    private static String sentence(Exception problem) {
        return problem instanceof BadInput ? problem.getMessage() : "striate: " + problem;
    }
}
