package org.striate.launcher;

import org.striate.core.Progress;
import org.striate.datasets.Recordings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists and fetches the data sets known by name. */
@Command(
        name = "data",
        description = "Lists and fetches data sets.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | fetch NAME | where NAME)")
final class DataCommand implements Runnable {

    @Override
    public void run() {
        list();
    }

    @Command(description = "Lists the data sets.")
    void list() {
        for (var set : Recordings.list().dataSets()) {
            System.out.printf("%-20s %8s  %-8s %s%n", set.name(), set.megabytes(), set.licence(), set.title());
            System.out.printf("%-20s %s, doi:%s%n", "", set.citation(), set.doi());
        }
    }

    @Command(description = "Downloads a data set and checks it.")
    void fetch(@Parameters(paramLabel = "NAME", description = "such as cowley2023-v4") String name) {
        var set = Recordings.list().dataSet(name);
        System.out.println(name + ": " + set.megabytes() + ", licence " + set.licence() + ", cite " + set.citation());
        Progress.showOn(progress -> {
            if (progress.finished()) {
                System.out.println(progress);
            }
        });
        Recordings.fetch(name).forEach(System.out::println);
    }

    @Command(description = "Says where a data set lies.")
    void where(@Parameters(paramLabel = "NAME", description = "such as cowley2023-v4") String name) {
        Recordings.where(name).forEach(System.out::println);
    }
}
