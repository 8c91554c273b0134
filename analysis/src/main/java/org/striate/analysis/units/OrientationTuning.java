package org.striate.analysis.units;

import java.util.LinkedHashMap;
import java.util.Map;
import org.striate.core.TuningCurve;

/**
 * Selectivity of a unit for orientation, angles on a circle of 180 degrees; directions are folded onto it. Negative responses
 * count as 0, and the note says so. NaN for a silent unit and where a response is missing.
 *
 * @param unit name of the unit
 * @param preferred degrees from 0 to 180, of the vector sum {@code sum r exp(2 i theta)}; NaN for a unit without any
 * @param osi {@code (Rpref - Rorth) / (Rpref + Rorth)}, pref the first largest response, orth 90 degrees further; NaN if that
 *     was not shown
 * @param globalOsi {@code |sum r exp(2 i theta)| / sum r}, 0 to 1
 * @param circularVariance {@code 1 - globalOsi} (Ringach et al. 2002)
 * @param note whether responses were rectified
 */
public record OrientationTuning(
        String unit, double preferred, double osi, double globalOsi, double circularVariance, String note)
        implements UnitStatistic {

    static final double PERIOD = 180;

    /**
     * @throws org.striate.core.BadInput if the angles are fewer than three or do not cover the circle evenly: sums over them
     *     would prefer where there are more
     */
    public static OrientationTuning of(TuningCurve curve) {
        var circle = Circle.of(curve, PERIOD);
        return new OrientationTuning(
                curve.unit(),
                circle.direction(),
                circle.index(PERIOD / 2),
                circle.resultant(),
                1 - circle.resultant(),
                circle.note());
    }

    @Override
    public Map<String, Double> quantities() {
        var all = new LinkedHashMap<String, Double>();
        all.put("preferred (deg)", preferred);
        all.put("OSI", osi);
        all.put("global OSI", globalOsi);
        all.put("circular variance", circularVariance);
        return all;
    }
}
