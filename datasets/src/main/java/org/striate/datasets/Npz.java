package org.striate.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.striate.core.BadInput;
import org.striate.core.WholeFile;

/**
 * NumPy's archives of named arrays: {@code Npz.load(path).array("X")}. Arrays are read when they are asked for; nothing is
 * ever unpacked to disk, so names that point outside a folder can do no harm.
 */
public final class Npz extends AbstractMap<String, NumericArray> {

    /** Beyond this a member is refused unless it is small against the archive, as real arrays are. */
    private static final long LARGE = 32L << 20;

    private static final long MOST_INFLATION = 200;

    private final Path file;
    private final Map<String, ZipEntry> members;

    private Npz(Path file, Map<String, ZipEntry> members) {
        this.file = file;
        this.members = members;
    }

    /**
     * Opens an archive.
     *
     * @throws BadInput if the file is missing or no ZIP archive
     */
    public static Npz load(Path file) {
        var members = new LinkedHashMap<String, ZipEntry>();
        try {
            if (!Files.isReadable(file)) {
                throw Npy.unreadable(file, new java.nio.file.NoSuchFileException(file.toString()));
            }
            try (var zip = new ZipFile(file.toFile())) {
                zip.stream()
                        .filter(entry -> entry.getName().endsWith(".npy"))
                        .forEach(entry -> members.put(entry.getName().replaceFirst("\\.npy$", ""), entry));
            }
        } catch (IOException e) {
            throw damaged(file, e.getMessage());
        }
        return new Npz(file, members);
    }

    /**
     * One array.
     *
     * @throws BadInput if there is none of that name, or it is damaged or holds no plain numbers
     */
    public NumericArray array(String name) {
        return member(name).all();
    }

    /**
     * One array of text, in row-major order.
     *
     * @throws BadInput if there is none of that name, or it is damaged or holds no text
     */
    public List<String> text(String name) {
        return member(name).text();
    }

    /** One array as a column of a table: numbers or texts. */
    List<Object> column(String name) {
        var npy = member(name);
        return npy.isText()
                ? List.copyOf(npy.text())
                : Arrays.stream(npy.all().values())
                        .mapToObj(value -> (Object) value)
                        .toList();
    }

    private NpyFile member(String name) {
        var entry = members.get(name);
        if (entry == null) {
            throw BadInput.unknown("array", name, file.getFileName().toString(), members.keySet(), "npz.keySet()");
        }
        try (var zip = new ZipFile(file.toFile());
                var in = zip.getInputStream(entry)) {
            return NpyFile.of(file.getFileName() + ":" + name, bounded(name, in, entry));
        } catch (IOException e) {
            throw damaged(file, name + ": " + e.getMessage());
        }
    }

    /**
     * Writes named arrays as float64, whole or not at all; a {@code List<String>} becomes an array of text.
     *
     * @param arrays name to {@link NumericArray} or list of texts
     * @throws BadInput if a value is neither, or the file cannot be written
     */
    public static void save(Path file, Map<String, ?> arrays) {
        WholeFile.write(file, out -> {
            var zip = new ZipOutputStream(out);
            for (var member : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey() + ".npy"));
                if (member.getValue() instanceof NumericArray array) {
                    Npy.write(zip, array);
                } else if (member.getValue() instanceof List<?> texts) {
                    Npy.write(zip, texts.stream().map(String::valueOf).toList());
                } else {
                    throw BadInput.of(
                            "array \"" + member.getKey() + "\"",
                            "a " + member.getValue().getClass().getSimpleName(),
                            "a NumericArray or a list of texts",
                            "NumericArray.of(rows)");
                }
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private byte[] bounded(String name, InputStream in, ZipEntry entry) throws IOException {
        long most = Math.max(LARGE, MOST_INFLATION * entry.getCompressedSize());
        if (entry.getSize() > most) {
            throw new ZipException("inflates more than " + MOST_INFLATION + " times");
        }
        requireRoom(name, entry);
        var bytes = in.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 8));
        if (in.read() >= 0) { // more than it says
            throw new ZipException("inflates to more than " + bytes.length + " bytes");
        }
        return bytes;
    }

    private void requireRoom(String name, ZipEntry entry) {
        Memory.requireBytes(
                file.getFileName() + ":" + name,
                entry.getSize(),
                "an archive",
                "Take it out with unzip " + file.getFileName() + " " + entry.getName()
                        + ", then read parts of it: Npy.open(Path.of(\"" + entry.getName() + "\")).rows(0, 1000)");
    }

    private static BadInput damaged(Path file, String wrong) {
        return BadInput.of(
                file.toString(),
                "damaged (" + wrong + ")",
                "a whole NPZ archive",
                "Save it again in Python, not compressed: np.savez(path, X=X)");
    }

    @Override
    public Set<String> keySet() {
        return java.util.Collections.unmodifiableSet(members.keySet());
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public boolean containsKey(Object name) {
        return members.containsKey(name);
    }

    @Override
    public NumericArray get(Object name) {
        return members.containsKey(name) ? array((String) name) : null; // the contract of Map
    }

    @Override
    public Set<Entry<String, NumericArray>> entrySet() {
        var all = new ArrayList<Entry<String, NumericArray>>();
        members.keySet().forEach(name -> all.add(Map.entry(name, array(name))));
        return new java.util.LinkedHashSet<>(all);
    }

    @Override
    public String toString() {
        return "Npz " + file.getFileName() + ": " + members.keySet();
    }
}
