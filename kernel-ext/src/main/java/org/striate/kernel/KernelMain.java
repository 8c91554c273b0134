package org.striate.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.striate.kernel.cells.Evaluator;
import org.striate.magics.Magic;

/** Starts the kernel: {@code java -cp .. org.striate.kernel.KernelMain CONNECTION_FILE}. */
public final class KernelMain {

    private KernelMain() {}

    /** Serves until a client asks for the end or the process that started the kernel is gone. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: KernelMain CONNECTION_FILE");
            System.exit(2);
        }
        takeHome();
        Parent.endWithIt();
        var evaluator = new FutureTask<>(() -> new Evaluator(magics()));
        new Thread(evaluator, "evaluator").start(); // it takes longer than all the rest
        var connection = KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0])));
        new Kernel(new Sockets(connection), evaluator).serve();
        System.exit(0); // threads that cells left behind must not keep the process
    }

    /** As Jupyter does; Java goes by the system's list of users, in which one of a container may not be. */
    private static void takeHome() {
        boolean windows = System.getProperty("os.name").startsWith("Windows"); // it has another variable for it
        Optional.ofNullable(System.getenv("HOME"))
                .filter(home -> !home.isBlank() && !windows)
                .ifPresent(home -> System.setProperty("user.home", home));
    }

    private static List<Magic> magics() {
        var found = ServiceLoader.load(Magic.class).stream().map(ServiceLoader.Provider::get);
        return Stream.concat(found, Stream.of(TextMagic.of("html"), TextMagic.of("markdown")))
                .toList();
    }
}
