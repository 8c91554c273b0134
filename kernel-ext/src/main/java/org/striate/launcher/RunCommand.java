package org.striate.launcher;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.striate.core.BadInput;
import org.striate.core.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a notebook top to bottom with the Java kernel, over the Jupyter protocol, without Python. */
@Command(name = "run", description = "Runs a notebook from top to bottom.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    static final long MOST_SECONDS = 1_000_000_000L;

    @Parameters(paramLabel = "NOTEBOOK", description = "the notebook to run")
    private Path notebook;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "where the executed notebook goes; NAME.executed.ipynb")
    private Path output;

    @Option(names = "--figures", paramLabel = "DIR", description = "where the figures go, as files")
    private Path figures;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            defaultValue = "600",
            description = "seconds a cell may take (${DEFAULT-VALUE})")
    private long timeout;

    @Option(names = "--html", description = "also write the executed notebook as a web page, beside it")
    private boolean html;

    private final CellOutputs outputs = new CellOutputs();
    private final Terminal terminal = new Terminal();
    private int pictures;

    @Override
    public Integer call() {
        var file = NotebookFile.load(notebook);
        var target = output == null ? executed() : output;
        requireSeconds();
        requireWritable(target);
        var page = target.resolveSibling(NotebookFile.name(target) + ".html");
        if (html) {
            requireWritable(page);
        }
        requireFigures();
        long start = System.nanoTime();
        try (var client = new KernelClient(KernelProcess.start(folder(notebook)))) {
            var failed = run(file, target, client);
            if (html) {
                file.writePage(page);
            }
            writeFigures(file.codeCells());
            double seconds = (System.nanoTime() - start) / 1e9;
            failed.ifPresentOrElse(
                    failure -> System.err.println(failure + "\nThe notebook up to that cell: " + target),
                    () -> System.out.printf(
                            Locale.ROOT,
                            "%d cells ran in %.1f s: %s%n%s%n",
                            file.codeCells().size(),
                            seconds,
                            target,
                            pictures()));
            if (html) {
                System.out.println("Its page: " + page);
            }
            return failed.isPresent() ? 1 : 0;
        } // no sooner, for a signal waits for the end of the kernel
    }

    private String pictures() {
        return figures == null
                ? pictures + " figures are in it; --figures DIR writes them as files too"
                : pictures + " figures: " + figures;
    }

    private Path executed() {
        return notebook.resolveSibling(NotebookFile.name(notebook) + ".executed.ipynb");
    }

    private void requireSeconds() {
        if (timeout < 1 || timeout > MOST_SECONDS) {
            throw BadInput.of(
                    "--timeout",
                    String.valueOf(timeout),
                    "1 to " + MOST_SECONDS + " seconds",
                    "For a cell that may take as long as it likes: --timeout " + MOST_SECONDS);
        }
    }

    /** What cannot be written to is better known before the run than after it. */
    private static void requireWritable(Path target) {
        if (Files.isDirectory(target)) {
            throw BadInput.of("output " + target, "a folder", "a file", "Name one in it: --output FILE");
        }
        if (!isWritable(folder(WholeFile.target(target)))) {
            throw BadInput.of(
                    "output " + target,
                    "its folder cannot be written to",
                    "one that can",
                    "Choose another: --output FILE");
        }
    }

    private void requireFigures() {
        if (figures != null && !isWritable(figures)) {
            throw BadInput.of(
                    "figures " + figures,
                    "the folder cannot be written to",
                    "one that can",
                    "Choose another: --figures DIR");
        }
    }

    private static boolean isWritable(Path folder) {
        try {
            if (!Files.isDirectory(folder)) { // a link to a folder is one; some JDKs would refuse to make it
                Files.createDirectories(folder);
            }
            Files.delete(Files.createTempFile(folder, ".striate", null));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    }

    /** Runs the notebook, and writes it as far as it came, whatever ends it, a signal to this program too. */
    private Optional<String> run(NotebookFile file, Path target, KernelClient client) {
        terminal.working("starting the kernel");
        file.prepare(client.waitUntilReady().getAsJsonObject("language_info"));
        try {
            return runCells(file.codeCells(), client);
        } finally {
            file.write(target);
        }
    }

    /** The failure of the first cell that failed, for people; empty where none did. */
    private Optional<String> runCells(List<JsonObject> cells, KernelClient client) {
        for (int i = 0; i < cells.size(); i++) {
            var cell = cells.get(i);
            var source = NotebookFile.source(cell);
            if (source.isBlank()) {
                continue;
            }
            terminal.begin(i + 1, cells.size(), source);
            outputs.begin();
            var begun = Instant.now();
            JsonObject reply;
            try {
                reply = client.execute(source, timeout, message -> {
                    outputs.take(message);
                    terminal.show(message);
                });
            } catch (BadInput e) {
                cell.add("outputs", outputs.outputs());
                terminal.end();
                return Optional.of("cell " + (i + 1) + " of " + cells.size() + ":\n" + source + "\n" + e.getMessage());
            }
            cell.add("outputs", outputs.outputs());
            cell.add("execution_count", reply.get("execution_count"));
            NotebookFile.setTiming(cell, begun, Instant.now());
            terminal.end();
            if (reply.get("status").getAsString().equals("error") && !NotebookFile.hasTag(cell, "raises-exception")) {
                return Optional.of("cell " + (i + 1) + " of " + cells.size() + " failed:\n" + source + "\n"
                        + Terminal.plain(reply.getAsJsonArray("traceback")));
            }
        }
        return Optional.empty();
    }

    /** At the end: a later cell may have put another picture in the place of one. */
    private void writeFigures(List<JsonObject> cells) {
        for (int i = 0; i < cells.size(); i++) {
            writeFigures(i + 1, cells.get(i));
        }
    }

    private void writeFigures(int number, JsonObject cell) {
        int count = 0;
        for (var each : cell.getAsJsonArray("outputs")) {
            var data = each.getAsJsonObject().getAsJsonObject("data");
            if (data == null || !data.has("image/png")) {
                continue;
            }
            count++;
            pictures++;
            if (figures != null) {
                var name = NotebookFile.name(notebook);
                var file = figures.resolve(String.format(Locale.ROOT, "%s-cell%02d-%d.png", name, number, count));
                var bytes = java.util.Base64.getMimeDecoder()
                        .decode(data.get("image/png").getAsString());
                WholeFile.write(file, out -> out.write(bytes));
            }
        }
    }
}
