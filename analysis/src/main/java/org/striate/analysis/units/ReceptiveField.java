package org.striate.analysis.units;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.striate.core.Html;
import org.striate.core.Origin;
import org.striate.core.Pictures;
import org.striate.core.Showable;

/**
 * A linear receptive field on the pixels of the stimuli.
 *
 * @param unit name of the unit
 * @param height pixels down
 * @param width pixels across
 * @param degrees width in degrees of visual angle
 * @param filter [height * width] weight of every pixel; all NaN for a unit that never answers
 * @param origin what made it
 */
public record ReceptiveField(String unit, int height, int width, double degrees, double[] filter, Origin origin)
        implements Showable {

    private static final int SHOWN = 160;

    /** Pearson r with another filter of the same pixels; NaN where one is constant. */
    public double correlation(double[] other) {
        double meanA = Arrays.stream(filter).average().orElse(Double.NaN);
        double meanB = Arrays.stream(other).average().orElse(Double.NaN);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < filter.length; i++) {
            ab += (filter[i] - meanA) * (other[i] - meanB);
            aa += (filter[i] - meanA) * (filter[i] - meanA);
            bb += (other[i] - meanB) * (other[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    /** Where the weights lie, {@code [x, y]} in degrees right of and below the middle: the centre of their squares. */
    public double[] centre() {
        double total = Arrays.stream(filter).map(w -> w * w).sum();
        double x = 0;
        double y = 0;
        for (int i = 0; i < filter.length; i++) {
            double share = filter[i] * filter[i] / total;
            x += share * ((i % width + 0.5) / width - 0.5) * degrees;
            y += share * ((i / width + 0.5) - height / 2.0) / width * degrees;
        }
        return new double[] {x, y};
    }

    @Override
    public String toString() {
        var centre = centre();
        return String.format(
                Locale.ROOT,
                "ReceptiveField %s: %d x %d pixels, centre (%.2f, %.2f) deg",
                unit,
                height,
                width,
                centre[0],
                centre[1]);
    }

    /** White excites, black inhibits. */
    @Override
    public String toHtml() {
        double most = Arrays.stream(filter).map(Math::abs).max().orElse(1);
        var grey = new float[filter.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (float) (0.5 + filter[i] / most / 2);
        }
        var png = Base64.getEncoder().encodeToString(Pictures.png(Pictures.of(grey, 1, height, width)));
        return "<figure><img alt=\"" + Html.escape(this) + "\" width=\"" + SHOWN
                + "\" style=\"image-rendering: pixelated\" src=\"data:image/png;base64," + png + "\"/><figcaption>"
                + Html.escape(this) + "</figcaption></figure>" + Html.origin(origin);
    }
}
