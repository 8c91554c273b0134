package org.striate.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Origin;
import org.striate.core.Progress;
import org.striate.core.Resize;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.core.UnitLayout;

/**
 * The baseline of primary visual cortex: Gabor filters at orientations x spatial frequencies x a grid of positions over the
 * stimulus, whose pixels are square. Needs no natives. Two layers:
 *
 * <ul>
 *   <li>{@code simple}: the filters of both phases, {@code max(0, r)} and {@code max(0, -r)} of each (Daugman 1985);
 *   <li>{@code energy}: {@code sqrt(even^2 + odd^2)}, which does not know the phase (Adelson and Bergen 1985).
 * </ul>
 *
 * <p>The envelope's standard deviation is 0.416 cycles: a bandwidth of 1.4 octaves at half height, the median of macaque V1 (De
 * Valois et al. 1982). Filters do not answer to uniform grey, and a grating of full contrast that covers the filter at its own
 * orientation and frequency has energy 1. What lies outside of the stimulus is middle grey.
 *
 * @param orientations how many, evenly over 180 degrees; the first is horizontal, further ones counter-clockwise
 * @param frequencies in cycles/deg
 * @param positions across and down
 */
public record GaborModel(int orientations, List<Double> frequencies, int positions) implements StimulusModel {

    private static final double ENVELOPE_CYCLES = 0.416;
    private static final double ENVELOPE_REACH = 3;
    /** Pixels a cycle of the highest frequency: the image is resized to that. */
    private static final int PIXELS_A_CYCLE = 4;

    private static final int LARGEST_SIDE = 1024;
    private static final String SIMPLE = "simple";
    private static final String ENERGY = "energy";

    public GaborModel {
        frequencies = List.copyOf(frequencies);
        if (orientations < 1 || positions < 1 || frequencies.isEmpty()) {
            throw BadInput.of(
                    "Gabor model",
                    orientations + " orientations, " + frequencies.size() + " frequencies, " + positions + " positions",
                    "at least 1 of each",
                    "GaborModel.withDefaults()");
        }
        for (double frequency : frequencies) {
            if (!(frequency > 0) || frequency == Double.POSITIVE_INFINITY) {
                throw BadInput.of(
                        "Gabor model",
                        frequency + " cycles/deg",
                        "frequencies above 0",
                        "GaborModel.withDefaults().frequencies(0.5, 1, 2, 4)");
            }
        }
    }

    /** 8 orientations, 0.5, 1, 2 and 4 cycles/deg, 8 x 8 positions: 2048 units of energy. */
    public static GaborModel withDefaults() {
        return new GaborModel(8, List.of(0.5, 1.0, 2.0, 4.0), 8);
    }

    public GaborModel orientations(int orientations) {
        return new GaborModel(orientations, frequencies, positions);
    }

    /** In cycles/deg. */
    public GaborModel frequencies(double... frequencies) {
        return new GaborModel(orientations, Arrays.stream(frequencies).boxed().toList(), positions);
    }

    /** Across and down. */
    public GaborModel positions(int positions) {
        return new GaborModel(orientations, frequencies, positions);
    }

    @Override
    public String name() {
        return "Gabor energy";
    }

    @Override
    public List<String> layers() {
        return List.of(SIMPLE, ENERGY);
    }

    /**
     * Both layers have their units as channels x positions down x across; channels are frequency by frequency, in each orientation
     * by orientation, and in {@code simple} in each +even, -even, +odd, -odd.
     *
     * @throws BadInput if a layer is not there, or the stimuli are so wide that the highest frequency asks for over 1024 pixels
     */
    @Override
    public Map<String, Activations> activations(StimulusSet stimuli, List<String> layers) {
        var wanted = layers.isEmpty() ? layers() : layers;
        var rows = new LinkedHashMap<String, float[][]>();
        for (var layer : wanted) {
            if (!layers().contains(layer)) {
                throw BadInput.unknown("layer", layer, "the Gabor model", layers(), "model.layers()");
            }
            rows.put(layer, new float[stimuli.size()][]);
        }
        int width = side(stimuli);
        int height = Math.max(1, (int) Math.round((double) width * stimuli.height() / stimuli.width()));
        var images = new GreyImages(height, width, Resize.BILINEAR);
        var filters = filters(height, width, stimuli.degrees());
        try (var progress = Progress.of("filtering", stimuli.size())) {
            for (int first = 0; first < stimuli.size(); first += Showing.BATCH) {
                int last = Math.min(stimuli.size(), first + Showing.BATCH);
                IntStream.range(first, last).parallel().forEach(i -> {
                    var answers = answers(filters, images.of(stimuli, i), width);
                    rows.forEach((layer, all) -> all[i] = layer.equals(ENERGY) ? energy(answers) : simple(answers));
                });
                progress.step(last - first, "");
            }
        }
        var found = new LinkedHashMap<String, Activations>();
        rows.forEach((layer, all) -> found.put(
                layer,
                new Activations(
                        name(),
                        layer,
                        stimuli.ids(),
                        layout(layer),
                        all,
                        origin().with("layer", layer).from(stimuli.origin()))));
        return found;
    }

    private UnitLayout layout(String layer) {
        int channels = orientations * frequencies.size() * (layer.equals(ENERGY) ? 1 : 4);
        return new UnitLayout(channels, positions, positions);
    }

