package org.striate.datasets;

import io.jhdf.HdfFile;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.DataTypeMessage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.striate.core.BadInput;

/**
 * HDF5 files, and what is built on them (NetCDF-4, NWB, MAT 7.3): {@code Hdf5.load(path).array("time_averaged/rates")}.
 * Values are read when they are asked for, and the file is closed in between. Links out of the file are never followed.
 */
public final class Hdf5 {

    /** Beyond this a data set is refused unless it is small against the file, as real data are. */
    private static final long LARGE = 256L << 20;

    private static final long MOST_INFLATION = 1000;

    /** What the library says to a message of HDF5 1.12 and 2.0. */
    private static final Pattern NEWER = Pattern.compile("(layout message|datatype) version.*[45]");

    /** What it says to sound parts of a file that it does not know. */
    private static final Pattern UNKNOWN = Pattern.compile("Virtual storage|External Data Files|Region references");

    private final Path file;
    /** Whether the file was found to be of a format that only {@link Hdf5Latest} reads. */
    private boolean latest;

    private Hdf5(Path file) {
        this.file = file;
    }

    /**
     * Opens a file.
     *
     * @throws BadInput if the file is missing or no HDF5 file
     */
    public static Hdf5 load(Path file) {
        var hdf5 = new Hdf5(file);
        hdf5.read(root -> root.getChildren().size());
        return hdf5;
    }

    /** What is done with the open file; whatever the library throws on damage becomes one sentence. */
    <T> T read(Function<HdfFile, T> use) {
        if (!Files.isReadable(file)) {
            throw Npy.unreadable(file, new NoSuchFileException(file.toString()));
        }
        try (var open = latest ? Hdf5Latest.open(file) : open()) {
            return use.apply(open);
        } catch (BadInput e) {
            throw e;
        } catch (HdfException e) {
            if (!latest && NEWER.matcher(reason(e)).find()) {
                latest = true;
                return read(use);
            }
            throw damaged(e);
        } catch (OutOfMemoryError e) {
            throw BadInput.of(
                    file.toString(),
                    "more than the memory of this process holds",
                    "data that fit into " + (Runtime.getRuntime().maxMemory() >> 20) + " MB",
                    "Read it in parts: Hdf5.load(path).rows(name, 0, 1000)");
        } catch (RuntimeException | StackOverflowError e) { // the library throws both
            throw damaged(e);
        }
    }

