package org.striate.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.datasets.GratingImage.Aperture;

/**
 * Every combination of orientations, spatial frequencies, contrasts, diameters and phases; itself the stimulus set. The
 * phase runs fastest, then the diameter, the contrast, the frequency. An orientation is that of the stripes,
 * counter-clockwise from horizontal.
 */
public final class Gratings extends GreySquares {

    private static final String EXAMPLE = "Stimuli.gratings().orientations(16).spatialFrequencies(1, 2).phases(4)";

    /** All settings; changed only in a copy that nobody has seen yet. */
    private static final class Design {
        String name;
        Aperture aperture;
        double crossing;
        int orientations = 8;
        double[] frequencies = {1};
        double[] contrasts = {1};
        double[] diameters = {};
        int phases = 4;
        double x;
        double y;
        int size = GeneratedStimuli.SIZE;
        double degrees = GeneratedStimuli.DEGREES;

        Design(String name, Aperture aperture, double crossing) {
            this.name = name;
            this.aperture = aperture;
            this.crossing = crossing;
        }

        Design(Design other) {
            this(other.name, other.aperture, other.crossing);
            orientations = other.orientations;
            frequencies = other.frequencies;
            contrasts = other.contrasts;
            diameters = other.diameters;
            phases = other.phases;
            x = other.x;
            y = other.y;
            size = other.size;
            degrees = other.degrees;
        }
    }

    private final Design design;

    private Gratings(Design design) {
        super(design.name, design.size, design.degrees);
        check("orientations", design.orientations, design.orientations >= 1, "at least 1");
        check(
                "spatial frequencies",
                Arrays.toString(design.frequencies),
                design.frequencies.length > 0,
                "at least one");
        check("contrasts", Arrays.toString(design.contrasts), design.contrasts.length > 0, "at least one");
        check("phases", design.phases, design.phases >= 1, "at least 1");
        check("size", design.size, design.size >= 2, "at least 2 pixels");
        check("degrees", design.degrees, design.degrees > 0, "more than 0");
        check(
                "centre",
                design.x + ", " + design.y + " deg",
                Double.isFinite(design.x) && Double.isFinite(design.y),
                "finite numbers");
        double most = design.size / design.degrees / 2;
        for (double frequency : design.frequencies) {
            check(
                    "spatial frequency",
                    frequency + " cycles/deg",
                    frequency > 0 && frequency <= most,
                    "above 0 and up to " + most + ", half a cycle per pixel");
        }
        for (double contrast : design.contrasts) {
            check("contrast", contrast, contrast >= 0 && contrast <= 1, "0 to 1");
        }
        for (double diameter : design.diameters) {
            check("diameter", diameter + " deg", diameter > 0, "more than 0");
        }
        requireOnce("spatial frequencies", design.frequencies);
        requireOnce("contrasts", design.contrasts);
        requireOnce("diameters", design.diameters);
        this.design = design;
    }

    static Gratings of(String name, Aperture aperture, double crossing) {
        return new Gratings(new Design(name, aperture, crossing));
    }

    private Gratings with(Consumer<Design> change) {
        var changed = new Design(design);
        change.accept(changed);
        return new Gratings(changed);
    }

    private static void check(String subject, Object value, boolean good, String expected) {
        if (!good) {
            throw BadInput.of(subject, String.valueOf(value), expected, EXAMPLE);
        }
    }

    private static void requireOnce(String subject, double... values) {
        GeneratedStimuli.requireOnce(subject, Arrays.stream(values).boxed().toList(), EXAMPLE);
    }

    /** How many orientations, evenly from 0 to 180 degrees. */
    public Gratings orientations(int orientations) {
        return with(d -> d.orientations = orientations);
    }

    /** Spatial frequencies in cycles per degree. */
    public Gratings spatialFrequencies(double... frequencies) {
        return with(d -> d.frequencies = frequencies.clone());
    }

    /** How many phases, evenly from 0 to 360 degrees. */
    public Gratings phases(int phases) {
        return with(d -> d.phases = phases);
    }

    /** Michelson contrasts, 0 to 1. */
    public Gratings contrasts(double... contrasts) {
        return with(d -> d.contrasts = contrasts.clone());
    }

    /** One Michelson contrast, 0 to 1. */
    public Gratings contrast(double contrast) {
        return contrasts(contrast);
    }

    /** Diameters of the aperture in degrees; none: as wide as the picture. A Gabor's is six standard deviations. */
    public Gratings diameters(double... diameters) {
        return with(d -> d.diameters = diameters.clone());
    }

    /** Where the aperture lies, in degrees right of and below the middle. */
    public Gratings at(double x, double y) {
        return with(d -> {
            d.x = x;
            d.y = y;
        });
    }

    /** Pixels across and down. */
    public Gratings size(int size) {
        return with(d -> d.size = size);
    }

    /** Width in degrees of visual angle. */
    public Gratings degrees(double degrees) {
        return with(d -> d.degrees = degrees);
    }

