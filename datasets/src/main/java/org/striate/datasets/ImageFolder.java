package org.striate.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;
import org.striate.core.Resize;
import org.striate.core.StimulusSet;

/** A folder of the user's pictures, also in folders of categories, which may be links. */
final class ImageFolder {

    private static final List<String> KINDS = List.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff");

    private ImageFolder() {}

    static StimulusSet load(Path folder, double degrees) {
        var files = files(folder);
        return ImageSet.of(
                folder.getFileName().toString(),
                ids(folder, files),
                i -> ImageTable.bytes(files.get(i)),
                degrees,
                parameters(folder, files),
                origin(folder, files));
    }

    static StimulusSet load(Path folder, double degrees, int size) {
        if (size < 1 || !(degrees > 0)) {
            throw BadInput.of(
                    "folder " + folder,
                    size + " pixels, " + degrees + " degrees",
                    "more than 0 of both",
                    "Stimuli.folder(path, 8, 224)");
        }
        var files = files(folder);
        var ids = ids(folder, files);
        return new PixelStimuli(
                folder.getFileName().toString(),
                ids,
                3,
                size,
                size,
                degrees,
                i -> square(ImageFiles.decode(ids.get(i), ImageTable.bytes(files.get(i))), size),
                parameters(folder, files),
                origin(folder, files).with("size", size));
    }

    /** The largest square in the middle, resized. */
    private static float[] square(ImageFiles.Decoded picture, int size) {
        int side = Math.min(picture.height(), picture.width());
        int top = (picture.height() - side) / 2;
        int left = (picture.width() - side) / 2;
        var rgb = ImageSet.rgb(picture);
        var cut = new float[3 * side * side];
        for (int channel = 0; channel < 3; channel++) {
            for (int row = 0; row < side; row++) {
                int from = (channel * picture.height() + top + row) * picture.width() + left;
                System.arraycopy(rgb, from, cut, (channel * side + row) * side, side);
            }
        }
        var pixels = new float[3 * size * size];
        for (int channel = 0; channel < 3; channel++) {
            var plane = Resize.BILINEAR.apply(cut, channel * side * side, side, side, size, size);
            System.arraycopy(plane, 0, pixels, channel * size * size, size * size);
        }
        return pixels;
    }

    private static List<Path> files(Path folder) {
        if (Files.isRegularFile(folder)) {
            throw BadInput.of(
                    "folder " + folder,
                    "a file",
                    "a folder of pictures",
                    "Take the folder that it is in: Stimuli.folder(Path.of(\""
                            + folder.toAbsolutePath().getParent() + "\"), 8)");
        }
        var files = new ArrayList<Path>();
        try {
            for (var entry : entries(folder)) {
                if (!Files.isDirectory(entry)) {
                    files.add(entry);
                } else if (!leadsBack(folder, entry)) {
                    files.addAll(within(folder, entry));
                }
            }
        } catch (IOException e) {
            throw Npy.unreadable(folder, e);
        }
        var pictures = files.stream()
                .filter(Files::isRegularFile)
                .filter(ImageFolder::isPicture)
                .sorted()
                .toList();
        if (pictures.isEmpty()) {
            throw BadInput.of(
                    "folder " + folder, "no picture", "files ending in " + KINDS, "Check the path, or convert them");
        }
        return pictures;
    }

    private static List<Path> within(Path folder, Path category) {
        try {
            return entries(category);
        } catch (IOException e) { // which names it
            throw BadInput.of(
                    "folder " + folder,
                    "cannot be read whole (" + e + ")",
                    "folders that may be read",
                    "Mend the permissions, or move that folder away");
        }
    }

    /** All but what is hidden, such as the copies that Jupyter keeps in .ipynb_checkpoints. */
    private static List<Path> entries(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Such as a link "latest" to the folder itself, whose pictures are there without it. */
    private static boolean leadsBack(Path folder, Path entry) throws IOException {
        return folder.toRealPath().startsWith(entry.toRealPath());
    }

    private static boolean isPicture(Path file) {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return KINDS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static List<String> ids(Path folder, List<Path> files) {
        return files.stream()
                .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                .toList();
    }

    /** Pictures in folders of their own have these as their category. */
    private static Map<String, List<Object>> parameters(Path folder, List<Path> files) {
        var parameters = new LinkedHashMap<String, List<Object>>();
        if (files.stream().anyMatch(file -> !file.getParent().equals(folder))) {
            var categories = new ArrayList<Object>();
            files.forEach(file -> categories.add(
                    file.getParent().equals(folder)
                            ? ""
                            : file.getParent().getFileName().toString()));
            parameters.put("category", categories);
        }
        return parameters;
    }

    private static Origin origin(Path folder, List<Path> files) {
        return Origin.of("folder").with("folder", folder).with("pictures", files.size());
    }
}