    /** Mapped where one map holds it: over a channel the library allocates what a damaged header claims. */
    private HdfFile open() {
        try (var channel = FileChannel.open(file)) {
            return channel.size() > Integer.MAX_VALUE
                    ? new HdfFile(file)
                    : HdfFile.fromByteBuffer(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        } catch (IOException e) {
            throw Npy.unreadable(file, e);
        }
    }

    private BadInput damaged(Throwable e) {
        if (UNKNOWN.matcher(reason(e)).find()) {
            return BadInput.of(
                    file.toString(),
                    "cannot be read (" + reason(e) + ") in "
                            + String.valueOf(e.getMessage()).replaceAll(".*'(/[^']*)'.*", "$1"),
                    "neither virtual nor external data sets nor region references",
                    "Replace such data sets in Python with h5py, and delete region references with del alone: "
                            + "a = f[name][()]; del f[name]; f[name] = a");
        }
        return BadInput.of(
                file.toString(),
                "damaged or of a kind that cannot be read (" + reason(e) + ")",
                "a whole HDF5 file",
                "Fetch it again, or copy it with h5repack");
    }

    private static String reason(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return cause.getClass().getSimpleName() + " " + message;
    }

    /** The paths of all data sets, such as {@code units/spike_times}, group by group in the order they were made in. */
    public List<String> names() {
        return read(root -> {
            var names = new ArrayList<String>();
            new Hdf5Tree(root).dataSets().forEach((path, dataSet) -> names.add(path));
            return names;
        });
    }

    /**
     * Numbers; true is 1.
     *
     * @param path such as {@code group/data}
     * @return with the file's dimensions; the last index runs fastest
     * @throws BadInput if there is no such data set, or it holds no numbers, or they do not fit into the memory
     */
    public NumericArray array(String path) {
        return read(root -> numbers(root, path, dataSet(root, path)));
    }

    NumericArray numbers(HdfFile root, String path, Dataset dataSet) {
        requireRoom(root, path, dataSet);
        var shape = dataSet.getDimensions();
        if (shape.length == 0 && dataSet.isEmpty()) {
            return new NumericArray(new int[] {0}, new double[0]); // an HDF5 "null" data set
        }
        var numbers = new Hdf5Numbers(path, dataSet, root.getHdfBackingStorage());
        return new NumericArray(shape, numbers.read(0, shape.length == 0 ? 1 : shape[0]));
    }

    /**
     * Some rows, that is, some indices of the first dimension, so that a data set may be larger than the memory.
     *
     * @return [count x the other dimensions]
     * @throws BadInput as {@link #array}, or if there are not these rows
     */
    public NumericArray rows(String path, int from, int count) {
        return read(root -> {
            var dataSet = dataSet(root, path);
            var shape = dataSet.getDimensionsAsLong();
            if (shape.length == 0 || from < 0 || count < 0 || (long) from + count > shape[0]) {
                throw BadInput.of(
                        file.getFileName() + " " + path,
                        "rows " + from + " to " + ((long) from + count),
                        "rows within " + Arrays.toString(shape),
                        "Count first: Hdf5.load(path).shape(\"" + path + "\")");
            }
            var part = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
            part[0] = count;
            Memory.require(
                    file.getFileName() + " " + path,
                    Arrays.stream(part).asLongStream().reduce(8, (a, b) -> a * b),
                    "Read fewer rows");
            return new NumericArray(
                    part, new Hdf5Numbers(path, dataSet, root.getHdfBackingStorage()).read(from, count));
        });
    }

    /** The sizes of a data set's dimensions. */
    public long[] shape(String path) {
        return read(root -> dataSet(root, path).getDimensionsAsLong());
    }

    /**
     * Texts, of fixed or variable length, in row-major order.
     *
     * @throws BadInput if there is no such data set or it holds no text
     */
    public List<String> text(String path) {
        return read(root -> {
            var dataSet = dataSet(root, path);
            requireRoom(root, path, dataSet);
            return dataSet.getSize() == 0 ? List.of() : FlatValues.texts(path, dataSet.getDataFlat());
        });
    }

    /** Every value by itself, in row-major order: numbers as {@link Double}, compounds as maps, all else as text. */
    List<Object> objects(String path) {
        return read(root -> {
            var dataSet = dataSet(root, path);
            var type = dataSet.getDataType();
            boolean ragged = type instanceof VariableLength row && !row.isVariableLengthString(); // refused as numbers
            if (type instanceof FixedPoint || type instanceof FloatingPoint || ragged) {
                return Arrays.stream(numbers(root, path, dataSet).values())
                        .mapToObj(value -> (Object) value)
                        .toList();
            }
            requireRoom(root, path, dataSet);
            if (dataSet.getSize() == 0) {
                return List.of();
            }
            return dataSet.isCompound() ? CompoundRows.of(root, dataSet) : FlatValues.objects(dataSet.getDataFlat());
        });
    }

    /** How many indices of the first dimension a chunk spans; 1 where there are no chunks. */
    int chunkRows(String path) {
        return read(
                root -> dataSet(root, path) instanceof ChunkedDataset chunked ? chunked.getChunkDimensions()[0] : 1);
    }

    /** The largest number that the type of a data set of whole numbers holds; 1 for floating point. */
    double largest(String path) {
        return read(root -> dataSet(root, path).getDataType() instanceof FixedPoint whole
                ? Math.scalb(1.0, whole.getSize() * 8 - (whole.isSigned() ? 1 : 0)) - 1
                : 1.0);
    }

    /**
     * Rows of unequal length.
     *
     * @throws BadInput if there is no such data set or it holds no numbers of variable length
     */
    public double[][] ragged(String path) {
        return read(root -> {
            var dataSet = dataSet(root, path);
            requireRoom(root, path, dataSet);
            return FlatValues.ragged(path, dataSet.getData());
        });
    }

    /**
     * A compound data set; field {@code x} of a compound {@code in} inside it is called {@code in.x}.
     *
     * @return field to values, in row-major order
     * @throws BadInput if there is no such data set or it is not compound
     */
    public Map<String, List<Object>> table(String path) {
        return read(root -> {
            var dataSet = dataSet(root, path);
            requireRoom(root, path, dataSet);
            if (!(dataSet.getDataFlat() instanceof Map<?, ?> fields)) {
                throw BadInput.of(
                        file.getFileName() + " " + path,
                        "no compound type",
                        "a compound type",
                        "Read it with array(..)");
            }
            var table = new LinkedHashMap<String, List<Object>>();
            collect("", fields, table);
            return table;
        });
    }

    private static void collect(String prefix, Map<?, ?> fields, Map<String, List<Object>> table) {
        fields.forEach((name, values) -> {
            if (values instanceof Map<?, ?> inner) {
                collect(prefix + name + ".", inner, table);
            } else {
                table.put(prefix + name, FlatValues.objects(values));
            }
        });
    }

    /**
     * An attribute: a {@link Double} or {@link String}, or a list of them.
     *
     * @param path of a data set or group; empty for the file itself
     */
    public Optional<Object> attribute(String path, String name) {
        return read(root -> {
            var node = path.isEmpty() ? root : new Hdf5Tree(root).find(path).orElse(null);
            return node == null ? Optional.empty() : attribute(node, name);
        });
    }

    static Optional<Object> attribute(Node node, String name) {
        var attribute = node.getAttributes().get(name);
        if (attribute == null || attribute.isEmpty()) {
            return Optional.empty();
        }
        var values = FlatValues.objects(attribute.getData());
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(attribute.isScalar() || values.size() == 1 ? values.get(0) : values);
    }

    Dataset dataSet(HdfFile root, String path) {
        var found = new Hdf5Tree(root).find(path);
        if (found.isEmpty() || !(found.get() instanceof Dataset dataSet)) {
            throw BadInput.unknown(
                    "data set",
                    path,
                    file.getFileName().toString(),
                    new Hdf5Tree(root).dataSets().keySet(),
                    "Hdf5.load(path).names()");
        }
        requireOwnType(root, path, dataSet);
        return dataSet;
    }

    /** The library takes the place of a type that lies elsewhere for the type itself. */
    private void requireOwnType(HdfFile root, String path, Dataset dataSet) {
        var header = ObjectHeader.readObjectHeader(root.getHdfBackingStorage(), dataSet.getAddress());
        if (header.getMessageOfType(DataTypeMessage.class).isMessageShared()) {
            var name = "f[\"" + path + "\"]";
            throw BadInput.of(
                    file.getFileName() + " " + path,
                    "a datatype with a name of its own in the file",
                    "a plain type",
                    "Replace it in Python with h5py: a = " + name + "[()]; del " + name + "; " + name + " = a");
        }
    }

    /** A file may claim terabytes that were never written. */
    void requireRoom(HdfFile root, String path, Dataset dataSet) {
        long claimed = dataSet.getSizeInBytes();
        if (claimed < 0 || claimed > LARGE && claimed / MOST_INFLATION > root.size()) {
            throw BadInput.of(
                    file.getFileName() + " " + path,
                    "claims " + Arrays.toString(dataSet.getDimensionsAsLong()) + " values, which a file of "
                            + root.size() + " bytes does not hold",
                    "data that were written",
                    "Read a part of it: Hdf5.load(path).rows(\"" + path + "\", 0, 10)");
        }
        Memory.require(
                file.getFileName() + " " + path,
                8 * dataSet.getSize(),
                "Read it in parts: Hdf5.load(path).rows(\"" + path + "\", 0, 1000)");
    }

    Path file() {
        return file;
    }

    /** Whether a file begins as HDF5 files do, at 0, 512, 1024 .. bytes. */
    static boolean isHdf5(Path file) {
        try (var in = Files.newInputStream(file)) {
            var head = in.readNBytes(2056);
            return isSignature(head, 0) || isSignature(head, 512) || isSignature(head, 1024) || isSignature(head, 2048);
        } catch (IOException e) {
            throw Npy.unreadable(file, e);
        }
    }

    private static boolean isSignature(byte[] head, int at) {
        var signature = new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
        return head.length >= at + 8 && Arrays.equals(head, at, at + 8, signature, 0, 8);
    }

    @Override
    public String toString() {
        return "Hdf5 " + file.getFileName() + ": " + names();
    }
}
