package org.striate.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.striate.core.BadInput;

/**
 * What Jazzer feeds with damaged files in the profile {@code fuzz}: a reader may answer with {@link BadInput} and nothing
 * else.
 */
final class ReaderFuzz {

    private ReaderFuzz() {}

    private static void read(byte[] content, String ending, Consumer<Path> reader) {
        try {
            var file = Path.of("input" + ending);
            Files.write(file, content);
            reader.accept(file);
        } catch (BadInput e) {
            // the one sentence that damage is worth
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** NPY files. */
    public static final class Npy {
        public static void fuzzerTestOneInput(byte[] content) {
            read(content, ".npy", file -> {
                var npy = org.striate.datasets.Npy.open(file);
                if (npy.isText()) {
                    npy.text();
                } else {
                    org.striate.datasets.Npy.load(file);
                }
            });
        }
    }

    /** NPZ archives. */
    public static final class Npz {
        public static void fuzzerTestOneInput(byte[] content) {
            read(content, ".npz", file -> {
                var npz = org.striate.datasets.Npz.load(file);
                npz.keySet().forEach(npz::array);
            });
        }
    }

    /** Tables. */
    public static final class Csv {
        public static void fuzzerTestOneInput(byte[] content) {
            read(content, ".csv", org.striate.datasets.Csv::load);
        }
    }

    /** HDF5 files, every data set of them. */
    public static final class Hdf5 {
        public static void fuzzerTestOneInput(byte[] content) {
            read(content, ".h5", file -> {
                var hdf5 = org.striate.datasets.Hdf5.load(file);
                hdf5.names().forEach(hdf5::array);
            });
        }
    }

    /** MAT files of every version. */
    public static final class Mat {
        public static void fuzzerTestOneInput(byte[] content) {
            read(content, ".mat", file -> {
                var mat = MatFile.load(file);
                mat.names().forEach(name -> {
                    mat.count(name);
                    mat.matrix(name);
                });
            });
        }
    }

    /** Assemblies. */
    public static final class BrainIo {
        public static void fuzzerTestOneInput(byte[] content) {
            read(content, ".nc", org.striate.datasets.BrainIo::load);
        }
    }

    /** NWB files. */
    public static final class Nwb {
        public static void fuzzerTestOneInput(byte[] content) {
            read(content, ".nwb", file -> {
                var nwb = org.striate.datasets.Nwb.load(file);
                nwb.units();
                nwb.trials();
            });
        }
    }

    /** Pictures. */
    public static final class Image {
        public static void fuzzerTestOneInput(byte[] content) {
            read(content, ".png", file -> ImageFiles.decode("input.png", ImageTable.bytes(file)));
        }
    }
}
