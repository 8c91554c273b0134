package org.striate.datasets;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Rdm;
import org.striate.core.StimulusSet;

/** Published recordings by name, {@code Recordings.load("cowley2023-v4")}, and recordings in files. */
public final class Recordings {

    private Recordings() {}

    /** The data sets there are. */
    public static Catalogue list() {
        return Catalogue.STANDARD;
    }

    /**
     * Downloads a data set that is not on this machine yet, and checks every file; one that was damaged on the disk since is
     * fetched again.
     *
     * @return where its files lie
     * @throws BadInput if the name is unknown or the download fails
     */
    public static List<Path> fetch(String name) {
        var set = list().dataSet(name);
        var folder = DataFolder.standard();
        for (var file : set.files()) {
            if (folder.needs(set, file)) {
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

    /** What {@link #verify} says of a data set with nothing wrong. */
    public static final String WHOLE = "whole";

    /**
     * Checks the files of data sets against their checksums, those that were checked before once more.
     *
     * @param names all that are here where none is given
     * @return name to {@code "whole"}, or to what is wrong and how to mend it
     */
    public static Map<String, String> verify(String... names) {
        var chosen = names.length > 0
                ? List.of(names)
                : list().dataSets().stream()
                        .map(NamedDataSet::name)
                        .filter(Recordings::isHere)
                        .toList();
        var found = new LinkedHashMap<String, String>();
        for (var name : chosen) {
            try {
                DataFolder.standard().checkAfresh(list().dataSet(name));
                found.put(name, WHOLE);
            } catch (BadInput e) {
                found.put(name, e.getMessage());
            }
        }
        return found;
    }

    /** Whether all files of a data set are on this machine, checked or not. */
    public static boolean isHere(String name) {
        var set = list().dataSet(name);
        var folder = DataFolder.standard();
        return set.files().stream().allMatch(file -> folder.find(set, file).isPresent());
    }

    /**
     * Deletes what was downloaded of a data set. Files in the folder of {@code STRIATE_DATA} and in other tools' folders
     * stay.
     *
     * @return what was deleted
     */
    public static List<Path> remove(String name) {
        return DataFolder.standard().remove(list().dataSet(name));
    }

    /** The parts that a data set is loaded by, the usual one first. */
    public static List<String> parts(String name) {
        return data(name).parts();
    }

    /**
     * The responses of a data set, all trials; of its first part where it has several.
     *
     * @throws BadInput if the name is unknown, the files are not on this machine or not the published ones, or the data set
     *     holds no responses
     */
    public static NeuralResponses load(String name) {
        return load(name, parts(name).get(0));
    }

    /** The responses of one of {@link #parts(String)}; see {@link #load(String)}. */
    public static NeuralResponses load(String name, String part) {
        return data(name).responses(known(name, part));
    }

    /**
     * The stimuli of a data set, in the order of its responses or RDMs.
     *
     * @throws BadInput as {@link #load(String)}
     */
    public static StimulusSet stimuli(String name) {
        return stimuli(name, parts(name).get(0));
    }

    /** The stimuli of one of {@link #parts(String)}; see {@link #stimuli(String)}. */
    public static StimulusSet stimuli(String name, String part) {
        return data(name).stimuli(known(name, part));
    }

    /**
     * RDMs that a data set holds.
     *
     * @param which for {@code kriegeskorte2008}: {@code monkey IT} and {@code human IT} (one each), {@code human IT
     *     subjects} (four, each the mean of two sessions), {@code models} (eight)
     * @throws BadInput if there are none of that name
     */
    public static List<Rdm> rdms(String name, String which) {
        return data(name).rdms(which);
    }

    private static PublishedData data(String name) {
        return list().data(name, DataFolder.standard());
    }

    private static String known(String name, String part) {
        if (!parts(name).contains(part)) {
            throw BadInput.unknown("part", part, name, parts(name), "Recordings.parts(\"" + name + "\")");
        }
        return part;
    }

    /**
     * Opens a file of responses: a BrainIO assembly ({@code .nc}) or what {@link #save} wrote ({@code .npz}). Other formats
     * need to be told what is what: see {@link Nwb}, {@link Hdf5}, {@link MatFile}, {@link Npy}, {@link Csv}.
     *
     * @throws BadInput if the file is missing, damaged or of another kind
     */
    public static NeuralResponses open(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".nc")) {
            return BrainIo.load(file);
        }
        if (name.endsWith(".npz")) {
            return ResponseFile.load(file);
        }
        throw BadInput.of(
                "file " + file,
                "no kind of file that says which values are neurons and which are stimuli",
                "a name that ends in .nc or .npz",
                "Read it with Nwb.load(path), MatFile.load(path), Hdf5.load(path), Npy.load(path) or Csv.load(path)");
    }

    /**
     * Writes responses with all that is known of their presentations, neurons and bins into one NPZ file that NumPy reads
     * too, whole or not at all.
     *
     * @param file a name that ends in .npz
     * @throws BadInput if it does not, or cannot be written
     */
    public static void save(NeuralResponses responses, Path file) {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".npz")) {
            throw BadInput.of(
                    "file " + file,
                    "no name of an NPZ file",
                    "one that ends in .npz",
                    "Recordings.save(responses, Path.of(\"responses.npz\"))");
        }
        ResponseFile.save(responses, file);
    }
}
