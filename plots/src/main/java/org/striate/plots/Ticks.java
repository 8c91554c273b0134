package org.striate.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Round numbers on an axis.
 *
 * @param values ascending
 * @param labels one a value
 */
record Ticks(List<Double> values, List<String> labels) {

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final double[] OF_A_CIRCLE = {45, 90, 180, 360};

    /** How many stand above each other on so many pixels. */
    static int above(double height) {
        return (int) Math.max(3, Math.min(8, height / 38));
    }

    /** At most so many. */
    static Ticks of(Range range, int most) {
        return range.logarithmic() ? ratios(range, most) : even(range, most);
    }

    /** As many as stand side by side on so many pixels. */
    static Ticks fitting(Range range, double width) {
        for (int most = Math.max(2, Math.min(10, (int) (width / 45))); most > 2; most--) {
            var ticks = of(range, most);
            double widest = ticks.labels.stream()
                    .mapToDouble(label -> Canvas.width(label, Fonts.TEXT))
                    .max()
                    .orElse(0);
            if (ticks.values.size() * (widest + 12) <= width) {
                return ticks;
            }
        }
        return of(range, 2);
    }

    /** 1, 2 or 5 times a power of ten, so that there are at most so many steps; parts of a circle for degrees. */
    static double step(double low, double high, int most, boolean degrees) {
        double span = high - low;
        if (degrees && span >= 135) {
            for (double step : OF_A_CIRCLE) {
                if (span / step <= most) {
                    return step;
                }
            }
        }
        double power = Math.pow(10, Math.floor(Math.log10(span / most)));
        for (double factor : new double[] {1, 2, 5}) {
            if (span / (factor * power) <= most + 1e-9) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static Ticks even(Range range, int most) {
        double step = step(range.low(), range.high(), most, range.degrees());
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        boolean powers = Math.max(Math.abs(range.low()), Math.abs(range.high())) >= 1e5 || step < 1e-4;
        var values = new ArrayList<Double>();
        var labels = new ArrayList<String>();
        for (double k = Math.ceil(range.low() / step - 1e-9); k * step <= range.high() + 1e-9 * step; k++) {
            double value = k == 0 ? 0 : k * step;
            values.add(value);
            labels.add(powers ? power(value) : minus(String.format(Locale.ROOT, "%." + digits + "f", value)));
        }
        return new Ticks(values, labels);
    }

    private static Ticks ratios(Range range, int most) {
        int first = (int) Math.floor(Math.log10(range.low()) + 1e-9);
        int last = (int) Math.ceil(Math.log10(range.high()) - 1e-9);
        for (var factors : List.of(List.of(1, 2, 5), List.of(1, 3), List.of(1))) {
            var ticks = ratios(range, first, last, 1, factors);
            if (ticks.values.size() <= most) {
                return ticks;
            }
        }
        return ratios(range, first, last, Math.max(1, (last - first + most - 1) / most), List.of(1));
    }

    private static Ticks ratios(Range range, int first, int last, int every, List<Integer> factors) {
        var values = new ArrayList<Double>();
        var labels = new ArrayList<String>();
        for (int power = first; power <= last; power += every) {
            for (int factor : factors) {
                double value = factor * Math.pow(10, power);
                if (value >= range.low() * (1 - 1e-9) && value <= range.high() * (1 + 1e-9)) {
                    values.add(value);
                    labels.add(
                            value >= 1e5 || value < 1e-4
                                    ? power(value)
                                    : String.format(Locale.ROOT, "%." + Math.max(0, -power) + "f", value));
                }
            }
        }
        return new Ticks(values, labels);
    }

    /** {@code 2·10⁵}. */
    private static String power(double value) {
        if (value == 0) {
            return "0";
        }
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
        var mantissa = String.format(Locale.ROOT, "%.2f", value / Math.pow(10, exponent))
                .replaceAll("\\.?0+$", "");
        var raised = new StringBuilder(exponent < 0 ? "⁻" : "");
        for (char digit : String.valueOf(Math.abs(exponent)).toCharArray()) {
            raised.append(SUPERSCRIPTS.charAt(digit - '0'));
        }
        return minus((mantissa.equals("1") ? "" : mantissa + "·") + "10" + raised);
    }

    /** A number with the typographer's minus. */
    static String minus(String number) {
        return number.startsWith("-") ? "−" + number.substring(1) : number;
    }
}
