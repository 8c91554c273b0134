package org.striate.analysis.units;

import java.util.LinkedHashMap;
import java.util.Map;
import org.striate.core.TuningCurve;

/**
 * Selectivity of a unit for direction of motion, angles on a circle of 360 degrees. Negative responses count as 0, and the
 * note says so. NaN for a silent unit and where a response is missing.
 *
 * @param unit name of the unit
 * @param preferred degrees from 0 to 360, of the vector sum {@code sum r exp(i theta)}; NaN for a unit without any
 * @param dsi {@code (Rpref - Rnull) / (Rpref + Rnull)}, pref the first largest response, null 180 degrees further; NaN if that
 *     was not shown
 * @param globalDsi {@code |sum r exp(i theta)| / sum r}, 0 to 1
 * @param note whether responses were rectified
 */
public record DirectionTuning(String unit, double preferred, double dsi, double globalDsi, String note)
        implements UnitStatistic {

    static final double PERIOD = 360;

    /** @throws org.striate.core.BadInput if the angles are fewer than three or do not cover the circle evenly */
    public static DirectionTuning of(TuningCurve curve) {
        var circle = Circle.of(curve, PERIOD);
        return new DirectionTuning(
                curve.unit(), circle.direction(), circle.index(PERIOD / 2), circle.resultant(), circle.note());
    }

    @Override
    public Map<String, Double> quantities() {
        var all = new LinkedHashMap<String, Double>();
        all.put("preferred (deg)", preferred);
        all.put("DSI", dsi);
        all.put("global DSI", globalDsi);
        return all;
    }
}
