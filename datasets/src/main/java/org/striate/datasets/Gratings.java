package org.striate.datasets;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;

/**
 * Every combination of orientations, spatial frequencies and phases; itself the stimulus set. The phase runs fastest, then
 * the frequency. An orientation is that of the stripes, counter-clockwise from horizontal.
 */
public final class Gratings extends GreySquares {

    static final Gratings DEFAULTS = new Gratings(8, new double[] {1}, 4, 1, 64, 8);

    private final int orientations;
    private final double[] frequencies;
    private final int phases;
    private final double contrast;
    private final int size;
    private final double degrees;

    private Gratings(int orientations, double[] frequencies, int phases, double contrast, int size, double degrees) {
        super("gratings", size, degrees);
        check("orientations", orientations, orientations >= 1, "at least 1");
        check("spatial frequencies", Arrays.toString(frequencies), frequencies.length > 0, "at least one");
        check("phases", phases, phases >= 1, "at least 1");
        check("contrast", contrast, contrast >= 0 && contrast <= 1, "0 to 1");
        check("size", size, size >= 2, "at least 2 pixels");
        check("degrees", degrees, degrees > 0, "more than 0");
        double most = size / degrees / 2;
        for (double frequency : frequencies) {
            check(
                    "spatial frequency",
                    frequency + " cycles/deg",
                    frequency > 0 && frequency <= most,
                    "above 0 and up to " + most + ", half a cycle per pixel");
        }
        this.orientations = orientations;
        this.frequencies = frequencies;
        this.phases = phases;
        this.contrast = contrast;
        this.size = size;
        this.degrees = degrees;
    }

    private static void check(String subject, Object value, boolean good, String expected) {
        if (!good) {
            throw BadInput.of(
                    subject,
                    String.valueOf(value),
                    expected,
                    "Stimuli.gratings().orientations(16).spatialFrequencies(1, 2).phases(4)");
        }
    }

    /** How many orientations, evenly from 0 to 180 degrees. */
    public Gratings orientations(int orientations) {
        return new Gratings(orientations, frequencies, phases, contrast, size, degrees);
    }

    /** Spatial frequencies in cycles per degree. */
    public Gratings spatialFrequencies(double... frequencies) {
        return new Gratings(orientations, frequencies.clone(), phases, contrast, size, degrees);
    }

    /** How many phases, evenly from 0 to 360 degrees. */
    public Gratings phases(int phases) {
        return new Gratings(orientations, frequencies, phases, contrast, size, degrees);
    }

    /** Michelson contrast, 0 to 1. */
    public Gratings contrast(double contrast) {
        return new Gratings(orientations, frequencies, phases, contrast, size, degrees);
    }

    /** Pixels across and down. */
    public Gratings size(int size) {
        return new Gratings(orientations, frequencies, phases, contrast, size, degrees);
    }

    /** Width in degrees of visual angle. */
    public Gratings degrees(double degrees) {
        return new Gratings(orientations, frequencies, phases, contrast, size, degrees);
    }

    private GratingImage image(int index) {
        double orientation = 180.0 * (index / (phases * frequencies.length)) / orientations;
        double frequency = frequencies[index / phases % frequencies.length];
        double phase = 360.0 * (index % phases) / phases;
        return new GratingImage(orientation, frequency, phase, contrast);
    }

    @Override
    public int size() {
        return orientations * frequencies.length * phases;
    }

    @Override
    public float[] pixels(int index) {
        return image(java.util.Objects.checkIndex(index, size())).render(size, degrees);
    }

    @Override
    public Map<String, List<Object>> parameters() {
        var parameters = new LinkedHashMap<String, List<Object>>();
        parameters.put("orientation", column(GratingImage::orientation));
        parameters.put("spatialFrequency", column(GratingImage::frequency));
        parameters.put("phase", column(GratingImage::phase));
        return parameters;
    }

    private List<Object> column(Function<GratingImage, Object> value) {
        return IntStream.range(0, size()).mapToObj(i -> value.apply(image(i))).toList();
    }

    @Override
    public List<String> ids() {
        return IntStream.range(0, size())
                .mapToObj(i -> "grating " + image(i).orientation() + " deg, " + image(i).frequency()
                        + " cycles/deg, phase " + image(i).phase())
                .toList();
    }

    @Override
    public Origin origin() {
        return Origin.of("gratings")
                .with("orientations", orientations)
                .with("frequencies", Arrays.toString(frequencies))
                .with("phases", phases)
                .with("contrast", contrast)
                .with("size", size)
                .with("degrees", degrees);
    }

    @Override
    public String toString() {
        return "Gratings: " + size() + " stimuli, " + orientations + " orientations x " + frequencies.length
                + " spatial frequencies x " + phases + " phases, " + size + " x " + size + " pixels, " + degrees
                + " deg";
    }
}
