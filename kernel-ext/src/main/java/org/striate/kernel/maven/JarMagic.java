package org.striate.kernel.maven;

import java.util.List;
import java.util.function.Function;
import org.striate.magics.Help;
import org.striate.magics.Magic;
import org.striate.magics.Variables;

/** A magic that adds to the class path. */
class JarMagic implements Magic {

    private final String name;
    private final Class<?> type;
    private final String usage;
    private final String summary;
    private final Function<List<String>, Object> work;
    private final Function<String, List<String>> words;

    JarMagic(
            String name,
            Class<?> type,
            String usage,
            String summary,
            Function<List<String>, Object> work,
            Function<String, List<String>> words) {
        this.name = name;
        this.type = type;
        this.usage = usage;
        this.summary = summary;
        this.work = work;
        this.words = words;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final Class<?> type() {
        return type;
    }

    @Override
    public final Object run(List<String> arguments, Variables variables) {
        return work.apply(arguments);
    }

    @Override
    public final Help help() {
        return Help.of(usage, summary);
    }

    @Override
    public final List<String> complete(List<String> arguments, Variables variables) {
        return words.apply(arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1));
    }
}
