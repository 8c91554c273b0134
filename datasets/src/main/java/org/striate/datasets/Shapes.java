package org.striate.datasets;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Seeds;

/**
 * Plain shapes on clouds of noise. Parameter {@code shape} is the class; {@code x} and {@code y} are the centre as shares of the
 * width, {@code radius} the size as a share of the width, {@code rotation} in degrees.
 */
public final class Shapes extends GreySquares {

    private static final double DEGREES = 8;

    private final int count;
    private final long seed;
    private final int size;

    Shapes(int count, long seed, int size) {
        super("shapes", size, DEGREES);
        if (count < 1 || size < 16) {
            throw BadInput.of(
                    "shapes",
                    count + " of " + size + " pixels",
                    "at least 1 of at least 16 pixels",
                    "Stimuli.shapes(4000, 7).size(64)");
        }
        this.count = count;
        this.seed = seed;
        this.size = size;
    }

    /** Where and how one shape lies. */
    private record Pose(ShapeKind kind, double x, double y, double radius, double rotation) {

        static Pose draw(int index, Random random) {
            var kind = ShapeKind.values()[index % ShapeKind.values().length];
            double radius = 0.16 + 0.16 * random.nextDouble();
            double x = radius + (1 - 2 * radius) * random.nextDouble();
            double y = radius + (1 - 2 * radius) * random.nextDouble();
            return new Pose(kind, x, y, radius, 360 * random.nextDouble());
        }
    }

    /**
     * Pixels across and down. Clouds and luminances are drawn for the size: at another one the same shapes are other pictures, and
     * the ids tell it ({@code shape 7/0, 224 pixels}). {@code shapes.resized(224)} has the same pictures.
     */
    public Shapes size(int size) {
        return new Shapes(count, seed, size);
    }

    private Pose pose(int index) {
        return Pose.draw(index, Seeds.random(seed, index));
    }

    @Override
    public float[] pixels(int index) {
        var random = Seeds.random(seed, java.util.Objects.checkIndex(index, count));
        var pose = Pose.draw(index, random);
        var pixels = CloudNoise.render(size, random);
        double luminance = random.nextBoolean() ? 0.75 + 0.25 * random.nextDouble() : 0.25 * random.nextDouble();
        var coverage = coverage(pose);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (pixels[i] + coverage[i] * (luminance - pixels[i]));
        }
        return pixels;
    }

    /** How much of each pixel the shape covers, [size x size] in [0, 1]. */
    private float[] coverage(Pose pose) {
        var image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        var place = AffineTransform.getTranslateInstance(pose.x() * size, pose.y() * size);
        place.rotate(Math.toRadians(pose.rotation()));
        place.scale(pose.radius() * size, pose.radius() * size);
        Shape outline = place.createTransformedShape(pose.kind().outline());
        graphics.fill(outline);
        graphics.dispose();
        var raster = image.getRaster().getPixels(0, 0, size, size, (float[]) null);
        for (int i = 0; i < raster.length; i++) {
            raster[i] /= 255;
        }
        return raster;
    }

    @Override
    public Map<String, List<Object>> parameters() {
        var poses = IntStream.range(0, count).mapToObj(this::pose).toList();
        var parameters = new LinkedHashMap<String, List<Object>>();
        parameters.put(
                "shape", poses.stream().map(p -> (Object) p.kind().name()).toList());
        parameters.put("x", poses.stream().map(p -> (Object) p.x()).toList());
        parameters.put("y", poses.stream().map(p -> (Object) p.y()).toList());
        parameters.put("radius", poses.stream().map(p -> (Object) p.radius()).toList());
        parameters.put(
                "rotation", poses.stream().map(p -> (Object) p.rotation()).toList());
        return parameters;
    }

    @Override
    public List<String> ids() {
        return IntStream.range(0, count)
                .mapToObj(i -> "shape " + seed + "/" + i + GeneratedStimuli.drawnTo(size))
                .toList();
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public Origin origin() {
        return Origin.of("shapes").with("count", count).with("size", size).with("seed", seed);
    }

    @Override
    public String toString() {
        return "Shapes: " + count + " stimuli of " + ShapeKind.values().length + " kinds, " + size + " x " + size
                + " pixels, " + DEGREES + " deg, seed " + seed;
    }
}