    private int side(StimulusSet stimuli) {
        double highest = frequencies.stream().mapToDouble(f -> f).max().orElseThrow();
        double side = Math.ceil(PIXELS_A_CYCLE * highest * stimuli.degrees());
        if (!(side <= LARGEST_SIDE)) {
            throw BadInput.of(
                    "Gabor model",
                    highest + " cycles/deg on stimuli of " + stimuli.degrees() + " degrees",
                    "at most " + LARGEST_SIDE / PIXELS_A_CYCLE + " cycles in all",
                    "GaborModel.withDefaults().frequencies(" + LARGEST_SIDE / PIXELS_A_CYCLE / 4 / stimuli.degrees()
                            + ")");
        }
        return (int) Math.max(16, side);
    }

    /** A pair of filters over the pixels of a window, [height x width]. */
    private record Pair(int top, int left, int width, float[] even, float[] odd) {}

    private List<Pair> filters(int tall, int wide, double degrees) {
        var pairs = new ArrayList<Pair>();
        for (double frequency : frequencies) {
            for (int orientation = 0; orientation < orientations; orientation++) {
                double angle = Math.PI * orientation / orientations;
                for (int place = 0; place < positions * positions; place++) {
                    double x = (place % positions + 0.5) / positions * wide;
                    double y = (place / positions + 0.5) / positions * tall;
                    pairs.add(pair(tall, wide, x, y, frequency * degrees / wide, angle));
                }
            }
        }
        return pairs;
    }

    /** @param frequency in cycles a pixel */
    private static Pair pair(int tall, int wide, double x, double y, double frequency, double angle) {
        double sd = ENVELOPE_CYCLES / frequency;
        int reach = (int) Math.ceil(ENVELOPE_REACH * sd);
        int top = (int) Math.max(0, y - reach);
        int left = (int) Math.max(0, x - reach);
        int height = (int) Math.min(tall, y + reach + 1) - top;
        int width = (int) Math.min(wide, x + reach + 1) - left;
        var even = new float[height * width];
        var odd = new float[height * width];
        var envelope = new double[height * width];
        for (int i = 0; i < envelope.length; i++) {
            double right = left + i % width + 0.5 - x;
            double down = top + i / width + 0.5 - y;
            double cycles = frequency * (right * Math.sin(angle) + down * Math.cos(angle));
            envelope[i] = Math.exp(-(right * right + down * down) / (2 * sd * sd));
            even[i] = (float) (envelope[i] * Math.cos(2 * Math.PI * cycles));
            odd[i] = (float) (envelope[i] * Math.sin(2 * Math.PI * cycles));
        }
        // A grating 0.5 + 0.5 cos(..) of the filter's own answers with a quarter of the whole envelope's sum.
        double scale = 4 / (2 * Math.PI * sd * sd);
        balance(even, envelope, scale);
        balance(odd, envelope, scale);
        return new Pair(top, left, width, even, odd);
    }

    /** Takes away what answers to uniform grey, in the envelope's shape. */
    private static void balance(float[] filter, double[] envelope, double scale) {
        double sum = 0;
        for (float weight : filter) {
            sum += weight;
        }
        double share = sum / Arrays.stream(envelope).sum();
        for (int i = 0; i < filter.length; i++) {
            filter[i] = (float) (scale * (filter[i] - share * envelope[i]));
        }
    }

    /** {even, odd} of every pair. */
    private static float[][] answers(List<Pair> pairs, float[] image, int wide) {
        var answers = new float[pairs.size()][];
        for (int p = 0; p < answers.length; p++) {
            var pair = pairs.get(p);
            double even = 0;
            double odd = 0;
            int height = pair.even().length / pair.width();
            for (int row = 0, i = 0; row < height; row++) {
                int at = (pair.top() + row) * wide + pair.left();
                for (int column = 0; column < pair.width(); column++, i++) {
                    float light = image[at + column] - 0.5f;
                    even += light * pair.even()[i];
                    odd += light * pair.odd()[i];
                }
            }
            answers[p] = new float[] {(float) even, (float) odd};
        }
        return answers;
    }

    private static float[] energy(float[][] answers) {
        var energy = new float[answers.length];
        for (int p = 0; p < energy.length; p++) {
            energy[p] = (float) Math.hypot(answers[p][0], answers[p][1]);
        }
        return energy;
    }

    private float[] simple(float[][] answers) {
        int places = positions * positions;
        var simple = new float[4 * answers.length];
        for (int p = 0; p < answers.length; p++) {
            for (int phase = 0; phase < 4; phase++) {
                float answer = answers[p][phase / 2];
                int channel = 4 * (p / places) + phase;
                simple[channel * places + p % places] = Math.max(0, phase % 2 == 0 ? answer : -answer);
            }
        }
        return simple;
    }

    @Override
    public Origin origin() {
        return Origin.of("Gabor energy")
                .with("orientations", orientations)
                .with("cycles/deg", frequencies)
                .with("positions", positions);
    }

    @Override
    public String toString() {
        return "GaborModel: " + orientations + " orientations x " + frequencies + " cycles/deg x " + positions + " x "
                + positions + " positions";
    }
}
