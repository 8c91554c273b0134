package org.striate.magics.session;

import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.striate.core.Origin;

/** The origins that values carry. */
final class Origins {

    private Origins() {}

    /** Those of a value, or of the elements of a collection, a map or an array. */
    static Stream<Origin> of(Object value) {
        if (value instanceof Origin origin) {
            return Stream.of(origin);
        }
        if (value instanceof Optional<?> perhaps) {
            return perhaps.stream().flatMap(Origins::of);
        }
        if (value instanceof Collection<?> values) {
            return values.stream().flatMap(Origins::of);
        }
        if (value instanceof Map<?, ?> map) {
            return of(map.values());
        }
        if (value instanceof Object[] values) {
            return Stream.of(values).flatMap(Origins::of);
        }
        return declared(value).stream();
    }

    /** What its method {@code origin()} gives. */
    private static Optional<Origin> declared(Object value) {
        try {
            if (value == null || !value.getClass().getName().startsWith("org.striate.")) {
                return Optional.empty();
            }
            var method = value.getClass().getMethod("origin");
            method.setAccessible(true); // the class itself may be of its package alone
            return method.getReturnType() == Origin.class
                    ? Optional.ofNullable((Origin) method.invoke(value))
                    : Optional.empty();
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return Optional.empty();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the origin of " + value, e.getCause());
        }
    }

    /** An origin and all that went into it. */
    static Stream<Origin> all(Origin origin) {
        return Stream.concat(Stream.of(origin), origin.inputs().stream().flatMap(Origins::all));
    }

    /** A step with its settings, in one line. */
    static String line(Origin origin) {
        var text = new StringBuilder(origin.step());
        origin.settings()
                .forEach((name, value) ->
                        text.append(' ').append(name).append('=').append(value.replaceAll("\\s+", " ")));
        return text.toString();
    }
}
