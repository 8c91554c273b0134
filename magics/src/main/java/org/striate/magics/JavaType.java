package org.striate.magics;

import java.lang.reflect.ParameterizedType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A type as a kernel writes it, and the classes behind it as far as they can be told.
 *
 * @param text such as {@code List<Rdm>}
 * @param type the class without its arguments; empty for arrays, primitives and the notebook's own classes
 * @param element the class of its first argument
 */
record JavaType(String text, Optional<Class<?>> type, Optional<Class<?>> element) {

    private static final String PLAIN = "int|long|short|byte|char|float|double|boolean";
    private static final Pattern NAME =
            Pattern.compile("(?U)(?<![\\w$.])(?!(?:extends|super)\\b)[\\w$]+(?:\\.[\\w$]+)*");

    /** What may stand before a name that a session knows without an import; Striate's packages first. */
    private static final List<String> PREFIXES = Stream.of(
                    Stream.of(""), Imports.OF_STRIATE.stream(), Stream.of("java.lang.*"), Imports.OF_JAVA.stream())
            .flatMap(each -> each)
            .map(each -> each.replaceFirst("\\*$", ""))
            .toList();

    static Optional<JavaType> of(Variables variables, String expression) {
        return variables.type(expression).map(JavaType::of);
    }

    static JavaType of(String text) {
        int open = text.indexOf('<');
        if (open < 0 || !text.endsWith(">")) {
            return new JavaType(text, named(text), named(text).flatMap(JavaType::elementOf));
        }
        var argument = text.substring(open + 1, text.length() - 1).replaceFirst("^\\?\\s*(extends\\s+)?", "");
        return new JavaType(text, named(text.substring(0, open)), named(argument.replaceFirst("[<,].*", "")));
    }

    /** For a sentence: {@code an int}. */
    String withArticle() {
        return (text.matches("(?i)[aeiou].*") ? "an " : "a ") + text;
    }

    /** Whether every session can write it: it names no class that one must declare or import first. */
    boolean isKnownEverywhere() {
        return NAME.matcher(text)
                .results()
                .map(MatchResult::group)
                .allMatch(name -> name.matches(PLAIN) || named(name).isPresent());
    }

    /** For a type that only the compiler can write: {@code Map<?, ?>}, or {@code Object} where no class is known. */
    String withoutArguments() {
        int count = type.map(each -> each.getTypeParameters().length).orElse(0);
        return count == 0
                ? "Object"
                : text.replaceFirst("<.*", "") + "<" + String.join(", ", Collections.nCopies(count, "?")) + ">";
    }

    /** As its list or map, with what a class without arguments holds: {@code List<String>} for a {@code LayerTable}. */
    String as(Class<?> plain) {
        boolean bound = !text.contains("<")
                && type.filter(each -> each.getGenericSuperclass() instanceof ParameterizedType)
                        .isPresent();
        return bound
                ? plain.getSimpleName() + "<" + held(type.get()) + ">"
                : text.replaceFirst("^[\\w.]+", plain.getSimpleName());
    }

    private static String held(Class<?> type) {
        var arguments = ((ParameterizedType) type.getGenericSuperclass()).getActualTypeArguments();
        return Stream.of(arguments)
                .map(each -> each instanceof Class<?> known
                        ? known.getCanonicalName().replaceFirst("^java\\.lang\\.", "")
                        : "?")
                .collect(Collectors.joining(", "));
    }

    boolean is(Class<?> wanted) {
        return type.filter(wanted::isAssignableFrom).isPresent()
                || wanted.isArray() && text.equals(wanted.getSimpleName());
    }

    boolean isListOf(Class<?> wanted) {
        return is(List.class) && element.filter(wanted::isAssignableFrom).isPresent();
    }

    /** Whether it certainly is none of the types expected; of a class that is not known nothing is certain. */
    boolean isNone(Of expected) {
        var wanted = List.of(expected.value());
        if (wanted.contains(Object.class)) {
            return false;
        }
        boolean listOfOthers = is(List.class)
                && element.filter(each -> !expected.elements().isAssignableFrom(each))
                        .isPresent();
        return isKnown() && (listOfOthers || wanted.stream().noneMatch(this::is));
    }

    /** Whether there is a class or a plain type behind it that says what it can do. */
    boolean isKnown() {
        return text.endsWith("]")
                || text.matches(PLAIN)
                || type.filter(each -> each != Object.class).isPresent();
    }

    /** Of a class that is a list of one kind of thing: that kind. */
    private static Optional<Class<?>> elementOf(Class<?> type) {
        return type.getGenericSuperclass() instanceof ParameterizedType parent
                        && parent.getActualTypeArguments()[0] instanceof Class<?> element
                ? Optional.of(element)
                : Optional.empty();
    }

    private static Optional<Class<?>> named(String name) {
        return PREFIXES.stream()
                .flatMap(each -> loaded(each + name).stream())
                .findFirst()
                .or(() ->
                        name.matches(".*\\.\\w+") ? named(name.replaceFirst("\\.(?=\\w+$)", "\\$")) : Optional.empty());
    }

    private static Optional<Class<?>> loaded(String name) {
        try {
            return Optional.of(Class.forName(name, false, JavaType.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) { // on a disk that minds no case, "a" may find "A"
            return Optional.empty();
        }
    }
}
