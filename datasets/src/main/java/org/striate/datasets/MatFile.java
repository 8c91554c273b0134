package org.striate.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.striate.core.BadInput;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Char;
import us.hebi.matlab.mat.types.MatFile.Entry;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/** MATLAB's MAT files, version 5: {@code MatFile.load(path).matrix("RDM")}. */
public final class MatFile {

    private final Path file;
    private final us.hebi.matlab.mat.types.MatFile content;

    private MatFile(Path file, us.hebi.matlab.mat.types.MatFile content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Reads a MAT file of version 5.
     *
     * @throws BadInput if the file is missing, damaged or of another version
     */
    public static MatFile load(Path file) {
        checkVersion(file);
        try {
            return new MatFile(
                    file,
                    Mat5.newReader(Sources.wrap(FlatStructs.of(Files.readAllBytes(file))))
                            .readMat());
        } catch (IOException | RuntimeException | OutOfMemoryError e) { // the library throws all three on damage
            throw BadInput.of(
                    file.toString(),
                    "damaged (" + e.getMessage() + ")",
                    "a whole MAT file of version 5",
                    "Download it again, or save it in MATLAB: save(file, '-v7')");
        }
    }

    private static void checkVersion(Path file) {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(128);
        } catch (IOException e) {
            throw Npy.unreadable(file, e);
        }
        var text = new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (text.startsWith("MATLAB 7.3")) {
            throw BadInput.of(
                    file.toString(), "version 7.3 (HDF5)", "version 5", "Save it in MATLAB: save(file, '-v7')");
        }
        if (head.length < 128 || !text.startsWith("MATLAB 5.0")) {
            throw BadInput.of(
                    file.toString(),
                    "it does not start as a MAT file of version 5 does",
                    "a whole MAT file",
                    "Download it again, or save it in MATLAB: save(file, '-v7')");
        }
    }

    /** The variables' names. */
    public List<String> names() {
        return StreamSupport.stream(content.getEntries().spliterator(), false)
                .map(Entry::getName)
                .toList();
    }

    /**
     * A numeric variable, or a field of an element of a struct array.
     *
     * @param path the variable's name, or {@code name(index).field} with an index from 0 in MATLAB's column-major order
     * @return the numbers with MATLAB's dimensions; the last index runs fastest here
     * @throws BadInput if there is no such thing or it is not numeric
     */
    public NumericArray matrix(String path) {
        if (!(find(path) instanceof Matrix matrix)) {
            throw BadInput.of(
                    file.getFileName() + " " + path, "not numeric", "a numeric array", "Read it with text(..)");
        }
        var shape = matrix.getDimensions();
        var values = new double[matrix.getNumElements()];
        for (int i = 0; i < values.length; i++) {
            values[Npy.rowMajor(i, shape)] = matrix.getDouble(i);
        }
        return new NumericArray(shape, values);
    }

    /**
     * A text.
     *
     * @param path as in {@link #matrix(String)}; cells are addressed as {@code name(index)}
     * @throws BadInput if there is no such thing or it is not a text
     */
    public String text(String path) {
        if (!(find(path) instanceof Char text)) {
            throw BadInput.of(file.getFileName() + " " + path, "not a text", "a text", "Read it with matrix(..)");
        }
        return text.asCharSequence().toString();
    }

    /** How many elements an array, cell array or struct array has. */
    public int count(String name) {
        return variable(name).getNumElements();
    }

    private us.hebi.matlab.mat.types.Array find(String path) {
        var match = java.util.regex.Pattern.compile("(\\w+)(?:\\((\\d+)\\))?(?:\\.(\\w+))?")
                .matcher(path);
        if (!match.matches()) {
            throw BadInput.of("path", "\"" + path + "\"", "name, name(0) or name(0).field", "mat.names()");
        }
        var variable = variable(match.group(1));
        if (match.group(2) == null) {
            return variable;
        }
        int index = java.util.Objects.checkIndex(Integer.parseInt(match.group(2)), variable.getNumElements());
        if (variable instanceof Cell cell) {
            return cell.get(index);
        }
        if (variable instanceof Struct struct && struct.getFieldNames().contains(String.valueOf(match.group(3)))) {
            return struct.get(match.group(3), index);
        }
        throw BadInput.of(
                file.getFileName() + " " + path,
                variable instanceof Struct struct ? "only fields " + struct.getFieldNames() : "no struct array",
                "a field of a struct array",
                "mat.names()");
    }

    private us.hebi.matlab.mat.types.Array variable(String name) {
        if (!names().contains(name)) {
            throw BadInput.unknown("variable", name, file.getFileName().toString(), names(), "mat.names()");
        }
        return content.getArray(name);
    }
}
