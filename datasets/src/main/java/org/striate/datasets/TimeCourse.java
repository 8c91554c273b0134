package org.striate.datasets;

import org.striate.core.Region;
import org.striate.core.TimeBin;

/**
 * When an area answers: nothing before its latency, then a transient that falls to a sustained level while the stimulus lasts
 * (200 ms), then a decay. Scaled so that the mean over the 150 ms after the latency is 1.
 *
 * @param latency in ms; V1 50, IT 100, vlPFC 150 as the design states, V2 65 and V4 80 between them
 */
record TimeCourse(double latency) {

    static final double WINDOW = 150;
    private static final double DURATION = 200;
    private static final double RISE = 8;
    private static final double TRANSIENT = 30;
    private static final double OVERSHOOT = 1.5;
    private static final double SCALE = 1 / mean(0, WINDOW);

    static TimeCourse of(Region region) {
        if (region.equals(Region.V1)) {
            return new TimeCourse(50);
        }
        if (region.equals(Region.V2)) {
            return new TimeCourse(65);
        }
        if (region.equals(Region.V4)) {
            return new TimeCourse(80);
        }
        return new TimeCourse(region.equals(Region.IT) ? 100 : 150);
    }

    /** The window in which counts are taken where no time bins are asked for. */
    TimeBin window() {
        return new TimeBin(latency, latency + WINDOW);
    }

    /** The mean level within a bin. */
    double level(TimeBin bin) {
        return bin.equals(window()) ? 1 : SCALE * mean(bin.start() - latency, bin.end() - latency);
    }

    /** Mean of the unscaled course between two times after the latency, by the midpoint rule in steps of 1 ms or less. */
    private static double mean(double from, double to) {
        int steps = (int) Math.max(1, Math.ceil(to - from));
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            sum += course(from + (i + 0.5) * (to - from) / steps);
        }
        return sum / steps;
    }

    private static double course(double t) {
        if (t <= 0) {
            return 0;
        }
        double held = Math.min(t, DURATION);
        double level = (1 - Math.exp(-held / RISE)) * (1 + OVERSHOOT * Math.exp(-held / TRANSIENT));
        return t <= DURATION ? level : level * Math.exp(-(t - DURATION) / TRANSIENT);
    }
}
