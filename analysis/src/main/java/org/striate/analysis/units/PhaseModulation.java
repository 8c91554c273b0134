package org.striate.analysis.units;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Origin;
import org.striate.core.StimulusSet;
import org.striate.core.TuningCurve;

/**
 * How strongly a unit follows the phase of its best grating: F1 / F0, above 1 for simple cells, below for complex ones
 * (Skottun et al. 1991).
 *
 * @param unit name of the unit
 * @param f0 mean over phases
 * @param f1 amplitude of the first harmonic, {@code 2 |sum r exp(i phase)| / phases}
 * @param ratio {@code f1 / f0}; NaN unless f0 is above 0. Subtract spontaneous rates beforehand:
 *     {@code population.minus(baseline)}
 * @param phase of the first harmonic in degrees, 0 to 360
 * @param condition the grating that was taken, the one with the largest mean over phases
 */
public record PhaseModulation(String unit, double f0, double f1, double ratio, double phase, String condition)
        implements UnitStatistic {

    private static final double SAME = 1e-6;

    /**
     * For every unit, of the grating with the largest mean over phases.
     *
     * @param stimuli with a parameter {@code phase} in degrees; all other parameters tell the gratings apart
     * @throws BadInput if the phases of a grating are fewer than three or do not cover the circle evenly
     */
    public static PerUnit<PhaseModulation> of(Population population, StimulusSet stimuli) {
        var conditions = conditions(stimuli);
        var places = population.places(stimuli);
        var phases = stimuli.numbers("phase");
        var tunings = new LinkedHashMap<String, Tuning>();
        conditions.forEach((condition, members) -> tunings.put(
                condition,
                Tuning.of(
                        population,
                        Arrays.stream(places)
                                .mapToDouble(p -> p >= 0 && members.contains(p) ? phases[p] : Double.NaN)
                                .toArray(),
                        "phase")));
        var found = IntStream.range(0, population.units())
                .mapToObj(unit -> tunings.entrySet().stream()
                        .map(one -> of(one.getValue().curve(unit), one.getKey()))
                        .reduce(PhaseModulation::stronger)
                        .orElseThrow())
                .toList();
        var origin = Origin.of("phase modulation").from(population.origin()).from(stimuli.origin());
        return new PerUnit<>("phase modulation", found, origin);
    }

    private static Map<String, java.util.Set<Integer>> conditions(StimulusSet stimuli) {
        stimuli.parameter("phase");
        var others = new LinkedHashMap<>(stimuli.parameters());
        others.remove("phase");
        var conditions = new LinkedHashMap<String, java.util.Set<Integer>>();
        for (int i = 0; i < stimuli.size(); i++) {
            var parts = new ArrayList<String>();
            for (var column : others.entrySet()) {
                parts.add(column.getKey() + " " + column.getValue().get(i));
            }
            conditions
                    .computeIfAbsent(String.join(", ", parts), key -> new java.util.HashSet<>())
                    .add(i);
        }
        return conditions;
    }

    /**
     * Of one curve along the phase.
     *
     * @param condition what the grating was, for the record
     * @throws BadInput if the phases are fewer than three or do not cover the circle evenly
     */
    public static PhaseModulation of(TuningCurve curve, String condition) {
        var circle = Circle.of(curve, 360);
        return of(curve.unit(), circle.angles(), circle.means(), condition);
    }

    /** @param degrees [n] evenly around the circle, once or several times */
    private static PhaseModulation of(String unit, double[] degrees, double[] means, String condition) {
        double cosine = 0;
        double sine = 0;
        double sum = 0;
        for (int i = 0; i < degrees.length; i++) {
            cosine += means[i] * Math.cos(Math.toRadians(degrees[i]));
            sine += means[i] * Math.sin(Math.toRadians(degrees[i]));
            sum += means[i];
        }
        double f0 = sum / degrees.length;
        double f1 = 2 * Math.hypot(cosine, sine) / degrees.length;
        double phase = Math.toDegrees(Math.atan2(sine, cosine));
        return new PhaseModulation(
                unit, f0, f1, f0 > 0 ? f1 / f0 : Double.NaN, phase < 0 ? phase + 360 : phase, condition);
    }

    /**
     * From responses in time to gratings that drift: of every neuron, for the grating with the largest mean response, the
     * amplitude at the grating's own frequency. The phase is that of the peak after onset, in degrees of a cycle. A bin averages over
     * its share of a cycle: b bins a cycle lower F1 to {@code sin(pi / b) / (pi / b)} of what it is, 0.83 of it with three and 0.98
     * with ten.
     *
     * @param responses of all trials, which are averaged; in equal bins one after another that last whole cycles together.
     *     Leave out what the onset does: {@code responses.window(..)} or bins that begin later
     * @param hertz cycles per second of all gratings
     * @throws BadInput if the bins are not such, or there are fewer than three a cycle
     */
    public static PerUnit<PhaseModulation> drifting(NeuralResponses responses, double hertz) {
        var bins = responses.bins();
        double width = bins.get(0).width();
        double cycles = hertz * width * bins.size() / 1000;
        boolean even = IntStream.range(1, bins.size())
                .allMatch(i -> Math.abs(bins.get(i).start() - bins.get(i - 1).end()) < SAME * width
                        && Math.abs(bins.get(i).width() - width) < SAME * width);
        if (!(hertz > 0)
                || !even
                || bins.size() < 3 * Math.round(cycles)
                || Math.round(cycles) < 1
                || Math.abs(cycles - Math.round(cycles)) > SAME * cycles) {
            throw BadInput.of(
                    "responses " + responses.name(),
                    bins.size() + " bins from " + bins.get(0) + " for cycles of " + 1000 / hertz + " ms",
                    "equal bins one after another, three or more a cycle, whole cycles together",
                    "TimeBin.between(0, " + 1000 / hertz + ", " + 1000 / hertz / 10 + ")");
        }
        var mean = responses.averaged();
        var degrees = bins.stream()
                .mapToDouble(bin -> 360 * hertz * bin.centre() / 1000)
                .toArray();
        var found = IntStream.range(0, mean.neurons().size())
                .mapToObj(neuron -> IntStream.range(0, mean.presentations().size())
                        .mapToObj(row -> of(
                                mean.neurons().get(neuron).id(),
                                degrees,
                                IntStream.range(0, bins.size())
                                        .mapToDouble(bin -> mean.at(row, neuron, bin))
                                        .toArray(),
                                mean.presentations().get(row).stimulusId()))
                        .reduce(PhaseModulation::stronger)
                        .orElseThrow())
                .toList();
        var origin = Origin.of("phase modulation").with("hertz", hertz).from(responses.origin());
        return new PerUnit<>("phase modulation", found, origin);
    }

    private PhaseModulation stronger(PhaseModulation other) {
        return other.f0 > f0 || Double.isNaN(f0) ? other : this;
    }

    @Override
    public Map<String, Double> quantities() {
        var all = new LinkedHashMap<String, Double>();
        all.put("F0", f0);
        all.put("F1", f1);
        all.put("F1/F0", ratio);
        all.put("phase (deg)", phase);
        return all;
    }

    @Override
    public String note() {
        return condition;
    }
}
