package org.striate.analysis.units;

import java.util.LinkedHashMap;
import java.util.Map;
import org.striate.core.BadInput;
import org.striate.core.TuningCurve;

/**
 * Surround suppression of a unit by the size of a stimulus.
 *
 * @param unit name of the unit
 * @param preferred the smallest size with the largest mean response
 * @param suppression {@code (Rpeak - Rlargest) / Rpeak}, Rlargest the response to the largest size: 0 without suppression, 1
 *     where the largest is answered by nothing, above 1 where by less than nothing; NaN unless the peak is above 0. Subtract
 *     spontaneous rates beforehand: {@code population.minus(baseline)}
 */
public record SizeTuning(String unit, double preferred, double suppression) implements UnitStatistic {

    /** @throws BadInput if there are fewer than two sizes, or one is not above 0 */
    public static SizeTuning of(TuningCurve curve) {
        var sizes = curve.values();
        if (sizes.length < 2 || !(sizes[0] > 0)) {
            throw BadInput.of(
                    "tuning curve of " + curve.unit(),
                    sizes.length + " sizes from " + sizes[0],
                    "at least two above 0",
                    "Stimuli.gratings().diameters(0.5, 1, 2, 4, 8)");
        }
        var mean = curve.mean();
        double peak = Double.NEGATIVE_INFINITY;
        for (double response : mean) {
            peak = Math.max(peak, response); // NaN stays NaN
        }
        double last = mean[mean.length - 1];
        double suppression = peak > 0 ? (peak - last) / peak : Double.NaN;
        return new SizeTuning(curve.unit(), Double.isNaN(peak) ? Double.NaN : curve.preferred(), suppression);
    }

    @Override
    public Map<String, Double> quantities() {
        var all = new LinkedHashMap<String, Double>();
        all.put("preferred size", preferred);
        all.put("suppression index", suppression);
        return all;
    }
}
