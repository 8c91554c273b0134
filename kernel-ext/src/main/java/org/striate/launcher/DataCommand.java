package org.striate.launcher;

import java.util.List;
import org.striate.core.Progress;
import org.striate.datasets.Recordings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists, fetches, finds, checks and removes the data sets known by name. */
@Command(
        name = "data",
        description = "Lists, fetches, finds, checks and removes data sets.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | fetch NAME | where NAME | verify [NAME..] | remove NAME)")
final class DataCommand implements Runnable {

    @Override
    public void run() {
        list();
    }

    @Command(description = "Lists the data sets.")
    void list() {
        for (var set : Recordings.list().dataSets()) {
            var here = Recordings.isHere(set.name()) ? "here" : "";
            System.out.printf("%-26s %-4s %s%n", set.name(), here, set.title());
            System.out.printf("%-31s %s%n", "", set.citation());
            System.out.printf(
                    "%-31s doi:%s, %s, licence %s%s%n",
                    "",
                    set.doi(),
                    set.megabytes(),
                    set.licence(),
                    set.verified() ? "" : ", address not verified against the live server");
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

    /** @return 1 where a file is not the published one */
    @Command(description = "Checks the files of data sets against their checksums.")
    int verify(
            @Parameters(paramLabel = "NAME", arity = "0..*", description = "all that are here where none is given")
                    List<String> names) {
        var found = Recordings.verify(names == null ? new String[0] : names.toArray(String[]::new));
        found.forEach((name, wrong) -> System.out.println(
                wrong.equals(Recordings.WHOLE)
                        ? "ok    " + name + ", "
                                + Recordings.list().dataSet(name).files().size() + " files"
                        : "mend  " + wrong));
        return found.values().stream().allMatch(Recordings.WHOLE::equals) ? 0 : 1;
    }

    @Command(description = "Deletes what was downloaded of a data set.")
    void remove(@Parameters(paramLabel = "NAME", description = "such as cowley2023-v4") String name) {
        var removed = Recordings.remove(name);
        removed.forEach(path -> System.out.println("removed " + path));
        if (removed.isEmpty()) {
            System.out.println(name + ": nothing was downloaded");
        }
    }
}
