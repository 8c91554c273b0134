package org.striate.magics.session;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.striate.analysis.FittedEncoding;
import org.striate.analysis.units.Population;
import org.striate.core.Activations;
import org.striate.core.NeuralResponses;
import org.striate.core.Neuron;
import org.striate.core.StimulusSet;
import org.striate.models.Network;

/** Compares two values part by part: numbers to a tolerance, all else by what it says of itself. */
final class Comparison {

    private static final int MOST_SHOWN = 5;
    private static final int DEEPEST = 40;

    private final double tolerance;
    private final List<String> differences = new ArrayList<>();
    private final Set<String> notCompared = new LinkedHashSet<>();
    private long numbers;
    private long different;
    private double largest;
    private int depth;

    Comparison(double tolerance) {
        this.tolerance = tolerance;
    }

    Replay replay(String name) {
        return new Replay(name, tolerance, numbers, differences, different, largest, List.copyOf(notCompared));
    }

    void compare(String where, Object then, Object now) {
        if (then == null || now == null) {
            require(where, then == now, then, now);
            return;
        }
        if (depth >= DEEPEST) {
            leaveOut(where, "too deep");
            return;
        }
        depth++;
        try {
            parts(where, then, now);
        } finally {
            depth--;
        }
    }

    private void parts(String where, Object then, Object now) {
        if (then instanceof Number a && now instanceof Number b) {
            numbers(where, a, b);
        } else if (then.getClass().isArray() && now.getClass().isArray()) {
            array(where, then, now);
        } else if (then instanceof Optional<?> a && now instanceof Optional<?> b) {
            compare(where, a.orElse(null), b.orElse(null));
        } else if (then instanceof Map<?, ?> a && now instanceof Map<?, ?> b) {
            keys(where, a.keySet(), b.keySet());
            a.keySet().stream()
                    .filter(b::containsKey)
                    .forEach(key -> compare(where + "." + key, a.get(key), b.get(key)));
        } else if (then instanceof Set<?> a && now instanceof Set<?> b) {
            sets(where, a, b);
        } else if (isOrdered(then) && isOrdered(now) && then instanceof List<?> == now instanceof List<?>) {
            list(where, new ArrayList<>((Collection<?>) then), new ArrayList<>((Collection<?>) now));
        } else if (then instanceof CharSequence && now instanceof CharSequence) {
            require(where, then.toString().equals(now.toString()), then, now);
        } else if (!then.getClass().getName().startsWith("org.striate.") || then instanceof Enum<?>) {
            byEquals(where, then, now);
        } else {
            ours(where, then, now);
        }
    }

    /** A set has no order that means something. */
    private static boolean isOrdered(Object value) {
        return value instanceof Collection<?> && !(value instanceof Set<?>);
    }

    private void list(String where, List<?> then, List<?> now) {
        require(where + " size", then.size() == now.size(), then.size(), now.size());
        for (int i = 0; i < Math.min(then.size(), now.size()); i++) {
            compare(where + "[" + i + "]", then.get(i), now.get(i));
        }
    }

    private void keys(String where, Set<?> then, Set<?> now) {
        var unequal = unequalOnly(then, now);
        if (unequal.isPresent()) {
            leaveOut(where, "keys such as a " + unequal.get());
        } else {
            require(where + " keys", then.equals(now), then, now);
        }
    }

    private void sets(String where, Set<?> then, Set<?> now) {
        var unequal = unequalOnly(then, now);
        if (unequal.isPresent()) {
            leaveOut(where, "members such as a " + unequal.get());
        } else if (!then.equals(now) && then.size() == now.size() && isNumbers(then) && isNumbers(now)) {
            list(where, sorted(then), sorted(now));
        } else {
            require(where, then.equals(now), then, now);
        }
    }

    private static boolean isNumbers(Set<?> set) {
        return set.stream().allMatch(Number.class::isInstance);
    }

    private static List<Number> sorted(Set<?> numbers) {
        return numbers.stream()
                .map(Number.class::cast)
                .sorted(Comparator.comparingDouble(Number::doubleValue))
                .toList();
    }

