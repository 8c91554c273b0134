package org.striate.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.striate.core.BadInput;
import org.striate.core.WholeFile;

/** Tables of comma-separated values (RFC 4180, UTF-8, a header in the first line): {@code Csv.load(path)}. */
public final class Csv {

    private static final char MARK = '\uFEFF'; // what Excel puts before UTF-8

    /** Stricter than Double.valueOf, to which "1d" is a number. A digit once taken is not tried elsewhere: cells may be long. */
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(NaN|Infinity|(\\d++(\\.\\d*+)?|\\.\\d++)([eE][-+]?\\d++)?)");

    /** As NumPy, pandas and R write them. */
    private static final Map<String, String> SPELLINGS =
            Map.of("nan", "NaN", "inf", "Infinity", "+inf", "Infinity", "-inf", "-Infinity");

    private Csv() {}

    /**
     * Reads a table.
     *
     * @return column to values; numbers as {@link Double} where every cell of the column is one ({@code nan} and {@code
     *     inf} are, an empty cell and R's {@code NA} are NaN), otherwise texts
     * @throws BadInput if the file is missing or no table; a row of another length is named by its line
     */
    public static Map<String, List<Object>> load(Path file) {
        var typed = new LinkedHashMap<String, List<Object>>();
        text(file).forEach((name, cells) -> typed.put(name, typed(cells)));
        return typed;
    }

    /** Reads a table without turning texts into numbers; see {@link #load}. */
    public static Map<String, List<String>> text(Path file) {
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                var parser = CSVFormat.RFC4180.builder().get().parse(withoutMark(in))) {
            var rows = parser.iterator();
            if (!rows.hasNext()) {
                throw bad(file, "it is empty", "a header");
            }
            var columns = columns(file, rows.next());
            while (rows.hasNext()) {
                add(file, columns, rows.next(), parser.getCurrentLineNumber());
            }
            return columns;
        } catch (UncheckedIOException | CharacterCodingException | IllegalStateException e) {
            throw bad(file, "damaged (" + e.getMessage() + ")", "UTF-8 text with closed quotes");
        } catch (IOException e) {
            throw Npy.unreadable(file, e);
        }
    }

    /** The parser would take it for a part of the first name, whose quotes are then no quotes. */
    private static Reader withoutMark(BufferedReader in) throws IOException {
        in.mark(1);
        if (in.read() != MARK) {
            in.reset();
        }
        return in;
    }

    private static Map<String, List<String>> columns(Path file, CSVRecord header) {
        if (header.size() == 1 && header.get(0).matches(".*[;\t].*")) {
            var separator = header.get(0).contains(";") ? "\";\"" : "\"\\t\"";
            throw BadInput.of(
                    file.toString(),
                    "columns separated by " + separator,
                    "commas",
                    "Save it again in Python: pandas.read_csv(path, sep=" + separator + ").to_csv(path, index=False)");
        }
        var columns = new LinkedHashMap<String, List<String>>();
        for (var name : header) {
            if (columns.put(name.strip(), new ArrayList<>()) != null) {
                throw bad(file, "column \"" + name + "\" twice", "a name of its own for every column");
            }
        }
        return columns;
    }

    private static void add(Path file, Map<String, List<String>> columns, CSVRecord row, long line) {
        if (row.size() == 1 && row.get(0).isEmpty() && columns.size() > 1) {
            return; // an empty line
        }
        if (row.size() != columns.size()) {
            throw bad(file, "line " + line + " has " + row.size() + " fields", columns.size() + ", as the header has");
        }
        int i = 0;
        for (var column : columns.values()) {
            column.add(row.get(i++));
        }
    }

    private static List<Object> typed(List<String> cells) {
        var numbers = new ArrayList<Object>(cells.size());
        boolean some = false;
        for (var cell : cells) {
            some |= !cell.isBlank();
            var text = spelled(cell.strip());
            if (!text.isEmpty() && !NUMBER.matcher(text).matches()) {
                return new ArrayList<>(cells);
            }
            numbers.add(text.isEmpty() ? Double.NaN : Double.valueOf(text));
        }
        return some ? numbers : new ArrayList<>(cells);
    }

    /** As Java writes it. R's mark of what is missing has capitals: Na is sodium. */
    private static String spelled(String cell) {
        return cell.equals("NA") ? "NaN" : SPELLINGS.getOrDefault(cell.toLowerCase(Locale.ROOT), cell);
    }

    /**
     * Writes a table, whole or not at all; whole numbers without a point, NaN as an empty cell.
     *
     * @param columns column to values, all of one length
     * @throws BadInput if the lengths differ or the file cannot be written
     */
    public static void save(Path file, Map<String, ? extends List<?>> columns) {
        int rows = columns.values().stream().mapToInt(List::size).findFirst().orElse(0);
        columns.forEach((name, values) -> {
            if (values.size() != rows) {
                throw BadInput.of(
                        "column \"" + name + "\"",
                        values.size() + " values",
                        rows + ", as many as the first column has",
                        "Give every column one value a row");
            }
        });
        WholeFile.write(file, out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            var printer = CSVFormat.RFC4180.builder().get().print(writer);
            printer.printRecord(columns.keySet());
            for (int row = 0; row < rows; row++) {
                for (var values : columns.values()) {
                    printer.print(cell(values.get(row)));
                }
                printer.println();
            }
            printer.flush();
        });
    }

    private static Object cell(Object value) {
        if (!(value instanceof Double number)) {
            return value;
        }
        if (number.isNaN()) {
            return "";
        }
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? (Object) number.longValue() : number;
    }

    private static BadInput bad(Path file, String wrong, String expected) {
        return BadInput.of(file.toString(), wrong, expected, "Mend that line, or save the table again as CSV");
    }
}
