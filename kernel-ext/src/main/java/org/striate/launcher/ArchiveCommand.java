package org.striate.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Makes the archive of classes anew where jars are newer; a kernel that notices starts this. */
@Command(name = "archive", description = "Archives the kernel's classes where jars are newer.", hidden = true)
final class ArchiveCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        var archive = ClassArchive.installed();
        return archive.isFresh() || archive.makeAlone() ? 0 : 1;
    }
}
