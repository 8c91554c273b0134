package org.striate.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Html;
import org.striate.core.Pictures;
import org.striate.core.Showable;
import org.striate.core.StimulusSet;
import org.striate.core.WholeFile;

/**
 * A movie: frames in order, rendered when they are asked for. The frames are a stimulus set, so that everything that takes
 * stimuli takes a movie's frames, and their parameters tell what is seen in each.
 *
 * @param frames in order
 * @param framesPerSecond at which they are shown
 */
public record Movie(StimulusSet frames, double framesPerSecond) implements Iterable<float[]>, Showable {

    static final double FRAMES_PER_SECOND = 60;

    /** Frames of the moving picture under a cell; a longer movie is shown in steps. */
    private static final int PREVIEW = 60;

    /** Frame by frame, [channels x height x width] in [0, 1]. */
    @Override
    public Iterator<float[]> iterator() {
        return IntStream.range(0, frames.size()).mapToObj(frames::pixels).iterator();
    }

    /** How long it lasts. */
    public double seconds() {
        return frames.size() / framesPerSecond;
    }

    /**
     * Writes a GIF that repeats, whole or not at all. Beyond 50 frames/s it plays at 50, the fastest that browsers show.
     *
     * @throws BadInput if the name does not end in .gif or the file cannot be written
     */
    public Movie save(Path file) {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".gif")) {
            throw BadInput.of(
                    "file " + file,
                    "no name of a GIF file",
                    "one that ends in .gif",
                    "movie.save(Path.of(\"movie.gif\"))");
        }
        WholeFile.write(file, out -> gif(1, out));
        return this;
    }

    private void gif(int step, java.io.OutputStream out) throws IOException {
        int count = (frames.size() + step - 1) / step;
        AnimatedGif.write(
                IntStream.range(0, count).mapToObj(i -> Pictures.of(frames, i * step)), framesPerSecond / step, out);
    }

    /** The moving picture, at most 60 frames of it, and the frames' parameters. */
    @Override
    public Map<String, Object> toMime() {
        var forms = new LinkedHashMap<String, Object>();
        forms.put("text/plain", toString());
        forms.put("text/html", toHtml());
        return forms;
    }

    @Override
    public String toHtml() {
        var bytes = new java.io.ByteArrayOutputStream();
        try {
            gif(Math.max(1, (frames.size() + PREVIEW - 1) / PREVIEW), bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return "<img width=\"192\" alt=\"" + Html.escape(this) + "\" src=\"data:image/gif;base64,"
                + java.util.Base64.getEncoder().encodeToString(bytes.toByteArray()) + "\"/>" + frames.toHtml();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Movie %s: %d frames, %.1f s, %d x %d pixels",
                frames.name(),
                frames.size(),
                seconds(),
                frames.height(),
                frames.width());
    }
}
