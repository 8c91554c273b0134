package org.striate.magics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.striate.core.BadInput;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A magic whose arguments picocli parses into a fresh {@link Step} at every call. */
abstract class CommandMagic<T> implements Magic {

    /** The parameter label that marks an option whose value is a variable of the notebook. */
    static final String VARIABLE = "VARIABLE";

    private final Class<T> type;
    private final Supplier<? extends Step<? extends T>> steps;

    CommandMagic(Class<T> type, Supplier<? extends Step<? extends T>> steps) {
        this.type = type;
        this.steps = steps;
    }

    @Override
    public final String name() {
        return spec().name();
    }

    @Override
    public final String summary() {
        return String.join(" ", spec().usageMessage().description());
    }

    @Override
    public final Class<T> type() {
        return type;
    }

    @Override
    public final T run(List<String> arguments, Variables variables) {
        var step = steps.get();
        var line = new CommandLine(step).setCaseInsensitiveEnumValuesAllowed(true);
        try {
            line.parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            throw BadInput.of(
                    "%" + name(), e.getMessage(), expected(e, line.getCommandSpec()), "Usage: %" + name() + " --help");
        }
        return step.run(variables);
    }

    private static String expected(ParameterException e, CommandSpec spec) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            var word = unmatched.getUnmatched().get(0);
            var near = BadInput.nearest(word, words(spec));
            if (near.isPresent()) {
                return "\"" + near.get() + "\"?";
            }
        }
        return "the arguments that its help lists";
    }

    private static List<String> words(CommandSpec spec) {
        var options = spec.optionsMap().keySet().stream();
        return Stream.concat(options, spec.positionalParameters().stream().flatMap(CommandMagic::constants))
                .toList();
    }

    @Override
    public final String help() {
        var text = new CommandLine(steps.get()).getUsageMessage(Ansi.OFF);
        return text.replace("Usage: ", "Usage: %");
    }

    @Override
    public final List<String> complete(List<String> arguments, Variables variables) {
        var typed = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
        var before = arguments.size() < 2 ? "" : arguments.get(arguments.size() - 2);
        var spec = spec();
        var option = Optional.ofNullable(spec.optionsMap().get(before));
        var words = option.isPresent()
                ? values(option.get(), variables)
                : Stream.concat(
                        spec.positionalParameters().stream().flatMap(p -> values(p, variables)),
                        spec.optionsMap().keySet().stream());
        return words.filter(word -> word.startsWith(typed)).sorted().toList();
    }

    private static Stream<String> values(ArgSpec argument, Variables variables) {
        return VARIABLE.equals(argument.paramLabel()) ? variables.names().stream() : constants(argument);
    }

    private static Stream<String> constants(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            return StreamSupport.stream(argument.completionCandidates().spliterator(), false);
        }
        var constants = argument.type().getEnumConstants();
        return constants == null ? Stream.empty() : Arrays.stream(constants).map(Object::toString);
    }

    private CommandSpec spec() {
        return CommandSpec.forAnnotatedObject(steps.get());
    }
}
