package org.striate.datasets;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Seeds;

/** Letters, words, schematic faces and eyes, drawn with Java2D in black and white on middle grey. */
final class Drawings {

    private static final Color GREY = new Color(128, 128, 128);

    private Drawings() {}

    /** Draws in a square from (-1, -1) at the top left to (1, 1). */
    private static float[] draw(int size, Consumer<Graphics2D> painter) {
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(GREY);
        graphics.fillRect(0, 0, size, size);
        graphics.scale(size / 2.0, size / 2.0);
        graphics.translate(1, 1);
        painter.accept(graphics);
        graphics.dispose();
        var pixels = new float[size * size];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (image.getRGB(i % size, i / size) & 255) / 255f;
        }
        return pixels;
    }

    private record Text(String category, String object) {}

    static GeneratedStimuli letters() {
        var letters = IntStream.rangeClosed('A', 'Z')
                .mapToObj(letter -> String.valueOf((char) letter))
                .toArray(String[]::new);
        return texts("letters", "letter", letters);
    }

    static GeneratedStimuli words(String... words) {
        return texts("words", "word", words);
    }

    private static GeneratedStimuli texts(String name, String category, String... texts) {
        for (var text : texts) {
            if (text.isBlank()) {
                throw BadInput.of(name, "an empty text", "something to draw", "Stimuli.words(\"house\", \"tree\")");
            }
        }
        GeneratedStimuli.requireOnce(name, List.of(texts), "Stimuli.words(\"house\", \"tree\")");
        var items = Arrays.stream(texts).map(text -> new Text(category, text)).toList();
        return GeneratedStimuli.of(
                name,
                items,
                i -> category + " " + items.get(i).object,
                (text, size, degrees) -> draw(size, g -> paint(g, text.object)),
                Origin.of(name).with("texts", Arrays.toString(texts)));
    }

    /** As large as fits into the middle. */
    private static void paint(Graphics2D g, String text) {
        Shape outline;
        try {
            var font = new Font(Font.SANS_SERIF, Font.BOLD, 100);
            if (font.canDisplayUpTo(text) >= 0) {
                throw new IllegalStateException("no glyph for \"" + text.charAt(font.canDisplayUpTo(text)) + "\"");
            }
            outline = font.createGlyphVector(g.getFontRenderContext(), text).getOutline();
        } catch (RuntimeException | Error e) { // a JDK without fonts throws either, by version
            throw BadInput.of(
                    "text \"" + text + "\"",
                    "no font for it on this machine (" + e.getMessage() + ")",
                    "one that has its letters",
                    "Install one, such as Debian's fonts-dejavu-core, and restart the kernel");
        }
        var bounds = outline.getBounds2D();
        double scale = Math.min(1.6 / bounds.getWidth(), 1.2 / bounds.getHeight());
        g.scale(scale, scale);
        g.translate(-bounds.getCenterX(), -bounds.getCenterY());
        g.setColor(Color.BLACK);
        g.fill(outline);
    }

    /** One face; lengths are shares of the half face width. */
    private record Face(
            String category,
            String object,
            double x,
            double y,
            double scale,
            double faceLength,
            double eyeDistance,
            double eyeHeight,
            double eyeSize,
            double noseLength,
            double mouthWidth,
            double smile,
            double gaze) {}

    static GeneratedStimuli faces(int identities, int views, long seed) {
        return identities("faces", "face", identities, views, seed, Drawings::paintFace);
    }

    static GeneratedStimuli eyes(int identities, int views, long seed) {
        return identities("eyes", "eyes", identities, views, seed, Drawings::paintEyes);
    }

    /** A picture follows from the seed, its identity and its place in the set; hence its id names all three. */
    private static GeneratedStimuli identities(
            String name, String category, int identities, int views, long seed, BiConsumer<Graphics2D, Face> painter) {
        var faces = IntStream.range(0, identities * views)
                .mapToObj(i -> face(
                        category,
                        category + " " + i / views,
                        Seeds.random(seed, i / views),
                        Seeds.random(seed, -1 - i)))
                .toList();
        return GeneratedStimuli.of(
                name,
                faces,
                i -> name + " " + seed + "/" + i / views + "/" + i,
                (face, size, degrees) -> draw(size, g -> painter.accept(g, face)),
                Origin.of(name)
                        .with("identities", identities)
                        .with("views", views)
                        .with("seed", seed));
    }

    /** What makes the identity comes from one generator, what changes from view to view from another. */
    private static Face face(String category, String object, Random identity, Random view) {
        return new Face(
                category,
                object,
                0.3 * (view.nextDouble() - 0.5),
                0.3 * (view.nextDouble() - 0.5),
                0.8 + 0.4 * view.nextDouble(),
                1.15 + 0.3 * identity.nextDouble(),
                0.3 + 0.2 * identity.nextDouble(),
                0.1 + 0.25 * identity.nextDouble(),
                0.12 + 0.08 * identity.nextDouble(),
                0.2 + 0.2 * identity.nextDouble(),
                0.25 + 0.25 * identity.nextDouble(),
                2 * view.nextDouble() - 1,
                2 * view.nextDouble() - 1);
    }

    private static void place(Graphics2D g, Face face) {
        g.translate(face.x, face.y);
        g.scale(0.6 * face.scale, 0.6 * face.scale);
        g.setStroke(new BasicStroke(0.06f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    private static void paintFace(Graphics2D g, Face face) {
        place(g, face);
        g.setColor(new Color(205, 205, 205));
        g.fill(new Ellipse2D.Double(-1, -face.faceLength, 2, 2 * face.faceLength));
        for (int side : List.of(-1, 1)) {
            eye(g, side * face.eyeDistance, -face.eyeHeight, face.eyeSize, face.gaze);
        }
        g.setColor(new Color(60, 60, 60));
        var nose = new Path2D.Double();
        nose.moveTo(0, -face.eyeHeight + 0.1);
        nose.lineTo(-0.1, -face.eyeHeight + 0.1 + face.noseLength);
        nose.lineTo(0.06, -face.eyeHeight + 0.1 + face.noseLength);
        g.draw(nose);
        double top = -face.eyeHeight + 0.35 + face.noseLength;
        var mouth = new Path2D.Double();
        mouth.moveTo(-face.mouthWidth, top);
        mouth.quadTo(0, top + 0.3 * face.smile, face.mouthWidth, top);
        g.draw(mouth);
    }

    private static void paintEyes(Graphics2D g, Face face) {
        place(g, face);
        for (int side : List.of(-1, 1)) {
            eye(g, 1.6 * side * face.eyeDistance, 0, 2 * face.eyeSize, face.gaze);
        }
    }

    private static void eye(Graphics2D g, double x, double y, double size, double gaze) {
        g.setColor(Color.WHITE);
        g.fill(new Ellipse2D.Double(x - 1.3 * size, y - size, 2.6 * size, 2 * size));
        g.setColor(new Color(20, 20, 20));
        double pupil = 0.55 * size;
        g.fill(new Ellipse2D.Double(x + 0.6 * size * gaze - pupil, y - pupil, 2 * pupil, 2 * pupil));
        g.draw(new Arc2D.Double(x - 1.4 * size, y - 1.8 * size, 2.8 * size, 2 * size, 30, 120, Arc2D.OPEN));
    }
}
