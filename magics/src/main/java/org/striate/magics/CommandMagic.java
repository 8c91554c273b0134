package org.striate.magics;

import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.lang.model.SourceVersion;
import org.striate.core.BadInput;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** A magic whose words picocli puts into the fields of a fresh instance, which then says what Java they stand for. */
abstract class CommandMagic implements JavaMagic {

    private final Class<?> type;
    private final Set<String> given = new LinkedHashSet<>();

    CommandMagic(Class<?> type) {
        this.type = type;
    }

    /** The Java that the fields stand for. */
    abstract JavaCall java(Variables variables);

    @Override
    public final String name() {
        return command().name();
    }

    @Override
    public final String summary() {
        return String.join(" ", command().description());
    }

    @Override
    public final Class<?> type() {
        return type;
    }

    @Override
    public final List<String> examples() {
        return List.of(command().footer());
    }

    /**
     * An option's value that only some uses of the magic need, those of its last example among them.
     *
     * @throws BadInput if it is not given
     */
    final String required(String option, String value) {
        if (value == null) {
            var last = examples().get(examples().size() - 1);
            throw BadInput.of("%" + name(), option + " is missing", "a value for it", "Such as " + last);
        }
        return value;
    }

    /**
     * An option that has no effect where it stands; null where it is not given.
     *
     * @throws BadInput if it is given
     */
    static void refuse(String option, Object value, String given, String expected, String mend) {
        if (value != null) {
            throw BadInput.of(option, "given " + given, expected, mend);
        }
    }

    /**
     * Options that have no effect where they stand.
     *
     * @throws BadInput if one of them is given
     */
    final void refuse(List<String> options, String where, String expected, String mend) {
        options.stream()
                .filter(given::contains)
                .findFirst()
                .ifPresent(option -> refuse(option, option, where, expected, mend));
    }

    /**
     * All options but some.
     *
     * @throws BadInput if another is given
     */
    final void refuseAllBut(List<String> options, String where) {
        var others = given.stream().filter(option -> !options.contains(option)).toList();
        refuse(
                others,
                where,
                options.isEmpty() ? "no options" : "one of " + String.join(", ", options),
                "Leave it out");
    }

    final boolean isGiven(String option) {
        return given.contains(option);
    }

    /** A name for a parameter of a function, which must be none of a variable that the function may need. */
    static String parameter(Variables variables) {
        var name = "each";
        while (variables.has(name)) {
            name += "One";
        }
        return name;
    }

    private Command command() {
        return getClass().getAnnotation(Command.class);
    }

    @Override
    public final Help help() {
        return HelpPage.of(line(this).getCommandSpec());
    }

    @Override
    public final JavaCall java(List<String> words, Variables variables) {
        var parsed = fresh();
        var line = line(parsed);
        try {
            line.parseArgs(withNumbers(words, line.getCommandSpec(), variables).toArray(String[]::new));
        } catch (ParameterException e) {
            throw Mistakes.of(e, words);
        }
        line.getParseResult().matchedOptions().forEach(option -> parsed.given.add(option.longestName()));
        for (var argument : line.getCommandSpec().args()) {
            requireFinite(argument);
            expected(argument)
                    .ifPresent(of -> expressions(argument)
                            .forEach(expression -> requireType(argument, expression.toString(), of, variables)));
        }
        return parsed.java(variables);
    }

    /** With the value of a variable where it stands for an option's number, after a blank or {@code =}. */
    private static List<String> withNumbers(List<String> words, CommandSpec spec, Variables variables) {
        var result = new ArrayList<String>();
        var option = "";
        for (var word : words) {
            int sign = word.startsWith("--") ? word.indexOf('=') : -1;
            var start = sign < 0 ? "" : word.substring(0, sign + 1);
            var name = sign < 0 ? option : word.substring(0, sign);
            result.add(start + number(spec.findOption(name), word.substring(start.length()), variables));
            option = word;
        }
        return result;
    }

