package org.striate.plots;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The places at which XChart sets ticks on an axis, noted when it asks what to write there. It is told to write nothing: its
 * letters are outlines, ours are text.
 */
final class Ticks {

    /**
     * A number on an axis.
     *
     * @param value in the axis' own unit
     */
    record Tick(double value, String label) {}

    private static final int FINEST = 12;
    private static final int NARROW = 6;
    private static final int DIGITS = 8;
    private static final double TALLEST = 1000;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private final Range range;
    private final List<Double> places = new ArrayList<>();

    Ticks(Range range) {
        this.range = range;
    }

    /** The ticks that stand above each other on an axis of so many pixels. */
    static List<Tick> above(Range range, double length) {
        var axes = Axes.bare(Range.between(0, 1), range, (int) length, (int) length);
        return axes.yTicks().above(axes.y(0));
    }

    /** The ticks that stand side by side on an axis of so many pixels. */
    static List<Tick> beside(Range range, double length) {
        var axes = Axes.bare(range, Range.between(0, 1), (int) length, (int) length);
        return axes.xTicks().beside(axes.x(0));
    }

    /** How wide the labels of an axis are at most; said before it is laid out, for steps finer than any it will have. */
    static double widest(Range range) {
        var labels = range.logarithmic()
                ? above(range, TALLEST)
                : new Ticks(range)
                        .even(steps(range, range.unit() * Range.step(length(range) / range.unit(), FINEST)), 1);
        return labels.stream()
                .mapToDouble(tick -> Canvas.width(tick.label(), Fonts.TEXT))
                .max()
                .orElse(0);
    }

    /** The label for XChart: it goes through its steps in ascending order, perhaps several times; the last counts. */
    String note(double place) {
        if (!places.isEmpty() && place <= places.get(places.size() - 1)) {
            places.clear();
        }
        places.add(place);
        return place == range.high() / range.unit() ? " " : ""; // XChart gives up where both ends have the same label
    }

    private List<Double> values() {
        double more = 1e-9 * (range.high() - range.low());
        return places.stream()
                .map(place -> Math.abs(place) < 1e-9 ? 0 : place * range.unit())
                .filter(value -> value >= range.low() - more && value <= range.high() + more)
                .toList();
    }

    /** As many as have room for their label above each other. */
    List<Tick> above(Scale scale) {
        return fitting(scale, label -> 7.5, 0);
    }

    /** As many as have room for their label side by side. */
    List<Tick> beside(Scale scale) {
        return fitting(scale, label -> Canvas.width(label, Fonts.TEXT) / 2, 8);
    }

    private List<Tick> fitting(Scale scale, ToDoubleFunction<String> half, double gap) {
        var values = values();
        boolean narrow = range.logarithmic() && ratios(values, 1).size() < 2;
        if (narrow) {
            values = steps(range, Range.step(length(range), NARROW));
        }
        List<Tick> ticks = List.of();
        for (int every = 1; every <= Math.max(1, values.size()); every++) {
            ticks = narrow ? some(values, every) : range.logarithmic() ? ratios(values, every) : even(values, every);
            if (stand(ticks, scale, half, gap)) {
                return ticks;
            }
        }
        return ticks.subList(0, 1);
    }

    private static double length(Range range) {
        return range.high() - range.low();
    }

    /** The multiples of a step on an axis. */
    private static List<Double> steps(Range range, double step) {
        long first = (long) Math.ceil(range.low() / step - 1e-9);
        return LongStream.rangeClosed(first, (long) Math.floor(range.high() / step + 1e-9))
                .mapToObj(i -> i * step)
                .toList();
    }

    /** Every so many, on a logarithmic axis too short for two of 1, 2 and 5. */
    private static List<Tick> some(List<Double> values, int every) {
        return IntStream.range(0, values.size())
                .filter(i -> i % every == 0)
                .mapToObj(i -> new Tick(values.get(i), ratio(values.get(i))))
                .toList();
    }

    /** Whether no label touches the next. */
    private static boolean stand(List<Tick> ticks, Scale scale, ToDoubleFunction<String> half, double gap) {
        for (int i = 1; i < ticks.size(); i++) {
            var a = ticks.get(i - 1);
            var b = ticks.get(i);
            double apart = Math.abs(scale.at(b.value()) - scale.at(a.value()));
            if (apart < half.applyAsDouble(a.label()) + half.applyAsDouble(b.label()) + gap) {
                return false;
            }
        }
        return true;
    }

    /** Every so many of even steps, 0 among them. */
    private List<Tick> even(List<Double> values, int every) {
        double step = values.size() > 1 ? values.get(1) - values.get(0) : range.high() - range.low();
        int place = (int) Math.floor(Math.log10(step) + 1e-9);
        double largest = Math.max(Math.abs(range.low()), Math.abs(range.high()));
        boolean powers = largest >= 1e5 || largest < 1e-3;
        int mantissa = (int) Math.max(0, Math.min(9, Math.floor(Math.log10(largest)) - place));
        var format = "%." + Math.max(0, -place) + "f";
        return values.stream()
                .filter(value -> Math.rint(value / step) % every == 0)
                .map(value -> new Tick(
                        value, powers ? power(value, mantissa) : minus(String.format(Locale.ROOT, format, value))))
                .toList();
    }

    /** 1, 2 and 5 of every power of ten, then 1 and 3, then 1, then fewer. */
    private static List<Tick> ratios(List<Double> values, int every) {
        DoublePredicate shown = switch (every) {
            case 1 -> value -> List.of(1L, 2L, 5L).contains(digit(value));
            case 2 -> value -> List.of(1L, 3L).contains(digit(value));
            default -> value -> digit(value) == 1 && exponent(value) % (every - 2) == 0;
        };
        return values.stream()
                .filter(shown::test)
                .map(value -> new Tick(value, ratio(value)))
                .toList();
    }

    private static int exponent(double value) {
        return (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    }

    /** The one before a power of ten; 0 where there are more. */
    private static long digit(double value) {
        double mantissa = value / Math.pow(10, exponent(value));
        return Math.abs(mantissa - Math.rint(mantissa)) < 1e-6 ? Math.round(mantissa) : 0;
    }

    private static String ratio(double value) {
        if (value >= 1e5 || value < 1e-4) {
            return power(value, DIGITS - 1);
        }
        return new BigDecimal(value)
                .round(new MathContext(DIGITS))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** {@code 2·10⁵}. */
    private static String power(double value, int digits) {
        if (value == 0) {
            return "0";
        }
        int exponent = exponent(value);
        var mantissa = String.format(Locale.ROOT, "%." + digits + "f", value / Math.pow(10, exponent));
        if (mantissa.contains(".")) {
            mantissa = mantissa.replaceAll("\\.?0+$", "");
        }
        var raised = new StringBuilder(exponent < 0 ? "⁻" : "");
        for (char digit : String.valueOf(Math.abs(exponent)).toCharArray()) {
            raised.append(SUPERSCRIPTS.charAt(digit - '0'));
        }
        return minus((mantissa.equals("1") ? "" : mantissa.equals("-1") ? "-" : mantissa + "·") + "10" + raised);
    }

    /** A number with the typographer's minus. */
    static String minus(String number) {
        return number.startsWith("-") ? "−" + number.substring(1) : number;
    }
}
