package org.striate.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.striate.core.BadInput;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli finds wrong, in the style guide's one sentence. */
final class Mistakes {

    private Mistakes() {}

    /** @param words all that were given */
    static BadInput of(ParameterException mistake, List<String> words) {
        var spec = mistake.getCommandLine().getCommandSpec();
        var unknown = words.stream()
                .map(word -> word.replaceFirst("=.*", ""))
                .filter(word -> word.startsWith("--") && !spec.optionsMap().containsKey(word))
                .findFirst();
        if (unknown.isPresent()) { // before what is missing: that is perhaps what was meant
            return unmatched(unknown.get(), spec);
        }
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched().get(0), spec);
        }
        if (mistake instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing.getMissing().get(0), spec);
        }
        return Optional.ofNullable(mistake.getArgSpec())
                .map(argument -> wrong(argument, mistake, spec))
                .orElseGet(
                        () -> BadInput.of("%" + spec.name(), mistake.getMessage(), "what its help says", help(spec)));
    }

    private static BadInput unmatched(String word, CommandSpec spec) {
        if (word.startsWith("-")) {
            var options = new ArrayList<>(spec.optionsMap().keySet());
            options.addAll(MagicLine.OPTIONS);
            return BadInput.unknown(
                    "option", word.replaceFirst("=.*", ""), "%" + spec.name(), options, "%" + spec.name() + " --help");
        }
        var mend =
                word.matches(".*\\s.*") ? help(spec) : "Put quotes around what belongs together, or see " + help(spec);
        return BadInput.of("%" + spec.name(), "one word too many, \"" + word + "\"", usage(spec), mend);
    }

    private static BadInput missing(ArgSpec argument, CommandSpec spec) {
        var choices = CommandMagic.choices(argument);
        var free = "for it: " + String.join(" ", argument.description());
        var expected = CommandMagic.expected(argument)
                .map(Mistakes::variable)
                .orElse(choices.isEmpty() ? free : "one of " + String.join(", ", choices));
        return BadInput.of("%" + spec.name(), HelpPage.name(argument) + " is missing", expected, example(spec));
    }

    /** What stands for a value of the notebook. */
    static String variable(Of expected) {
        return List.of(expected.value()).contains(Object.class)
                ? "a variable or an expression"
                : "a variable or an expression of type " + CommandMagic.names(expected);
    }

    private static BadInput wrong(ArgSpec argument, ParameterException mistake, CommandSpec spec) {
        var choices = CommandMagic.choices(argument);
        var value = String.valueOf(mistake.getValue());
        if (!choices.isEmpty()) {
            return BadInput.unknown(
                    HelpPage.name(argument).toLowerCase(java.util.Locale.ROOT),
                    value,
                    "%" + spec.name(),
                    choices,
                    String.join(", ", choices));
        }
        return BadInput.of(HelpPage.name(argument), "\"" + value + "\"", kind(argument), help(spec));
    }

    private static String kind(ArgSpec argument) {
        var type = argument.auxiliaryTypes().length > 0 ? argument.auxiliaryTypes()[0] : argument.type();
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        return type == double.class || type == Double.class ? "a number" : String.join(" ", argument.description());
    }

    private static String usage(CommandSpec spec) {
        return HelpPage.of(spec).usage();
    }

    private static String example(CommandSpec spec) {
        return "Such as " + spec.usageMessage().footer()[0];
    }

    private static String help(CommandSpec spec) {
        return "%" + spec.name() + " --help";
    }
}
