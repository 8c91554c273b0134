package org.striate.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help of a magic, from what picocli knows of it. */
final class HelpPage {

    private HelpPage() {}

    static Help of(CommandSpec spec) {
        var arguments = new ArrayList<Help.Argument>();
        spec.positionalParameters().forEach(each -> arguments.add(argument(each)));
        spec.options().forEach(each -> arguments.add(argument(each)));
        arguments.add(new Help.Argument("--as NAME", "gives the value a name"));
        arguments.add(new Help.Argument("--show-java", "prints the Java that the line stands for, then runs it"));
        return new Help(
                usage(spec),
                String.join(" ", spec.usageMessage().description()),
                arguments,
                List.of(spec.usageMessage().footer()));
    }

    /** How an argument is called in messages: {@code --folds}, or {@code METHOD} by its place. */
    static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : label(argument);
    }

    private static String label(ArgSpec argument) {
        return argument.paramLabel().replaceAll("[<>]", "").toUpperCase(Locale.ROOT);
    }

    private static String usage(CommandSpec spec) {
        var usage = new StringBuilder("%").append(spec.name());
        for (var each : spec.positionalParameters()) {
            usage.append(' ').append(optional(each, label(each) + (each.arity().max() > 1 ? ".." : "")));
        }
        for (var each : spec.options()) {
            if (each.required()) {
                usage.append(' ').append(written(each));
            }
        }
        return usage.append(spec.options().stream().allMatch(OptionSpec::required) ? "" : " [OPTIONS]")
                .toString();
    }

    private static String optional(PositionalParamSpec argument, String text) {
        return argument.required() ? text : "[" + text + "]";
    }

    private static String written(OptionSpec option) {
        return option.longestName() + (option.arity().max() == 0 ? "" : " " + label(option));
    }

    private static Help.Argument argument(ArgSpec argument) {
        var meaning = new StringBuilder(String.join(" ", argument.description()));
        var choices = CommandMagic.choices(argument);
        if (!choices.isEmpty()) {
            meaning.append(meaning.isEmpty() ? "" : ": ").append(String.join(", ", choices));
        }
        CommandMagic.expected(argument)
                .filter(of -> of.value()[0] != Object.class)
                .ifPresent(of ->
                        meaning.append(" (a ").append(CommandMagic.names(of)).append(')'));
        return new Help.Argument(
                argument instanceof OptionSpec option ? written(option) : label(argument), meaning.toString());
    }
}
