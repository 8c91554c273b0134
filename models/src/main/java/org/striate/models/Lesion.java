package org.striate.models;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.striate.core.BadInput;
import org.striate.core.Seeds;
import org.striate.core.StimulusSet;

/**
 * What is done to which units of a layer; a setting, which {@link Network#lesion} carries out. Without further words it strikes
 * the whole layer. Each further word narrows the units that are left: {@code Lesion.silence("conv3").channels(3,
 * 5).random(0.5, 1)} silences half of the units of two channels.
 */
public final class Lesion {

    private enum Kind {
        SILENCE("silence"),
        CLAMP("clamp"),
        NOISE("noise"),
        SHUFFLE("shuffle");

        final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    private final Kind kind;
    private final String layer;
    private final double sd;
    private final long seed;
    private final Optional<StimulusSet> stimuli;
    private final boolean whole;
    private final List<UnitChoice> choices;

    private Lesion(
            Kind kind,
            String layer,
            double sd,
            long seed,
            Optional<StimulusSet> stimuli,
            boolean whole,
            List<UnitChoice> choices) {
        this.kind = kind;
        this.layer = layer;
        this.sd = sd;
        this.seed = seed;
        this.stimuli = stimuli;
        this.whole = whole;
        this.choices = choices;
    }

    private Lesion(Kind kind, String layer, double sd, long seed, Optional<StimulusSet> stimuli) {
        this(kind, layer, sd, seed, stimuli, false, List.of());
    }

    /** The units answer 0 to everything. */
    public static Lesion silence(String layer) {
        return new Lesion(Kind.SILENCE, layer, 0, 0, Optional.empty());
    }

    /** Each unit answers its mean over these stimuli to everything. */
    public static Lesion clamp(String layer, StimulusSet stimuli) {
        return new Lesion(Kind.CLAMP, layer, 0, 0, Optional.of(stimuli));
    }

    /**
     * Gaussian noise is added to each unit's answers, fresh for every stimulus.
     *
     * @param sd standard deviation, in the unit of the answers
     * @param seed of the noise; with the same one, the same stimulus at the same place gets the same noise
     * @throws BadInput if the deviation is negative or not finite
     */
    public static Lesion noise(String layer, double sd, long seed) {
        if (!(sd >= 0) || Double.isInfinite(sd)) {
            throw BadInput.of(
                    "noise in " + layer,
                    "a deviation of " + sd,
                    "at least 0",
                    "Lesion.noise(\"" + layer + "\", 0.5, 1)");
        }
        return new Lesion(Kind.NOISE, layer, sd, seed, Optional.empty());
    }

    /** The units exchange their answers by one permutation, the same for every stimulus. */
    public static Lesion shuffle(String layer, long seed) {
        return new Lesion(Kind.SHUFFLE, layer, 0, seed, Optional.empty());
    }

    private Lesion with(UnitChoice choice) {
        var more = new ArrayList<>(choices);
        more.add(choice);
        return new Lesion(kind, layer, sd, seed, stimuli, whole, List.copyOf(more));
    }

    /** From here on {@link #random}, {@link #ranked}, {@link #highest} and {@link #mostSelective} choose whole channels instead of units. */
    public Lesion byChannel() {
        return new Lesion(kind, layer, sd, seed, stimuli, true, choices);
    }

    /** Whether whole channels are chosen; see {@link #byChannel}. */
    public boolean choosesChannels() {
        return whole;
    }

    /** Only units of these channels, from 0. */
    public Lesion channels(int... channels) {
        return with(UnitChoice.channels(channels));
    }

    /** Only these units; index = (channel * height + y) * width + x. */
    public Lesion units(int... units) {
        return with(UnitChoice.units(units));
    }

    /**
     * Only a random share of the units: {@code round(share * units)} of them.
     *
     * @param share 0 to 1
     */
    public Lesion random(double share, long seed) {
        return with(UnitChoice.random(share, seed, whole));
    }

    /**
     * Only the share of the units that rank first: {@code round(share * units)} of them, of equal ones those with the lower
     * index.
     *
     * @param values one for each unit of the layer, or with {@link #byChannel} for each channel; NaN is never chosen
     * @param share 0 to 1
     */
    public Lesion ranked(double[] values, double share) {
        return with(UnitChoice.ranked(values, share, whole));
    }

    /** Only the {@code count} units that rank first; see {@link #ranked}. */
    public Lesion highest(int count, double[] values) {
        return with(UnitChoice.highest(count, values, whole));
    }

    /**
     * Only the {@code count} units that tell the stimuli with this value of a parameter best from all others, by d'; see
     * {@link LayerSelectivity}.
     */
    public Lesion mostSelective(int count, StimulusSet stimuli, String parameter, Object value) {
        return with(UnitChoice.mostSelective(count, stimuli, parameter, value, whole));
    }

    /**
     * Only units whose place lies within a rectangle of the image.
     *
     * @param top share of the image's height above the rectangle, 0 to 1
     * @param left share of its width to the left
     * @param bottom share of its height down to the lower edge
     * @param right share of its width up to the right edge
     */
    public Lesion within(double top, double left, double bottom, double right) {
        return with(UnitChoice.within(top, left, bottom, right));
    }

    /**
     * Only units whose place lies within a disc, as in a scotoma.
     *
     * @param y share of the image's height above its centre
     * @param x share of the image's width to the left of its centre
     * @param radius as a share of the image's width
     */
    public Lesion disc(double y, double x, double radius) {
        return with(UnitChoice.disc(y, x, radius));
    }

    /** The name given. */
    public String layer() {
        return layer;
    }

    /** The units that it would strike. */
    BitSet struck(Network network) {
        var row = network.layers().row(layer);
        var units = new BitSet();
        units.set(0, row.layout().units());
        for (var choice : choices) {
            units = choice.narrow(units, network, row);
        }
        return units;
    }

    /** What it does in this network. */
    Injury injury(Network network) {
        var row = network.layers().row(layer);
        int count = row.layout().units();
        var struck = struck(network);
        var what = this + " (" + (struck.cardinality() == count ? "all " : struck.cardinality() + " of ") + count
                + " units)";
        var injury = Injury.none(count, seed, what);
        switch (kind) {
            case SILENCE -> struck.stream().forEach(unit -> injury.scale()[unit] = 0);
            case CLAMP -> {
                var means = Moments.of(network, row.name(), stimuli.orElseThrow(), false)
                        .mean();
                struck.stream().forEach(unit -> {
                    injury.scale()[unit] = 0;
                    injury.shift()[unit] = (float) means[unit];
                });
            }
            case NOISE -> {
                var noise = new float[count];
                struck.stream().forEach(unit -> noise[unit] = (float) sd);
                return new Injury(injury.source(), injury.scale(), injury.shift(), noise, seed, what);
            }
            case SHUFFLE -> {
                var from = struck.stream().toArray();
                var to = UnitChoice.shuffled(from, Seeds.random(seed));
                for (int i = 0; i < from.length; i++) {
                    injury.source()[from[i]] = to[i];
                }
            }
        }
        return injury;
    }

    /** One line, such as {@code silence of channels [3, 5] of conv3}. */
    @Override
    public String toString() {
        var text = new StringBuilder(kind.text);
        text.append(kind == Kind.NOISE ? " of sd " + sd + ", seed " + seed : "")
                .append(kind == Kind.SHUFFLE ? ", seed " + seed : "")
                .append(stimuli.map(s -> " to the mean over " + s.size() + " " + s.name())
                        .orElse(""));
        text.append(" in ").append(layer);
        choices.forEach(choice -> text.append(", ").append(choice.text()));
        return text.toString();
    }
}
