package org.striate.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.striate.core.BadInput;

/**
 * NumPy's archives of named arrays: {@code Npz.load(path).array("X")}. Arrays are read when they are asked for; nothing is
 * ever unpacked to disk, so names that point outside a folder can do no harm.
 */
public final class Npz extends AbstractMap<String, NumericArray> {

    /** Beyond this a member is refused unless it is small against the archive, as real arrays are. */
    private static final long LARGE = 256L << 20;

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
        var entry = members.get(name);
        if (entry == null) {
            throw BadInput.unknown("array", name, file.getFileName().toString(), members.keySet(), "npz.keySet()");
        }
        try (var zip = new ZipFile(file.toFile());
                var in = zip.getInputStream(entry)) {
            return Npy.read(file.getFileName() + ":" + name, bounded(in, entry));
        } catch (IOException e) {
            throw damaged(file, name + ": " + e.getMessage());
        }
    }

    private byte[] bounded(InputStream in, ZipEntry entry) throws IOException {
        long most = Math.max(LARGE, MOST_INFLATION * entry.getCompressedSize());
        var bytes = in.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 8));
        if (in.read() >= 0) {
            throw new ZipException("inflates beyond " + most + " bytes");
        }
        return bytes;
    }

    private static BadInput damaged(Path file, String wrong) {
        return BadInput.of(
                file.toString(),
                "damaged (" + wrong + ")",
                "a whole NPZ archive",
                "Save it again in Python: np.savez(path, X=X)");
    }

    @Override
    public Set<String> keySet() {
        return java.util.Collections.unmodifiableSet(members.keySet());
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
