package org.striate.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.striate.core.charts.Axis;
import org.striate.core.charts.Charted;
import org.striate.core.charts.Fields;

/**
 * What each pixel does to one unit's or neuron's answer.
 *
 * @param unit what answered, such as {@code conv1 unit 12}
 * @param channels 1 for grey, 3 for RGB
 * @param height in pixels
 * @param width in pixels
 * @param degrees width in degrees of visual angle
 * @param degreesDown height in degrees of visual angle; pixels need not be square
 * @param values [channels x height x width], above 0 where light excites; the scale is the method's
 */
public record ReceptiveField(
        String unit,
        int channels,
        int height,
        int width,
        double degrees,
        double degreesDown,
        double[] values,
        Origin origin)
        implements Charted<Fields> {

    public ReceptiveField {
        if (values.length != channels * height * width) {
            throw BadInput.of(
                    "receptive field of " + unit,
                    values.length + " values",
                    channels + " x " + height + " x " + width,
                    "Give one value for each pixel");
        }
    }

    /** On square pixels. */
    public ReceptiveField(
            String unit, int channels, int height, int width, double degrees, double[] values, Origin origin) {
        this(unit, channels, height, width, degrees, degrees * height / width, values, origin);
    }

    /**
     * The place of the field in degrees right of the centre: the mean of the pixels' places weighted by squared values, over the
     * values that noise would hardly reach. These are larger in size than {@code s sqrt(2 ln n)}, with n values and s the median of
     * their sizes over 0.6745 (Donoho and Johnstone 1994, doi:10.1093/biomet/81.3.425). Where none is, as in a field that fills the
     * picture, all count. NaN for a field of zeros.
     */
    public double x() {
        return place(true);
    }

    /** The place of the field in degrees below the centre; see {@link #x()}. */
    public double y() {
        return place(false);
    }

    private double place(boolean across) {
        double noise = noise();
        double total = 0;
        double moment = 0;
        for (int i = 0; i < values.length; i++) {
            int pixel = i % (height * width);
            double energy = Math.abs(values[i]) > noise ? values[i] * values[i] : 0;
            double from = across ? pixel % width + 0.5 - width / 2.0 : pixel / width + 0.5 - height / 2.0;
            total += energy;
            moment += energy * from;
        }
        return moment / total * (across ? degrees / width : degreesDown / height);
    }

    /** The size up to which a value is noise; 0 if all would be. */
    private double noise() {
        double sd = Score.median(Arrays.stream(values).map(Math::abs).toArray()) / 0.6745;
        double bound = sd * Math.sqrt(2 * Math.log(values.length));
        return bound < largest() ? bound : 0;
    }

    /**
     * Pearson correlation of the values with others on the same pixels, such as a known filter; NaN where either has no
     * variance.
     *
     * @param filter [channels x height x width]
     */
    public double correlation(double[] filter) {
        if (filter.length != values.length) {
            throw BadInput.of(
                    "filter",
                    filter.length + " values",
                    values.length + ", one a pixel",
                    "Give it on the field's pixels");
        }
        double a = mean(values);
        double b = mean(filter);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < values.length; i++) {
            ab += (values[i] - a) * (filter[i] - b);
            aa += (values[i] - a) * (values[i] - a);
            bb += (filter[i] - b) * (filter[i] - b);
        }
        return aa == 0 || bb == 0 ? Double.NaN : ab / Math.sqrt(aa * bb);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private double largest() {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /**
     * The field as a stimulus of full contrast: 0.5 where a pixel does nothing. Pixels that are not square are divided along their
     * longer side.
     */
    public StimulusSet stimulus() {
        double scale = largest() == 0 ? 0 : 0.5 / largest();
        var pixels = new float[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (0.5 + scale * values[i]);
        }
        var stimulus = new PixelStimuli(
                "receptive field",
                List.of(unit),
                channels,
                height,
                width,
                degrees,
                index -> pixels.clone(),
                Map.of("unit", List.of(unit)),
                origin);
        double taller = degreesDown / height / (degrees / width);
        if (Math.abs(taller - 1) > 1e-9) {
            return stimulus.resized(
                    (int) Math.round(height * Math.max(1, taller)), (int) Math.round(width * Math.max(1, 1 / taller)));
        }
        return stimulus;
    }

    @Override
    public Fields chart() {
        return chart(List.of(this));
    }

    /**
     * Several fields on one scale of colours.
     *
     * @throws BadInput if there is none
     */
    public static Fields chart(List<ReceptiveField> fields) {
        if (fields.isEmpty()) {
            throw BadInput.of("fields", "none", "at least one", "List.of(ReverseCorrelation.of(v1, noise).field(0))");
        }
        var first = fields.get(0);
        return new Fields(
                fields.size() == 1 ? first.unit : fields.size() + " receptive fields",
                fields.size() == 1 ? first + "." : fields.size() + " receptive fields, " + first + " the first.",
                Axis.of("red excites, blue suppresses"),
                fields.stream()
                        .map(f -> new Fields.Field(
                                f.unit, f.channels, f.height, f.width, f.values, f.degrees, f.degreesDown))
                        .toList());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "ReceptiveField of %s: %d x %d pixels, centre at %.2f, %.2f deg, largest %.3g",
                unit,
                height,
                width,
                x(),
                y(),
                largest());
    }

    @Override
    public String toHtml() {
        return "<p>" + Html.escape(this) + "</p>" + Html.origin(origin);
    }
}
