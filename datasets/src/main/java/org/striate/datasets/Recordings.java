package org.striate.datasets;

import java.nio.file.Path;
import java.util.List;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Rdm;
import org.striate.core.StimulusSet;

/** Published recordings by name: {@code Recordings.load("cowley2023-v4")}. */
public final class Recordings {

    private static final String COWLEY = "cowley2023-v4";
    private static final String KRIEGESKORTE = "kriegeskorte2008";

    private Recordings() {}

    /** The data sets there are. */
    public static Catalogue list() {
        return Catalogue.STANDARD;
    }

    /**
     * Downloads a data set that is not on this machine yet, and checks every file.
     *
     * @return where its files lie
     * @throws BadInput if the name is unknown or the download fails
     */
    public static List<Path> fetch(String name) {
        var set = list().dataSet(name);
        var folder = DataFolder.standard();
        for (var file : set.files()) {
            if (folder.find(set, file).isEmpty()) {
                new Download(file, folder.target(set, file)).run();
            }
        }
        return where(name);
    }

    /**
     * Where the files of a data set lie on this machine, checked.
     *
     * @throws BadInput if one is not here or not the published one
     */
    public static List<Path> where(String name) {
        var set = list().dataSet(name);
        var folder = DataFolder.standard();
        return set.files().stream()
                .map(file -> folder.checked(set, file.name()))
                .toList();
    }

    /**
     * The responses of a data set, all trials.
     *
     * @throws BadInput if the name is unknown, the files are not on this machine or not the published
     *     ones, or the data set holds no responses
     */
    public static NeuralResponses load(String name) {
        list().dataSet(name);
        if (name.equals(COWLEY)) {
            return new CowleyV4(list().dataSet(COWLEY), DataFolder.standard()).responses();
        }
        throw BadInput.of(
                name,
                "RDMs only, no responses",
                "a data set of responses",
                "Recordings.rdms(\"" + name + "\", \"monkey IT\")");
    }

    /**
     * The stimuli of a data set, in the order of its responses or RDMs.
     *
     * @throws BadInput as {@link #load(String)}
     */
    public static StimulusSet stimuli(String name) {
        var set = list().dataSet(name);
        return name.equals(COWLEY)
                ? new CowleyV4(set, DataFolder.standard()).stimuli()
                : new NinetyTwoImages(set, DataFolder.standard()).stimuli();
    }

    /**
     * RDMs that a data set holds.
     *
     * @param which for {@code kriegeskorte2008}: {@code monkey IT} and {@code human IT} (one each), {@code human IT
     *     subjects} (four, each the mean of two sessions), {@code models} (eight)
     * @throws BadInput if there are none of that name
     */
    public static List<Rdm> rdms(String name, String which) {
        var set = list().dataSet(name);
        if (name.equals(KRIEGESKORTE)) {
            return new NinetyTwoImages(set, DataFolder.standard()).rdms(which);
        }
        throw BadInput.of(
                name,
                "responses only, no RDMs",
                "a data set of RDMs",
                "Rdms.correlation(Recordings.load(\"" + name + "\"))");
    }
}