    private static String number(OptionSpec option, String word, Variables variables) {
        if (option == null || !isNumber(option.type()) || !SourceVersion.isIdentifier(word)) {
            return word;
        }
        return variables
                .value(word)
                .filter(value -> value instanceof Number)
                .map(Object::toString)
                .orElse(word);
    }

    private static boolean isNumber(Class<?> type) {
        return Number.class.isAssignableFrom(MethodType.methodType(type).wrap().returnType());
    }

    private static List<?> expressions(ArgSpec argument) {
        Object value = argument.getValue();
        return value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
    }

    /** Java has no word for the others. */
    private static void requireFinite(ArgSpec argument) {
        for (var value : expressions(argument)) {
            if (value instanceof Double number && !Double.isFinite(number)) {
                throw BadInput.of(
                        HelpPage.name(argument),
                        "\"" + number + "\"",
                        "a finite number",
                        "%" + argument.command().name() + " --help");
            }
        }
    }

    private CommandMagic fresh() {
        try {
            return getClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a magic has a constructor without arguments, for the service loader", e);
        }
    }

    private static CommandLine line(CommandMagic magic) {
        var line = new CommandLine(magic);
        line.getCommandSpec().args().stream()
                .map(ArgSpec::auxiliaryTypes)
                .flatMap(Arrays::stream)
                .filter(Class::isEnum)
                .distinct()
                .forEach(each -> register(line, each));
        return line;
    }

    private static <K> void register(CommandLine line, Class<K> type) {
        ITypeConverter<K> converter = word -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> written(constant).equalsIgnoreCase(word.replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(word));
        line.registerConverter(type, converter);
    }

    /** A constant as a line has it: {@code kendall-tau-a} for KENDALL_TAU_A; a name in camel case stays as it is. */
    static String written(Object constant) {
        var name = ((Enum<?>) constant).name();
        return name.equals(name.toUpperCase(Locale.ROOT))
                ? name.toLowerCase(Locale.ROOT).replace('_', '-')
                : name;
    }

    /** The words that an argument chooses from; none where it is free. */
    static List<String> choices(ArgSpec argument) {
        if (argument.completionCandidates() != null && !argument.typeInfo().isEnum()) {
            return StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                    .toList();
        }
        return Stream.concat(Stream.of(argument.type()), Arrays.stream(argument.auxiliaryTypes()))
                .filter(Class::isEnum)
                .findFirst()
                .map(type -> Arrays.stream(type.getEnumConstants())
                        .map(CommandMagic::written)
                        .toList())
                .orElse(List.of());
    }

    /** The types that an argument's expression may have; empty where it is no expression. */
    static Optional<Of> expected(ArgSpec argument) {
        return argument.userObject() instanceof Field field
                ? Optional.ofNullable(field.getAnnotation(Of.class))
                : Optional.empty();
    }

    private static void requireType(ArgSpec argument, String expression, Of expected, Variables variables) {
        var subject = argument.isOption()
                ? HelpPage.name(argument)
                : "%" + argument.command().name();
        if (SourceVersion.isIdentifier(expression) && !variables.has(expression)) {
            throw BadInput.of(
                    subject,
                    "nothing is called \"" + expression + "\""
                            + BadInput.nearest(expression, variables.names())
                                    .map(near -> " (did you mean \"" + near + "\"?)")
                                    .orElse(""),
                    Mistakes.variable(expected),
                    "Define it in a cell above, or list the variables with Tab");
        }
        JavaType.of(variables, expression).filter(type -> type.isNone(expected)).ifPresent(type -> {
            throw BadInput.of(
                    subject,
                    "\"" + expression + "\" is " + type.withArticle(),
                    "a " + names(expected),
                    "Name another variable");
        });
    }

    static String names(Of expected) {
        return String.join(
                " or ",
                Arrays.stream(expected.value()).map(Class::getSimpleName).toList());
    }

    @Override
    public final List<String> complete(List<String> arguments, Variables variables) {
        CommandSpec spec = line(this).getCommandSpec();
        return new Completer(spec, variables).complete(arguments);
    }
}
