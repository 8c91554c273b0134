package org.striate.analysis.units;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
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
                        .reduce((a, b) -> b.f0 > a.f0 || Double.isNaN(a.f0) ? b : a)
                        .orElseThrow())
                .toList();
        var origin = Origin.of("phase modulation").from(population.origin()).from(stimuli.origin());
        return new PerUnit<>("phase modulation", found, origin);
    }

    private static Map<String, java.util.Set<Integer>> conditions(StimulusSet stimuli) {
        stimuli.parameter("phase");
        var conditions = new LinkedHashMap<String, java.util.Set<Integer>>();
        for (int i = 0; i < stimuli.size(); i++) {
            var parts = new ArrayList<String>();
            for (var column : stimuli.parameters().entrySet()) {
                if (!column.getKey().equals("phase")) {
                    parts.add(column.getKey() + " " + column.getValue().get(i));
                }
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
        double cosine = circle.turned(circle.means(), Math::cos);
        double sine = circle.turned(circle.means(), Math::sin);
        int n = circle.angles().length;
        double f0 = Arrays.stream(circle.means()).sum() / n;
        double f1 = 2 * Math.hypot(cosine, sine) / n;
        double phase = Math.toDegrees(Math.atan2(sine, cosine));
        return new PhaseModulation(
                curve.unit(), f0, f1, f0 > 0 ? f1 / f0 : Double.NaN, phase < 0 ? phase + 360 : phase, condition);
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