    /**
     * The same gratings drifting across their stripes, one movie for every orientation, direction (both), frequency,
     * contrast and diameter; the phases of the set are not used.
     *
     * @param hertz cycles per second, less than half the frames per second: beyond that they seem to drift backwards
     * @param seconds how long
     * @return movies of 60 frames/s, each frame with the parameters of its grating
     */
    public List<Movie> drifting(double hertz, double seconds) {
        int frames = (int) Math.round(seconds * Movie.FRAMES_PER_SECOND);
        check("seconds", seconds, frames >= 1, "at least one frame of 1/60 s");
        double most = Movie.FRAMES_PER_SECOND / 2;
        check("drift", hertz + " Hz", Math.abs(hertz) < most, "less than " + most + ", half a cycle per frame");
        var movies = new ArrayList<Movie>();
        var conditions = phases(1);
        for (int i = 0; i < conditions.size(); i++) {
            var grating = conditions.image(i);
            for (int direction : new int[] {-1, 1}) {
                movies.add(movie(grating, direction * hertz, frames));
            }
        }
        return movies;
    }

    private Movie movie(GratingImage g, double hertz, int frames) {
        var items = IntStream.range(0, frames)
                .mapToObj(frame -> new GratingImage(
                        g.orientation(),
                        g.spatialFrequency(),
                        360 * hertz * frame / Movie.FRAMES_PER_SECOND,
                        g.contrast(),
                        g.diameter(),
                        g.x(),
                        g.y()))
                .toList();
        var frequency = design.frequencies.length > 1 ? ", " + g.spatialFrequency() + " cycles/deg" : "";
        var name = "drifting " + design.name + " " + g.orientation() + " deg, " + hertz + " Hz" + frequency + varied(g);
        var set = GeneratedStimuli.of(
                name,
                items,
                frame -> name + ", frame " + frame,
                (item, size, degrees) -> item.render(size, degrees, design.aperture, design.crossing),
                origin().with("orientation", g.orientation())
                        .with("frequency", g.spatialFrequency())
                        .with("contrast", g.contrast())
                        .with("diameter", g.diameter())
                        .with("hertz", hertz));
        return new Movie(set.size(design.size).degrees(design.degrees), Movie.FRAMES_PER_SECOND);
    }

    private GratingImage image(int index) {
        int rest = index / design.phases;
        var diameters = design.diameters.length == 0 ? new double[] {design.degrees} : design.diameters;
        double diameter = diameters[rest % diameters.length];
        rest /= diameters.length;
        double contrast = design.contrasts[rest % design.contrasts.length];
        rest /= design.contrasts.length;
        double frequency = design.frequencies[rest % design.frequencies.length];
        double orientation = 180.0 * (rest / design.frequencies.length) / design.orientations;
        double phase = 360.0 * (index % design.phases) / design.phases;
        return new GratingImage(orientation, frequency, phase, contrast, diameter, design.x, design.y);
    }

    @Override
    public int size() {
        return design.orientations
                * design.frequencies.length
                * design.contrasts.length
                * Math.max(1, design.diameters.length)
                * design.phases;
    }

    @Override
    public float[] pixels(int index) {
        return image(java.util.Objects.checkIndex(index, size()))
                .render(design.size, design.degrees, design.aperture, design.crossing);
    }

    @Override
    public Map<String, List<Object>> parameters() {
        var parameters = new LinkedHashMap<String, List<Object>>();
        parameters.put("orientation", column(GratingImage::orientation));
        parameters.put("spatialFrequency", column(GratingImage::spatialFrequency));
        parameters.put("contrast", column(GratingImage::contrast));
        parameters.put("diameter", column(GratingImage::diameter));
        parameters.put("phase", column(GratingImage::phase));
        if (isPlaid()) {
            parameters.put("crossing", column(g -> design.crossing));
        }
        parameters.put("x", column(GratingImage::x));
        parameters.put("y", column(GratingImage::y));
        return parameters;
    }

    private List<Object> column(Function<GratingImage, Object> value) {
        return IntStream.range(0, size()).mapToObj(i -> value.apply(image(i))).toList();
    }

    @Override
    public List<String> ids() {
        return IntStream.range(0, size()).mapToObj(i -> id(image(i))).toList();
    }

    private String id(GratingImage g) {
        var kind = design.name.replaceFirst("s$", "");
        var id = kind + " " + g.orientation() + " deg, " + g.spatialFrequency() + " cycles/deg, phase " + g.phase();
        id += isPlaid() ? ", crossing " + design.crossing + " deg" : "";
        return id + varied(g);
    }

    /** Of the settings that have several values, those that no id names anyway. */
    private String varied(GratingImage g) {
        return (design.contrasts.length > 1 ? ", contrast " + g.contrast() : "")
                + (design.diameters.length > 1 ? ", diameter " + g.diameter() : "");
    }

    private boolean isPlaid() {
        return !Double.isNaN(design.crossing);
    }

    @Override
    public Origin origin() {
        var origin = isPlaid() ? Origin.of(design.name).with("crossing", design.crossing) : Origin.of(design.name);
        return origin.with("orientations", design.orientations)
                .with("frequencies", Arrays.toString(design.frequencies))
                .with("contrasts", Arrays.toString(design.contrasts))
                .with("diameters", Arrays.toString(design.diameters))
                .with("phases", design.phases)
                .with("x", design.x)
                .with("y", design.y)
                .with("size", design.size)
                .with("degrees", design.degrees);
    }

    @Override
    public String toString() {
        return "Gratings: " + size() + " stimuli, " + design.orientations + " orientations x "
                + design.frequencies.length + " spatial frequencies x " + design.phases + " phases, " + design.size
                + " x " + design.size + " pixels, " + design.degrees + " deg";
    }
}
