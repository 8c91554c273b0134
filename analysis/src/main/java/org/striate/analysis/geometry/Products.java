package org.striate.analysis.geometry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.striate.analysis.linear.Decompositions;
import org.striate.analysis.linear.Gram;
import org.striate.analysis.linear.Magnitude;
import org.striate.analysis.linear.Triangle;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.Origin;

/**
 * Products between stimuli, of a layer or of mean responses.
 *
 * @param system the model or recording
 * @param layer the layer; the recording again
 * @param stimulusIds one a row
 * @param values between all pairs
 * @param origin what made them
 */
record Products(String system, String layer, List<String> stimulusIds, Triangle values, Origin origin) {

    private static final double ROUNDING = 1e-13;

    static Products of(Gram gram) {
        return new Products(gram.model(), gram.layer(), gram.stimulusIds(), gram.triangle(), gram.origin());
    }

    /** Of means in float64, without each channel's mean over stimuli, on which nothing here depends. */
    static Products of(Observations seen) {
        int n = seen.stimulusIds().size();
        var centred = PatternDistances.withoutColumnMeans(seen.means(), n);
        var values = Triangle.of(Decompositions.rowProducts(centred, n, seen.channels()), n);
        return new Products(seen.name(), seen.name(), seen.stimulusIds(), values, seen.origin());
    }

    /** The same of one layer: offsets of its units cost no digits. */
    static Products of(Activations layer) {
        var origin = Origin.of("products between stimuli").from(layer.origin());
        try (var sum = new Gram.Sum(layer.model(), layer.layer(), layer.stimulusIds(), origin).centred()) {
            return of(sum.add(layer).gram());
        }
    }

    int stimuli() {
        return stimulusIds.size();
    }

    /** The same divided by a power of two where their squares could not be had: for measures that no scale changes. */
    Products ordinary() {
        double size = Magnitude.of(values.diagonal());
        if (size > 1e-60 && size < 1e60) {
            return this;
        }
        var scaled = Arrays.stream(values.values()).map(v -> v / size).toArray();
        return new Products(system, layer, stimulusIds, new Triangle(scaled, stimuli()), origin);
    }

    /**
     * Whether answers do not depend on the stimulus: then rounding errors of their products are left, not a variance.
     *
     * @param trace of {@link #centred()}
     */
    boolean areConstant(double trace) {
        return trace <= ROUNDING * Arrays.stream(values.diagonal()).sum();
    }

    /** Without the mean stimulus. */
    double[] centred() {
        return SecondMoments.centred(values.whole(), stimuli());
    }

    /**
     * With the stimuli in another order.
     *
     * @throws BadInput if these are not the same stimuli
     */
    Products inOrderOf(Products other) {
        if (stimulusIds.equals(other.stimulusIds)) {
            return this;
        }
        var place = new HashMap<String, Integer>();
        stimulusIds.forEach(id -> place.put(id, place.size()));
        int n = stimuli();
        if (other.stimuli() != n || !place.keySet().containsAll(other.stimulusIds)) {
            throw BadInput.of(
                    "layer " + layer,
                    n + " stimuli that are not those of " + other.layer,
                    "the same " + other.stimuli(),
                    "Show both the same: stimuli.matching(responses.stimulusIds())");
        }
        var order = other.stimulusIds.stream().mapToInt(place::get).toArray();
        return new Products(system, layer, other.stimulusIds, values.picked(order), origin);
    }
}
