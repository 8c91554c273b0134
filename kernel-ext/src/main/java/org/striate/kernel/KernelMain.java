package org.striate.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
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
        Parent.endWithIt();
        var connection = KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0])));
        var magics = ServiceLoader.load(Magic.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        new Kernel(new Sockets(connection), List.copyOf(magics)).serve();
        System.exit(0); // threads that cells left behind must not keep the process
    }
}
