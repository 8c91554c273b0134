package org.striate.magics.session;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.striate.core.Activations;
import org.striate.core.NeuralResponses;
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
            notCompared.add(where + ", too deep");
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
        if (then instanceof Number a && now instanceof Number b && a.getClass() == b.getClass()) {
            numbers(where, a, b);
        } else if (then.getClass().isArray() && now.getClass().isArray()) {
            array(where, then, now);
        } else if (then instanceof Optional<?> a && now instanceof Optional<?> b) {
            compare(where, a.orElse(null), b.orElse(null));
        } else if (then instanceof Map<?, ?> a && now instanceof Map<?, ?> b) {
            require(where + " keys", a.keySet().equals(b.keySet()), a.keySet(), b.keySet());
            a.keySet().stream()
                    .filter(b::containsKey)
                    .forEach(key -> compare(where + "." + key, a.get(key), b.get(key)));
        } else if (then instanceof List<?> a && now instanceof List<?> b) {
            require(where + " size", a.size() == b.size(), a.size(), b.size());
            for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
                compare(where + "[" + i + "]", a.get(i), b.get(i));
            }
        } else if (isPlain(then)) {
            require(where, then.equals(now), then, now);
        } else if (!then.getClass().getName().startsWith("org.striate.")) {
            byEquals(where, then, now);
        } else {
            ours(where, then, now);
        }
    }

    private static boolean isPlain(Object value) {
        return value instanceof CharSequence
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>
                || value instanceof Collection<?>
                || value instanceof BitSet;
    }

    private void byEquals(String where, Object then, Object now) {
        if (then.getClass().isRecord() && then.getClass() == now.getClass()) {
            record(where, then, now);
        } else if (!then.equals(now)) {
            notCompared.add(
                    (where.isEmpty() ? "it" : where) + ", a " + then.getClass().getSimpleName());
        }
    }

    private void ours(String where, Object then, Object now) {
        if (then.getClass().isHidden()) { // a lambda
            notCompared.add((where.isEmpty() ? "it" : where) + ", a function");
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
        } else if (then.getClass() != now.getClass()) {
            require(where, false, then, now);
        } else if (then.getClass().isRecord()) {
            record(where, then, now);
        } else {
            accessors(where, then, now);
        }
    }

    private static float[] recorded(NeuralResponses responses, int presentation) {
        int bins = responses.bins().size();
        var row = new float[responses.neurons().size() * bins];
        for (int i = 0; i < row.length; i++) {
            row[i] = responses.at(presentation, i / bins, i % bins);
        }
        return row;
    }

    private void each(String where, int size, IntFunction<float[]> then, IntFunction<float[]> now) {
        IntStream.range(0, size).forEach(i -> compare(where + "(" + i + ")", then.apply(i), now.apply(i)));
    }

    private void record(String where, Object then, Object now) {
        for (var component : then.getClass().getRecordComponents()) {
            compare(
                    where + "." + component.getName(),
                    called(component.getAccessor(), then),
                    called(component.getAccessor(), now));
        }
    }

    /** What a class of ours that is no record tells of itself as data. */
    private void accessors(String where, Object then, Object now) {
        var told = Arrays.stream(then.getClass().getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic()
                        && method.getParameterCount() == 0
                        && isData(method.getReturnType())
                        && !method.getName().matches("toString|toHtml|toMime|hashCode"))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        if (told.isEmpty()) {
            notCompared.add(
                    (where.isEmpty() ? "it" : where) + ", a " + then.getClass().getSimpleName());
        }
        for (var method : told) {
            compare(where + "." + method.getName(), called(method, then), called(method, now));
        }
    }

    private static boolean isData(Class<?> type) {
        return type.isPrimitive() && type != void.class
                || type.isArray()
                || type.isRecord()
                || type.isEnum()
                || type == String.class
                || List.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type);
    }

    private static Object called(Method method, Object value) {
        try {
            method.setAccessible(true); // a record may be of its package alone
            return method.invoke(value);
        } catch (InvocationTargetException e) {
            return e.getCause().toString(); // both should then fail alike
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
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
        if (!then.equals(now)) {
            double apart = Math.abs(then.doubleValue() - now.doubleValue());
            largest = Double.isNaN(apart) ? largest : Math.max(largest, apart);
            require(where, apart <= tolerance && tolerance > 0, then, now);
        }
    }

    private void require(String where, boolean same, Object then, Object now) {
        if (!same) {
            different++;
            if (differences.size() < MOST_SHOWN) {
                var place = where.startsWith(".") ? where.substring(1) : where;
                differences.add((place.isEmpty() ? "" : place + ": ") + brief(then) + " then, " + brief(now) + " now");
            }
        }
    }

    private static String brief(Object value) {
        var text = String.valueOf(value).replaceAll("\\s+", " ");
        return text.length() > 100 ? text.substring(0, 97) + "..." : text;
    }
}