    /** Of what only one of the two holds: a class, where as many in the other may hold the same and be equal to none. */
    private static Optional<String> unequalOnly(Set<?> then, Set<?> now) {
        if (then.equals(now) || then.size() != now.size()) {
            return Optional.empty();
        }
        var former = new HashSet<Object>(then); // sets of other kinds refuse to look for what they cannot hold
        var latter = new HashSet<Object>(now);
        var alone = Stream.concat(
                        then.stream().filter(each -> !latter.contains(each)),
                        now.stream().filter(each -> !former.contains(each)))
                .toList();
        return alone.stream().noneMatch(Comparison::isEqual)
                ? alone.stream().map(each -> each.getClass().getSimpleName()).findFirst()
                : Optional.empty();
    }

    /** Whether another that holds the same would be equal to a value. */
    private static boolean isEqual(Object value) {
        if (value instanceof Collection<?> held) {
            return held.stream().allMatch(Comparison::isEqual);
        }
        if (value != null && value.getClass().isRecord()) {
            return Told.of(value).values().stream().allMatch(Comparison::isEqual);
        }
        return value == null || hasEquality(value.getClass());
    }

    private void byEquals(String where, Object then, Object now) {
        if (isFunction(then) || isFunction(now)) {
            leaveOut(where, "a function");
        } else if (then.getClass().isRecord() && then.getClass() == now.getClass()) {
            told(where, then, now);
        } else if (!then.equals(now)) {
            if (then.getClass() == now.getClass() && !hasEquality(then.getClass())) {
                leaveOut(where, "a " + then.getClass().getSimpleName());
            } else {
                require(where, false, then, now);
            }
        }
    }

    /** A lambda or what was written in the place of one. */
    private static boolean isFunction(Object value) {
        return value.getClass().isHidden() || value.getClass().isAnonymousClass();
    }

