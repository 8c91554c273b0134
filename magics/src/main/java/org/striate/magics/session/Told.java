package org.striate.magics.session;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a value of ours is made of, name by name. */
final class Told {

    /** What is drawn or written of a value is thinned and rounded, and a PDF names the time at which it was made. */
    private static final String SHOWN = "toString|toHtml|toMime|toPdf|hashCode|chart";

    private Told() {}

    /** The components of a record; of another class, what it tells of itself as data, and the fields it does not tell. */
    static Map<String, Object> of(Object value) {
        var told = new LinkedHashMap<String, Object>();
        if (value.getClass().isRecord()) {
            for (var component : value.getClass().getRecordComponents()) {
                told.put(component.getName(), called(component.getAccessor(), value));
            }
            return told;
        }
        Arrays.stream(value.getClass().getDeclaredMethods())
                .filter(Told::isAccessor)
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method -> told.put(method.getName(), called(method, value)));
        for (var field : value.getClass().getDeclaredFields()) {
            if (isKept(field) && !told.containsKey(field.getName())) {
                var held = held(field, value);
                if (!isMemory(held)) {
                    told.put(field.getName(), held);
                }
            }
        }
        return told;
    }

    private static boolean isAccessor(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic()
                && method.getParameterCount() == 0
                && isData(method.getReturnType())
                && !method.getName().matches(SHOWN);
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

    /** What threads share: it remembers what was computed, which depends on what was asked. */
    private static boolean isMemory(Object held) {
        return held != null && held.getClass().getName().startsWith("java.util.concurrent.");
    }

    /** A field that is set later is a memory too. */
    private static boolean isKept(Field field) {
        return Modifier.isFinal(field.getModifiers())
                && !Modifier.isStatic(field.getModifiers())
                && !field.isSynthetic();
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

    private static Object held(Field field, Object value) {
        try {
            field.setAccessible(true);
            return field.get(value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
