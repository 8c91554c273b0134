package org.striate.datasets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Seeds;

/**
 * Noisy gratings whose stripes lean to the left or to the right of the vertical. Parameter {@code tilt} is {@code left} or
 * {@code right}; {@code angle} is in degrees clockwise from vertical.
 */
public final class TiltedGratings extends GreySquares {

    private static final double DEGREES = 8;
    private static final double NOISE = 0.1;
    /** Tilts closer than this to vertical or horizontal have no clear side. */
    private static final double UNCLEAR = 3;

    private final int count;
    private final long seed;
    private final int size;

    TiltedGratings(int count, long seed, int size) {
        super("tilted gratings", size, DEGREES);
        if (count < 1 || size < 2) {
            throw BadInput.of(
                    "tilted gratings",
                    count + " of " + size + " pixels",
                    "at least 1 of at least 2 pixels",
                    "Stimuli.tilted(1000, 1).size(64)");
        }
        this.count = count;
        this.seed = seed;
        this.size = size;
    }

    /**
     * Pixels across and down. The noise is drawn pixel by pixel: at another size the same gratings lie in other noise, and the
     * ids tell it ({@code tilted 7/0, 32 pixels}). {@code tilted.resized(32)} has the same pictures.
     */
    public TiltedGratings size(int size) {
        return new TiltedGratings(count, seed, size);
    }

    private double angle(int index) {
        double side = index % 2 == 0 ? -1 : 1;
        return side * (UNCLEAR + (90 - 2 * UNCLEAR) * random(index).nextDouble());
    }

    private Random random(int index) {
        return Seeds.random(seed, index);
    }

    @Override
    public float[] pixels(int index) {
        var random = random(java.util.Objects.checkIndex(index, count));
        random.nextDouble(); // the angle's
        double frequency = Math.min(0.5 * Math.pow(4, random.nextDouble()), size / DEGREES / 2);
        double phase = 360 * random.nextDouble();
        double contrast = 0.2 + 0.6 * random.nextDouble();
        var pixels = GratingImage.whole(90 - angle(index), frequency, phase, contrast, DEGREES)
                .render(size, DEGREES);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) Math.max(0, Math.min(1, pixels[i] + NOISE * random.nextGaussian()));
        }
        return pixels;
    }

    @Override
    public Map<String, List<Object>> parameters() {
        var parameters = new LinkedHashMap<String, List<Object>>();
        parameters.put(
                "tilt",
                IntStream.range(0, count)
                        .mapToObj(i -> (Object) (angle(i) < 0 ? "left" : "right"))
                        .toList());
        parameters.put(
                "angle",
                IntStream.range(0, count).mapToObj(i -> (Object) angle(i)).toList());
        return parameters;
    }

    @Override
    public List<String> ids() {
        return IntStream.range(0, count)
                .mapToObj(i -> "tilted " + seed + "/" + i + GeneratedStimuli.drawnTo(size))
                .toList();
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public Origin origin() {
        return Origin.of("tilted gratings")
                .with("count", count)
                .with("size", size)
                .with("seed", seed);
    }

    @Override
    public String toString() {
        return "TiltedGratings: " + count + " stimuli, " + size + " x " + size + " pixels, " + DEGREES + " deg, seed "
                + seed;
    }
}
