package org.striate.models;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.striate.core.BadInput;
import org.striate.core.Seeds;
import org.striate.core.StimulusSet;
import org.striate.core.UnitLayout;

/**
 * Narrows the units of a layer.
 *
 * @param text what it chooses
 */
record UnitChoice(String text, Narrowing narrowing) {

    /** Keeps some of the units. */
    @FunctionalInterface
    interface Narrowing {
        BitSet narrow(BitSet units, Network network, LayerTable.Row row);
    }

    /** Whether a place in the map, in shares of the image, is chosen; {@code aspect} is the image's height over its width. */
    @FunctionalInterface
    private interface Area {
        boolean holds(double y, double x, double aspect);
    }

    BitSet narrow(BitSet units, Network network, LayerTable.Row row) {
        return narrowing.narrow(units, network, row);
    }

    static UnitChoice units(int... units) {
        return of("unit", units, false);
    }

    static UnitChoice channels(int... channels) {
        return of("channel", channels, true);
    }

    private static UnitChoice of(String what, int[] indices, boolean whole) {
        if (indices.length == 0) {
            throw BadInput.of(
                    "lesion",
                    "no " + what + "s",
                    "at least one",
                    "Name them: Lesion.silence(\"conv1\")." + what + "s(0)");
        }
        var text = indices.length == 1
                ? what + " " + indices[0]
                : what + "s "
                        + Arrays.stream(indices)
                                .limit(8)
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(", "))
                        + (indices.length > 8 ? " and " + (indices.length - 8) + " more" : "");
        var own = indices.clone();
        return new UnitChoice(text, (units, network, row) -> {
            int count = whole ? row.layout().channels() : row.layout().units();
            var kept = new BitSet();
            for (int index : own) {
                if (index < 0 || index >= count) {
                    throw BadInput.of(
                            "lesion in " + row.name(),
                            what + " " + index,
                            "0 to " + (count - 1) + ", since the layer has " + row.layout()
                                    + (row.layout().channels() == count ? "" : " units"),
                            "Lesion.silence(\"" + row.name() + "\")." + what + "s(" + (count - 1) + ")");
                }
                fill(kept, index, whole, row.layout());
            }
            kept.and(units);
            if (kept.isEmpty() && !units.isEmpty()) {
                int left = units.nextSetBit(0);
                throw BadInput.of(
                        "lesion in " + row.name(),
                        text + ", of which none is left by the choices before",
                        "at least one of those that are left, such as unit " + left,
                        "Lesion.silence(\"" + row.name() + "\").units(" + left + ")");
            }
            return kept;
        });
    }

    static UnitChoice random(double share, long seed, boolean whole) {
        requireShare(share, "random(0.2, 1)");
        return new UnitChoice("random " + share + of(whole) + ", seed " + seed, (units, network, row) -> {
            var grains = grains(units, whole, row.layout());
            var chosen = shuffled(grains, Seeds.random(seed));
            return kept(units, chosen, (int) Math.round(share * grains.length), whole, row.layout());
        });
    }

    static UnitChoice ranked(double[] values, double share, boolean whole) {
        requireShare(share, "ranked(values, 0.2)");
        var own = values.clone();
        return new UnitChoice(
                "first " + share + of(whole) + " of a ranking",
                (units, network, row) -> first(
                        units, own, (int) Math.round(share * grains(units, whole, row.layout()).length), whole, row));
    }

    static UnitChoice highest(int count, double[] values, boolean whole) {
        var own = values.clone();
        return new UnitChoice(
                "first " + count + of(whole) + " of a ranking",
                (units, network, row) -> first(units, own, count, whole, row));
    }

    static UnitChoice mostSelective(int count, StimulusSet stimuli, String parameter, Object value, boolean whole) {
        return new UnitChoice(
                count + of(whole) + " most selective for " + parameter + " " + value, (units, network, row) -> {
                    var selectivity = LayerSelectivity.of(network, row.name(), stimuli, parameter, value);
                    return first(units, whole ? selectivity.channels() : selectivity.units(), count, whole, row);
                });
    }

    private static BitSet first(BitSet units, double[] values, int count, boolean whole, LayerTable.Row row) {
        int needed = whole ? row.layout().channels() : row.layout().units();
        if (values.length != needed) {
            throw BadInput.of(
                    "ranking for " + row.name(),
                    values.length + " values",
                    needed + ", one for each" + (whole ? " channel" : " unit"),
                    values.length == row.layout().channels()
                            ? "Choose channels: lesion.byChannel().ranked(values, 0.1)"
                            : "LayerSelectivity.of(network, \"" + row.name()
                                    + "\", stimuli, parameter, value).units()");
        }
        var ranked = Arrays.stream(grains(units, whole, row.layout()))
                .filter(i -> !Double.isNaN(values[i]))
                .boxed()
                .sorted((a, b) -> Double.compare(values[b], values[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        if (count < 0 || count > ranked.length) {
            throw BadInput.of(
                    "lesion in " + row.name(),
                    "the first " + count + of(whole),
                    "0 to " + ranked.length + ", those that are left and ranked",
                    "lesion.highest(" + ranked.length + ", values)");
        }
        return kept(units, ranked, count, whole, row.layout());
    }

    static UnitChoice within(double top, double left, double bottom, double right) {
        if (!(top < bottom) || !(left < right)) {
            throw BadInput.of(
                    "lesion",
                    "rows " + top + " to " + bottom + ", columns " + left + " to " + right,
                    "an upper edge above the lower one and a left one before the right one",
                    "lesion.within(0, 0, 0.5, 1) is the upper half");
        }
        return area(
                "within " + top + ".." + bottom + " x " + left + ".." + right,
                (y, x, aspect) -> y >= top && y < bottom && x >= left && x < right);
    }

    static UnitChoice disc(double centreY, double centreX, double radius) {
        return area(
                "within " + radius + " of " + centreY + ", " + centreX,
                (y, x, aspect) -> Math.hypot((y - centreY) * aspect, x - centreX) <= radius);
    }

    private static UnitChoice area(String text, Area area) {
        return new UnitChoice(text, (units, network, row) -> {
            var layout = row.layout();
            if (layout.height() * layout.width() == 1) {
                throw BadInput.of(
                        "lesion in " + row.name(),
                        "a place, in a layer whose units have none",
                        "a layer with a map",
                        "Choose another way: lesion.random(0.2, 1)");
            }
            var image = network.preprocessing();
            double aspect = (double) image.height() / image.width();
            var kept = new BitSet();
            units.stream()
                    .filter(unit -> area.holds(
                            (unit / layout.width() % layout.height() + 0.5) / layout.height(),
                            (unit % layout.width() + 0.5) / layout.width(),
                            aspect))
                    .forEach(kept::set);
            if (kept.isEmpty()) {
                throw BadInput.of(
                        "lesion in " + row.name(),
                        "no unit " + text,
                        "an area that holds the place of at least one of " + layout + " units",
                        "Make it larger: lesion.disc(0.5, 0.5, 0.2)");
            }
            return kept;
        });
    }

    private static String of(boolean whole) {
        return whole ? " channels" : " units";
    }

    private static void requireShare(double share, String call) {
        if (!(share >= 0 && share <= 1)) {
            throw BadInput.of("lesion", "a share of " + share, "0 to 1", "lesion." + call);
        }
    }

    /** Indices of the units, or of the channels that have any. */
    private static int[] grains(BitSet units, boolean whole, UnitLayout layout) {
        int map = layout.height() * layout.width();
        return whole
                ? units.stream().map(unit -> unit / map).distinct().toArray()
                : units.stream().toArray();
    }

    private static BitSet kept(BitSet units, int[] grains, int count, boolean whole, UnitLayout layout) {
        var kept = new BitSet();
        IntStream.range(0, count).forEach(i -> fill(kept, grains[i], whole, layout));
        kept.and(units);
        return kept;
    }

    private static void fill(BitSet units, int grain, boolean whole, UnitLayout layout) {
        int size = whole ? layout.height() * layout.width() : 1;
        units.set(grain * size, (grain + 1) * size);
    }

    static int[] shuffled(int[] values, Random random) {
        List<Integer> order = Arrays.stream(values).boxed().collect(Collectors.toList());
        Collections.shuffle(order, random);
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
