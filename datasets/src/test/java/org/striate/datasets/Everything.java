package org.striate.datasets;

import java.nio.file.Path;
import org.striate.testing.Shared;

/** Opens a file of any format and reads all that it holds. */
final class Everything {

    private Everything() {}

    static void read(Path file) {
        var name = file.getFileName().toString();
        switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "npy" -> npy(file);
            case "npz" -> {
                var npz = Npz.load(file);
                npz.keySet().forEach(npz::column);
            }
            case "mat" -> mat(MatFile.load(file));
            case "h5" -> hdf5(Hdf5.load(file));
            case "nc" -> BrainIo.load(file);
            case "nwb" -> nwb(Nwb.load(file));
            case "csv" -> BrainIo.stimuli(file, Shared.fixture("brainscore/stimulus_test_Shared2026.zip"), 8);
            case "zip" -> {
                var stimuli = BrainIo.stimuli(Shared.fixture("brainscore/stimulus_test_Shared2026.csv"), file, 8);
                for (int i = 0; i < stimuli.size(); i++) {
                    stimuli.pixels(i);
                }
            }
            case "png", "jpg", "gif" -> ImageFiles.decode(name, ImageTable.bytes(file));
            default -> throw new AssertionError("no reader for " + name);
        }
    }

    private static void npy(Path file) {
        var npy = Npy.open(file);
        if (npy.isText()) {
            npy.text();
        } else {
            Npy.load(file);
        }
    }

    private static void mat(MatFile mat) {
        for (var name : mat.names()) {
            mat.count(name);
            tried(() -> mat.matrix(name));
            tried(() -> mat.text(name));
            tried(() -> mat.matrix(name + "(0)"));
            tried(() -> mat.text(name + "(1)"));
            tried(() -> mat.fields(name).forEach(field -> tried(() -> mat.matrix(name + "." + field))));
        }
    }

    private static void hdf5(Hdf5 hdf5) {
        for (var name : hdf5.names()) {
            tried(() -> hdf5.array(name));
            tried(() -> hdf5.text(name));
            tried(() -> hdf5.ragged(name));
            tried(() -> hdf5.table(name));
            tried(() -> hdf5.rows(name, 0, 1));
            tried(() -> hdf5.attribute(name, "unit"));
        }
    }

    private static void nwb(Nwb nwb) {
        tried(nwb::units);
        tried(nwb::trials);
        tried(() -> nwb.responses("stimulus", java.util.List.of(new org.striate.core.TimeBin(0, 500))));
        tried(() -> nwb.stimuli("images", 8).pixels(0));
        tried(() -> nwb.series("acquisition/lfp"));
        tried(() -> nwb.times("acquisition/lfp"));
    }

    /** One door of several: what is behind another may be whole. */
    private static void tried(Runnable door) {
        try {
            door.run();
        } catch (org.striate.core.BadInput e) {
            if (e.getMessage().lines().count() != 1) {
                throw new AssertionError("more than one line: " + e.getMessage());
            }
        }
    }
}