    /** Whether two of a class are equal that hold the same, not only one and itself. */
    private static boolean hasEquality(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // every class has it
        }
    }

    private void leaveOut(String where, String what) {
        notCompared.add((where.isEmpty() ? "it" : place(where)) + ", " + what);
    }

    private static String place(String where) {
        return where.startsWith(".") ? where.substring(1) : where;
    }

    private void ours(String where, Object then, Object now) {
        if (isFunction(then) || isFunction(now)) {
            leaveOut(where, "a function");
        } else if (then instanceof StimulusSet a && now instanceof StimulusSet b) {
            compare(where + ".ids", a.ids(), b.ids());
            compare(where + ".parameters", a.parameters(), b.parameters());
            compare(where + ".origin", a.origin(), b.origin());
            each(where + ".pixels", Math.min(a.size(), b.size()), a::pixels, b::pixels);
        } else if (then instanceof Activations a && now instanceof Activations b) {
            compare(where + ".stimulusIds", a.stimulusIds(), b.stimulusIds());
            compare(where + ".origin", a.origin(), b.origin());
            each(where + ".row", Math.min(a.stimuli(), b.stimuli()), a::row, b::row);
        } else if (then instanceof NeuralResponses a && now instanceof NeuralResponses b) {
            compare(where + ".presentations", a.presentations(), b.presentations());
            compare(where + ".neurons", a.neurons(), b.neurons());
            compare(where + ".bins", a.bins(), b.bins());
            compare(where + ".presentationTable", a.presentationTable(), b.presentationTable());
            compare(where + ".neuronTable", a.neuronTable(), b.neuronTable());
            compare(where + ".origin", a.origin(), b.origin());
            each(
                    where + ".at",
                    Math.min(a.presentations().size(), b.presentations().size()),
                    i -> recorded(a, i),
                    i -> recorded(b, i));
        } else if (then instanceof Network a && now instanceof Network b) {
            compare(where + ".layers", List.copyOf(a.layers()), List.copyOf(b.layers()));
            compare(where + ".training", a.training(), b.training());
            compare(where + ".origin", a.origin(), b.origin()); // holds the checksum of the weights
        } else if (then instanceof Population a && now instanceof Population b) {
            compare(where + ".name", a.name(), b.name());
            compare(where + ".stimulusIds", a.stimulusIds(), b.stimulusIds());
            compare(where + ".units", units(a), units(b));
            compare(where + ".origin", a.origin(), b.origin());
            each(where + ".at", Math.min(a.responses(), b.responses()), i -> answers(a, i), i -> answers(b, i));
        } else if (then instanceof FittedEncoding a && now instanceof FittedEncoding b) {
            compare(where + ".model", a.model(), b.model());
            compare(where + ".layer", a.layer(), b.layer());
            compare(where + ".neurons", a.neurons(), b.neurons());
            compare(where + ".origin", a.origin(), b.origin());
            compare(where + ".intercepts", a.intercepts(), b.intercepts());
            a.neurons().stream()
                    .map(Neuron::id)
                    .filter(id ->
                            b.neurons().stream().anyMatch(other -> other.id().equals(id)))
                    .forEach(id -> compare(where + ".weights(" + id + ")", a.weights(id), b.weights(id)));
        } else if (then.getClass() != now.getClass()) {
            require(where, false, then, now);
        } else {
            told(where, then, now);
        }
    }

    private static List<String> units(Population population) {
        return IntStream.range(0, population.units()).mapToObj(population::unit).toList();
    }

    private static double[] answers(Population population, int response) {
        return IntStream.range(0, population.units())
                .mapToDouble(unit -> population.at(response, unit))
                .toArray();
    }

    private void told(String where, Object then, Object now) {
        var former = Told.of(then);
        var latter = Told.of(now);
        if (former.isEmpty() && !then.getClass().isRecord()) {
            leaveOut(where, "a " + then.getClass().getSimpleName());
        }
        former.forEach((name, value) -> compare(where + "." + name, value, latter.get(name)));
    }

    private static float[] recorded(NeuralResponses responses, int presentation) {
        int bins = responses.bins().size();
        var row = new float[responses.neurons().size() * bins];
        for (int i = 0; i < row.length; i++) {
            row[i] = responses.at(presentation, i / bins, i % bins);
        }
        return row;
    }

    private void each(String where, int size, IntFunction<?> then, IntFunction<?> now) {
        IntStream.range(0, size).forEach(i -> compare(where + "(" + i + ")", then.apply(i), now.apply(i)));
    }

    private void array(String where, Object then, Object now) {
        int length = Array.getLength(then);
        require(where + " length", length == Array.getLength(now), length, Array.getLength(now));
        for (int i = 0; i < Math.min(length, Array.getLength(now)); i++) {
            if (then instanceof float[] a && now instanceof float[] b) {
                numbers++;
                if (Float.floatToIntBits(a[i]) != Float.floatToIntBits(b[i])) {
                    numbers--;
                    numbers(where + "[" + i + "]", a[i], b[i]);
                }
            } else {
                compare(where + "[" + i + "]", Array.get(then, i), Array.get(now, i));
            }
        }
    }

    private void numbers(String where, Number then, Number now) {
        numbers++;
        if (then.getClass() != now.getClass()) {
            require(where, false, typed(then), typed(now));
        } else if (!isSame(then, now)) {
            double apart = Math.abs(then.doubleValue() - now.doubleValue());
            largest = Double.isNaN(apart) ? largest : Math.max(largest, apart);
            require(where, apart <= tolerance && tolerance > 0, then, now);
        }
    }

    /** Numbers that threads may change at once are equal to none but themselves. */
    private static boolean isSame(Number then, Number now) {
        return then.equals(now)
                || !hasEquality(then.getClass())
                        && then.longValue() == now.longValue()
                        && Double.compare(then.doubleValue(), now.doubleValue()) == 0;
    }

    private void require(String where, boolean same, Object then, Object now) {
        if (!same) {
            different++;
            if (differences.size() < MOST_SHOWN) {
                differences.add(
                        (where.isEmpty() ? "" : place(where) + ": ") + brief(then) + " then, " + brief(now) + " now");
            }
        }
    }

    private static String typed(Number value) {
        return value.getClass().getSimpleName() + " " + value;
    }

    private static String brief(Object value) {
        var text = String.valueOf(value).replaceAll("\\s+", " ");
        return text.length() > 100 ? text.substring(0, 97) + "..." : text;
    }
}
