package org.striate.magics;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A chain of Java calls that is being written: {@code new Code("Stimuli.gratings()").with("phases", 4)}. */
record Code(String text) {

    @Override
    public String toString() {
        return text;
    }

    /** One more call; none where an option was not given. */
    Code with(String method, Object argument) {
        return argument == null || argument instanceof List<?> list && list.isEmpty()
                ? this
                : new Code(text + "." + method + "(" + written(argument) + ")");
    }

    /** One more call without arguments, where it is asked for. */
    Code when(boolean wanted, String method) {
        return wanted ? new Code(text + "." + method + "()") : this;
    }

    /** A call: {@code call("Folds.of", 5, 42)}. */
    static Code call(String method, Object... arguments) {
        return new Code(
                method + "(" + List.of(arguments).stream().map(Code::written).collect(Collectors.joining(", ")) + ")");
    }

    /** Expressions as code, one by one. */
    static List<Code> all(List<String> expressions) {
        return expressions == null
                ? List.of()
                : expressions.stream().map(Code::new).toList();
    }

    /** A value as Java writes it; code stands for itself. */
    private static String written(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Code::written).collect(Collectors.joining(", "));
        }
        if (value instanceof Path path) {
            return "Path.of(" + quoted(path.toString()) + ")";
        }
        if (value instanceof Enum<?> constant) {
            var type = constant.getDeclaringClass();
            var outer = type.getEnclosingClass();
            return (outer == null ? "" : outer.getSimpleName() + ".") + type.getSimpleName() + "." + constant.name();
        }
        if (value instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e9
                    ? String.valueOf(number.longValue())
                    : number.toString();
        }
        if (value instanceof Long number && number != number.intValue()) {
            return number + "L";
        }
        return value instanceof String text ? quoted(text) : value.toString();
    }

    /** A text as Java writes it. */
    static String quoted(String text) {
        var java = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> java.append('\\').append(c);
                case '\n' -> java.append("\\n");
                case '\r' -> java.append("\\r"); // as an escape of Unicode it would end the line
                case '\t' -> java.append("\\t");
                default -> java.append(Character.isISOControl(c) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
            }
        }
        return java.append('"').toString();
    }
}
