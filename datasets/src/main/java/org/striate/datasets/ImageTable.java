package org.striate.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipFile;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Pictures;
import org.striate.core.Progress;
import org.striate.core.StimulusSet;
import org.striate.core.WholeFile;

/** A table that names a picture for every stimulus, as BrainIO writes it. */
final class ImageTable {

    /** No picture inflates to more. */
    private static final int MOST = 1 << 27;

    private ImageTable() {}

    static StimulusSet load(Path csv, Path images, double degrees) {
        var texts = Csv.text(csv);
        var ids = texts.containsKey("stimulus_id") ? texts.get("stimulus_id") : texts.get("image_id");
        var files = texts.get("filename");
        if (ids == null || files == null || ids.isEmpty()) {
            throw BadInput.of(
                    csv.toString(),
                    "columns " + texts.keySet() + " in "
                            + texts.values().stream().mapToInt(List::size).max().orElse(0) + " rows",
                    "stimulus_id (or image_id) and filename, and at least one row",
                    "Add the missing column");
        }
        requireUnique(csv, ids);
        var source = Files.isDirectory(images) ? folder(images) : zip(images);
        for (int i = 0; i < files.size(); i++) {
            if (!isPlain(files.get(i)) || !source.names().contains(files.get(i))) {
                throw BadInput.of(
                        csv.toString(),
                        "stimulus \"" + ids.get(i) + "\" names the picture \"" + files.get(i) + "\"",
                        "the plain name of a picture in " + images,
                        "Mend the column filename, or add the picture");
            }
        }
        var parameters = new LinkedHashMap<>(Csv.load(csv));
        parameters.remove(texts.containsKey("stimulus_id") ? "stimulus_id" : "image_id");
        parameters.remove("filename");
        var origin = Origin.of("stimulus set")
                .with("table", csv.getFileName())
                .with("sha256", Origin.sha256(csv))
                .with("images", images.getFileName());
        if (!Files.isDirectory(images)) {
            origin = origin.with("images sha256", Origin.sha256(images));
        }
        return ImageSet.of(
                csv.getFileName().toString().replaceFirst("\\.csv$", ""),
                ids,
                i -> source.read(files.get(i)),
                degrees,
                parameters,
                origin);
    }

    static void save(StimulusSet stimuli, Path folder) {
        var ids = stimuli.ids();
        var files = new ArrayList<Object>();
        try (var progress = Progress.of("writing pictures", ids.size())) {
            for (int i = 0; i < ids.size(); i++) {
                // A number keeps names apart that differ in nothing a file system takes.
                var name =
                        String.format(Locale.ROOT, "%05d-%s.png", i, ids.get(i).replaceAll("[^\\w.-]+", "_"));
                var png = Pictures.png(Pictures.of(stimuli, i));
                WholeFile.write(folder.resolve(name), out -> out.write(png));
                files.add(name);
                progress.step("");
            }
        }
        var table = new LinkedHashMap<String, List<Object>>();
        table.put("stimulus_id", List.copyOf(ids));
        table.putAll(stimuli.parameters());
        table.put("filename", files);
        Csv.save(folder.resolve("stimuli.csv"), table);
    }

    private static void requireUnique(Path csv, List<String> ids) {
        var seen = new HashSet<String>();
        for (var id : ids) {
            if (!seen.add(id)) {
                throw BadInput.of(
                        csv.toString(),
                        "stimulus_id \"" + id + "\" twice",
                        "an id of its own for every stimulus",
                        "Rename one of them");
            }
        }
    }

    private static boolean isPlain(String name) {
        return !name.isBlank() && !name.contains("/") && !name.contains("\\") && !name.equals("..");
    }

    /** Pictures by name. */
    private record Source(Set<String> names, Function<String, byte[]> reader) {
        byte[] read(String name) {
            return reader.apply(name);
        }
    }

    private static Source folder(Path folder) {
        try (var files = Files.list(folder)) {
            var names = new HashMap<String, Path>();
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.put(file.getFileName().toString(), file));
            return new Source(names.keySet(), name -> bytes(names.get(name)));
        } catch (IOException e) {
            throw Npy.unreadable(folder, e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MOST) {
                throw BadInput.of("picture " + file, Files.size(file) + " bytes", "at most " + MOST, "Save it smaller");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Npy.unreadable(file, e);
        }
    }

    private static Source zip(Path archive) {
        var names = new ArrayList<String>();
        try (var zip = new ZipFile(archive.toFile())) {
            zip.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> names.add(entry.getName()));
        } catch (IOException e) {
            throw Files.isReadable(archive)
                    ? BadInput.of(
                            archive.toString(), "damaged (" + e.getMessage() + ")", "a whole ZIP", "Fetch it again")
                    : Npy.unreadable(archive, e);
        }
        for (var name : names) {
            if (!isPlain(name)) {
                throw BadInput.of(
                        archive.toString(),
                        "a member \"" + name + "\"",
                        "pictures without a folder in their names",
                        "Pack them again: zip -j images.zip folder/*");
            }
        }
        return new Source(new HashSet<>(names), name -> member(archive, name));
    }

    private static byte[] member(Path archive, String name) {
        try (var zip = new ZipFile(archive.toFile());
                var in = zip.getInputStream(zip.getEntry(name))) {
            return in.readNBytes(MOST);
        } catch (IOException e) {
            throw BadInput.of(
                    archive + ":" + name, "damaged (" + e.getMessage() + ")", "a whole ZIP", "Fetch it again");
        }
    }
}
