package org.striate.datasets;

import io.jhdf.Constants;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.DatasetReader;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.ArrayDataType;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.striate.core.BadInput;

/**
 * The numbers of a data set, with its fill value where nothing was written. The library leaves 0 there, or fails; but a
 * missing response must not be read as no spikes. Hence chunks are put together here, one by one.
 */
record Hdf5Numbers(String path, Dataset dataSet, HdfBackingStorage storage) {

    /** Rows of the first dimension, [rows x the other dimensions] in row-major order. */
    double[] read(long from, int rows) {
        requireSingle();
        var shape = dataSet.getDimensionsAsLong();
        long size = Arrays.stream(shape).skip(1).reduce(rows, (a, b) -> a * b);
        requireOneMap(size);
        var values = new double[Math.toIntExact(size)];
        if (dataSet.getFillValue() instanceof Number fill) {
            Arrays.fill(values, fill.doubleValue());
        }
        if (size == 0) {
            return values;
        }
        if (dataSet instanceof ChunkedDataset chunked) {
            requireFound(chunked);
        }
        if (dataSet.isEmpty()) {
            return values;
        }
        if (dataSet instanceof ChunkedDataset chunked) {
            readChunks(chunked, from, rows, values);
            return values;
        }
        if (shape.length == 0 || rows == shape[0]) {
            return FlatValues.doubles(path, dataSet.getDataFlat());
        }
        var offset = new long[shape.length];
        offset[0] = from;
        var part = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
        part[0] = rows;
        return FlatValues.doubles(path, dataSet.getData(offset, part));
    }

    /**
     * @throws BadInput if every value is itself an array, which the library does not take apart in a chunk, or a row of
     *     its own length
     */
    private void requireSingle() {
        if (dataSet.getDataType() instanceof VariableLength row && !row.isVariableLengthString()) {
            throw BadInput.of(
                    "data set " + path,
                    "rows of unequal length",
                    "one number a value",
                    "Read it with Hdf5.load(path).ragged(..)");
        }
        if (dataSet.getDataType() instanceof ArrayDataType array) {
            throw BadInput.of(
                    "data set " + path,
                    "every value is an array of " + Arrays.toString(array.getArrayTypeDimensions()),
                    "one number a value",
                    "Save a plain copy in Python with h5py: file[\"copy\"] = file[\"" + path + "\"][()]");
        }
    }

    /** @throws BadInput if it lies in one piece that is larger than the library maps */
    private void requireOneMap(long size) {
        long bytes = size * dataSet.getDataType().getSize();
        if (bytes > Integer.MAX_VALUE && !(dataSet instanceof ChunkedDataset)) {
            throw BadInput.of(
                    "data set " + path,
                    bytes + " bytes in one piece",
                    "at most " + Integer.MAX_VALUE,
                    "Read it in parts: Hdf5.load(path).rows(\"" + path + "\", 0, 1000)");
        }
    }

    /**
     * In an extensible array the library stops at the first chunk that was never written and does not find those after it.
     *
     * @throws BadInput if there is such a gap
     */
    private void requireFound(ChunkedDataset chunked) {
        var header = ObjectHeader.readObjectHeader(storage, dataSet.getAddress());
        var layouts = header.getMessagesOfType(ChunkedDataLayoutMessageV4.class);
        if (layouts.isEmpty()
                || layouts.get(0).getIndexingType() != ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX
                || layouts.get(0).getAddress() == Constants.UNDEFINED_ADDRESS) {
            return;
        }
        var offset = new int[dataSet.getDimensionsAsLong().length];
        do {
            if (!isWritten(chunked, offset)) {
                throw BadInput.of(
                        "data set " + path,
                        "nothing was written at " + Arrays.toString(offset)
                                + " and the library finds nothing after that",
                        "an extendable data set without gaps",
                        "Copy the file in the older format: h5repack --high=0 old.h5 new.h5");
            }
        } while (next(offset, chunked.getChunkDimensions(), dataSet.getDimensionsAsLong()));
    }

    private void readChunks(ChunkedDataset chunked, long from, int rows, double[] values) {
        var shape = dataSet.getDimensionsAsLong();
        var chunk = chunked.getChunkDimensions();
        int elements = Arrays.stream(chunk).reduce(1, Math::multiplyExact);
        var offset = new int[shape.length];
        offset[0] = (int) (from / chunk[0] * chunk[0]);
        do {
            var bytes = decoded(chunked, offset);
            if (bytes.length > 0) {
                var numbers = FlatValues.doubles(
                        path,
                        DatasetReader.readDataset(dataSet.getDataType(), ByteBuffer.wrap(bytes), elements, storage));
                copy(numbers, offset, chunk, from, rows, values);
            }
        } while (next(offset, chunk, shape) && offset[0] < from + rows);
    }

    private static boolean isWritten(ChunkedDataset chunked, int[] offset) {
        try {
            chunked.getRawChunkBuffer(offset.clone());
            return true;
        } catch (HdfException e) {
            if (saysThatThereIsNone(e)) {
                return false;
            }
            throw e;
        }
    }

    /** The library has no other way to say it. */
    private static boolean saysThatThereIsNone(HdfException e) {
        var message = String.valueOf(e.getMessage());
        return message.startsWith("No chunk with offset") || message.endsWith("at address -1");
    }

    /** The bytes of a chunk; none where it was never written. */
    private static byte[] decoded(ChunkedDataset chunked, int[] offset) {
        try {
            return chunked.getDecompressedChunk(offset.clone());
        } catch (HdfException e) {
            if (saysThatThereIsNone(e)) {
                return new byte[0];
            }
            throw e;
        }
    }

    /** Copies the part of a chunk that lies within the data set and the rows asked for, run by run. */
    private void copy(double[] numbers, int[] offset, int[] chunk, long from, int rows, double[] values) {
        var shape = dataSet.getDimensionsAsLong();
        int last = shape.length - 1;
        var at = new int[shape.length];
        for (int source = 0; source < numbers.length; source += chunk[last]) {
            int rest = source / chunk[last];
            boolean inside = true;
            for (int d = last - 1; d >= 0; d--) {
                at[d] = offset[d] + rest % chunk[d];
                rest /= chunk[d];
                inside &= at[d] < shape[d];
            }
            at[last] = offset[last];
            long begin = last == 0 ? Math.max(from, at[0]) : at[last];
            long end = Math.min(last == 0 ? from + rows : shape[last], (long) at[last] + chunk[last]);
            end = Math.min(end, shape[last]);
            if (inside && begin < end && (last == 0 || at[0] >= from && at[0] < from + rows)) {
                long target = last == 0 ? begin - from : at[0] - from;
                for (int d = 1; d <= last; d++) {
                    target = target * shape[d] + at[d];
                }
                System.arraycopy(numbers, source + (int) (begin - at[last]), values, (int) target, (int) (end - begin));
            }
        }
    }

    /** The next corner of a chunk, the last dimension fastest; false after the last one. */
    private static boolean next(int[] offset, int[] chunk, long[] shape) {
        for (int d = offset.length - 1; d >= 0; d--) {
            offset[d] += chunk[d];
            if (offset[d] < shape[d]) {
                return true;
            }
            offset[d] = 0;
        }
        return false;
    }
}
