package org.striate.datasets;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.PixelStimuli;

/** The user's movies: a GIF, or a folder with a picture for every frame. */
final class MovieFile {

    /** Of a folder of frames, which does not say it. */
    private static final double FRAMES_PER_SECOND = 25;
    /** In hundredths of a second: what browsers take where a GIF says nothing. */
    private static final int USUAL_DELAY = 10;

    private MovieFile() {}

    static Movie load(Path path, double degrees) {
        if (Files.isDirectory(path)) {
            var frames = ImageFolder.load(path, degrees);
            var ids = frames.ids();
            var inOrder = IntStream.range(0, ids.size())
                    .boxed()
                    .sorted(Comparator.comparing((Integer i) -> padded(ids.get(i))))
                    .mapToInt(Integer::intValue)
                    .toArray();
            return new Movie(frames.select(inOrder), FRAMES_PER_SECOND);
        }
        return gif(path, degrees);
    }

    /** So that frame 10 comes after frame 9, with or without zeros before it. */
    private static String padded(String name) {
        return java.util.regex.Pattern.compile("\\d{1,18}")
                .matcher(name)
                .replaceAll(digits -> String.format("%018d", Long.parseLong(digits.group())));
    }

    /** Every GIF and every folder in a folder, in the order of their names. */
    static List<Movie> all(Path folder, double degrees) {
        try (var files = Files.list(folder)) {
            var movies = files.filter(
                            file -> Files.isDirectory(file) || file.toString().matches("(?i).*\\.gif"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .map(file -> load(file, degrees))
                    .toList();
            if (movies.isEmpty()) {
                throw BadInput.of(
                        "folder " + folder,
                        "no movie",
                        "GIF files or folders of frames",
                        "Turn a video into frames: ffmpeg -i movie.mp4 folder/%05d.png");
            }
            return movies;
        } catch (IOException e) {
            throw Npy.unreadable(folder, e);
        }
    }

    private static Movie gif(Path file, double degrees) {
        if (!(degrees > 0)) {
            throw BadInput.of("degrees", String.valueOf(degrees), "more than 0", "Stimuli.movie(path, 8)");
        }
        var bytes = ImageTable.bytes(file);
        ImageFiles.requireTrailer(file.getFileName().toString(), bytes);
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in);
            var frames = new ArrayList<byte[]>();
            var times = new ArrayList<Object>();
            var screen = screen(file, reader, bytes.length);
            double time = 0;
            for (int i = 0; i < reader.getNumImages(true); i++) {
                var metadata = (IIOMetadataNode) reader.getImageMetadata(i).getAsTree(AnimatedGif.FORMAT);
                frames.add(shown(screen, reader.read(i), metadata));
                times.add(time);
                int delay = number(metadata, "GraphicControlExtension", "delayTime");
                time += (delay > 0 ? delay : USUAL_DELAY) / 100.0;
            }
            return movie(file, degrees, screen, frames, times, time);
        } catch (IOException | RuntimeException e) { // damaged pictures raise either
            throw e instanceof BadInput already ? already : bad(file, "damaged (" + e.getMessage() + ")");
        } finally {
            reader.dispose();
        }
    }

    private static Movie movie(
            Path file, double degrees, BufferedImage screen, List<byte[]> frames, List<Object> times, double seconds) {
        if (frames.isEmpty()) {
            throw bad(file, "no frame");
        }
        var name = file.getFileName().toString().replaceFirst("(?i)\\.gif$", "");
        var set = new PixelStimuli(
                name,
                IntStream.range(0, frames.size())
                        .mapToObj(i -> name + ", frame " + i)
                        .toList(),
                3,
                screen.getHeight(),
                screen.getWidth(),
                degrees,
                i -> pixels(frames.get(i)),
                Map.of("time", List.copyOf(times)),
                Origin.of("movie").with("file", file.getFileName()).with("sha256", Origin.sha256(file)));
        return new Movie(set, frames.size() / seconds);
    }

    private static float[] pixels(byte[] levels) {
        var pixels = new float[levels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (levels[i] & 255) / 255f;
        }
        return pixels;
    }

    /** What all frames are drawn on, of the size that the file states, white. */
    private static BufferedImage screen(Path file, ImageReader reader, int bytes) throws IOException {
        var metadata = (IIOMetadataNode) reader.getStreamMetadata().getAsTree("javax_imageio_gif_stream_1.0");
        int width = number(metadata, "LogicalScreenDescriptor", "logicalScreenWidth");
        int height = number(metadata, "LogicalScreenDescriptor", "logicalScreenHeight");
        ImageFiles.requireSize(file.getFileName().toString(), width, height, bytes);
        int frames = reader.getNumImages(true);
        Memory.require(file.toString(), 3L * width * height * frames, "Cut the movie into shorter ones");
        for (int i = 0; i < frames; i++) {
            ImageFiles.requireSize(file.getFileName().toString(), reader.getWidth(i), reader.getHeight(i), bytes);
        }
        var screen = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        clear(screen.createGraphics(), 0, 0, width, height);
        return screen;
    }

    private static void clear(Graphics2D graphics, int x, int y, int width, int height) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(x, y, width, height);
        graphics.dispose();
    }

    /** Draws a frame; returns the screen as it then is, channels first; leaves it as the next frame finds it. */
    private static byte[] shown(BufferedImage screen, BufferedImage frame, IIOMetadataNode metadata) {
        var before = screen.getData();
        int x = number(metadata, "ImageDescriptor", "imageLeftPosition");
        int y = number(metadata, "ImageDescriptor", "imageTopPosition");
        var graphics = screen.createGraphics();
        graphics.drawImage(frame, x, y, null);
        graphics.dispose();
        int size = screen.getWidth() * screen.getHeight();
        var levels = new byte[3 * size];
        for (int i = 0; i < size; i++) {
            int rgb = screen.getRGB(i % screen.getWidth(), i / screen.getWidth());
            for (int channel = 0; channel < 3; channel++) {
                levels[channel * size + i] = (byte) (rgb >> 16 - 8 * channel);
            }
        }
        switch (text(metadata, "GraphicControlExtension", "disposalMethod")) {
            case "restoreToBackgroundColor" ->
                clear(screen.createGraphics(), x, y, frame.getWidth(), frame.getHeight());
            case "restoreToPrevious" -> screen.setData(before);
            default -> {
                // the next frame is drawn over this one
            }
        }
        return levels;
    }

    private static String text(IIOMetadataNode metadata, String element, String attribute) {
        var found = metadata.getElementsByTagName(element);
        return found.getLength() == 0 ? "" : ((IIOMetadataNode) found.item(0)).getAttribute(attribute);
    }

    private static int number(IIOMetadataNode metadata, String element, String attribute) {
        var text = text(metadata, element, attribute);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static BadInput bad(Path file, String wrong) {
        return BadInput.of(
                "movie " + file.getFileName(),
                wrong,
                "a whole GIF, or a folder of frames",
                "Turn a video into frames: ffmpeg -i movie.mp4 folder/%05d.png");
    }
}
