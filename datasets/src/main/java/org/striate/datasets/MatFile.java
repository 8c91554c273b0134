package org.striate.datasets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.striate.core.BadInput;

/**
 * MATLAB's MAT files of versions 4, 5 (which MATLAB calls 6 and 7) and 7.3: {@code MatFile.load(path).matrix("RDM")}.
 *
 * <p>A path leads into cells and structs: {@code name}, {@code name(2)}, {@code name.field}, {@code name(2).field(0)};
 * indices count from 0 in MATLAB's column-major order.
 */
public final class MatFile {

    /** Of which variables are read one at a time, and rows of them through {@link Hdf5}. */
    static final String NEWER = "Save it in MATLAB: save(file, '-v7.3')";

    private static final Pattern STEP = Pattern.compile("\\.?([A-Za-z]\\w*)|\\((\\d{1,9})\\)");

    private final String name;
    private final Map<String, MatValue> variables;

    private MatFile(String name, Map<String, MatValue> variables) {
        this.name = name;
        this.variables = variables;
    }

    /**
     * Reads a MAT file.
     *
     * @throws BadInput if the file is missing or damaged
     */
    public static MatFile load(Path file) {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(128);
        } catch (IOException e) {
            throw Npy.unreadable(file, e);
        }
        var text = new String(head, StandardCharsets.ISO_8859_1);
        var name = file.getFileName().toString();
        if (text.startsWith("MATLAB 7.3")) {
            return new MatFile(name, Mat73.variables(file));
        }
        if (head.length == 128 && text.startsWith("MATLAB 5.0")) {
            return new MatFile(name, Mat5.variables(file));
        }
        if (Mat4.isMat4(head)) {
            return new MatFile(name, Mat4.variables(file));
        }
        throw BadInput.of(
                file.toString(),
                "it does not start as a MAT file does",
                "a whole MAT file of version 4, 5 or 7.3",
                "Download it again, or save it in MATLAB: save(file, '-v7')");
    }

    /** The whole of a file before version 7.3, which is held in memory. */
    static byte[] bytes(Path file) throws IOException {
        Memory.requireBytes(file.toString(), Files.size(file), "a file before version 7.3", NEWER);
        return Files.readAllBytes(file);
    }

    static BadInput noRoom(Path file) {
        return BadInput.of(
                file.toString(),
                "more than the memory of this process holds",
                "data that fit into " + (Runtime.getRuntime().maxMemory() >> 20) + " MB",
                NEWER);
    }

    /** The variables' names. */
    public List<String> names() {
        return List.copyOf(variables.keySet());
    }

    /**
     * Numbers.
     *
     * @param path a variable or a part of it
     * @return the numbers with MATLAB's dimensions; the last index runs fastest here; complex numbers have one more
     *     dimension of 2 (real, imaginary), sparse arrays are spread out
     * @throws BadInput if there is no such thing or it is not numeric
     */
    public NumericArray matrix(String path) {
        if (!(find(path) instanceof MatValue.Numbers numbers)) {
            throw BadInput.of(
                    name + " " + path, kind(find(path)), "a numeric array", "Read it with text(..), or a part of it");
        }
        return numbers.array().get();
    }

    /**
     * A text; the rows of a character array are joined by line breaks.
     *
     * @throws BadInput if there is no such thing or it is not a text
     */
    public String text(String path) {
        if (!(find(path) instanceof MatValue.Text text)) {
            throw BadInput.of(
                    name + " " + path, kind(find(path)), "a text", "Read it with matrix(..), or a part of it");
        }
        return text.text();
    }

    /**
     * How many elements an array, cell array or struct array has.
     *
     * @throws BadInput if there is no such thing or they are more than 2^31 - 1
     */
    public int count(String path) {
        long count = find(path).count();
        if (count > Integer.MAX_VALUE) {
            throw BadInput.of(
                    name + " " + path,
                    count + " elements",
                    "at most " + Integer.MAX_VALUE,
                    "Save parts of it in MATLAB, or read rows of it: Hdf5.load(path).rows(name, 0, 1000)");
        }
        return (int) count;
    }

    /** The fields of a struct or struct array. */
    public List<String> fields(String path) {
        if (!(find(path) instanceof MatValue.Structs structs)) {
            throw BadInput.of(name + " " + path, kind(find(path)), "a struct", "mat.names()");
        }
        return structs.fields();
    }

    private MatValue find(String path) {
        var step = STEP.matcher(path);
        int at = 0;
        MatValue value = null;
        while (at < path.length() && step.find(at) && step.start() == at) {
            if (value == null) {
                value = variable(step.group());
            } else if (step.group(1) != null) {
                value = field(path, value, 0, step.group(1));
            } else if (value instanceof MatValue.Cells cells) {
                value = cells.elements().at(index(path, step.group(2), cells.count()));
            } else {
                int index = index(path, step.group(2), value.count());
                at = step.end();
                if (!step.find(at) || step.start() != at || step.group(1) == null) {
                    throw BadInput.of(name + " " + path, "an element of no cell array", "name(0).field", "mat.names()");
                }
                value = field(path, value, index, step.group(1));
            }
            at = step.end();
        }
        if (value == null || at < path.length()) {
            throw BadInput.of("path", "\"" + path + "\"", "name, name(0), name.field or name(0).field", "mat.names()");
        }
        return value;
    }

    private MatValue variable(String variable) {
        if (!variables.containsKey(variable)) {
            throw BadInput.unknown("variable", variable, name, variables.keySet(), "mat.names()");
        }
        return variables.get(variable);
    }

    private int index(String path, String digits, long count) {
        int index = Integer.parseInt(digits);
        if (index >= count) {
            throw BadInput.of(name + " " + path, "index " + index, "0 to " + (count - 1), "Count first: mat.count(..)");
        }
        return index;
    }

    private MatValue field(String path, MatValue value, int index, String field) {
        if (!(value instanceof MatValue.Structs structs) || !structs.fields().contains(field)) {
            throw BadInput.of(
                    name + " " + path,
                    value instanceof MatValue.Structs structs ? "only fields " + structs.fields() : kind(value),
                    "a field of a struct",
                    "mat.fields(..)");
        }
        return Objects.requireNonNull(structs.values().at(index, field));
    }

    private static String kind(MatValue value) {
        return switch (value.getClass().getSimpleName()) {
            case "Numbers" -> "numbers";
            case "Text" -> "a text";
            case "Cells" -> "a cell array";
            default -> "a struct";
        };
    }

    @Override
    public String toString() {
        return "MatFile " + name + ": " + names();
    }
}
