package org.striate.magics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.striate.core.BadInput;
import org.striate.core.StimulusModel;
import org.striate.core.StimulusSet;
import org.striate.datasets.Recordings;
import org.striate.magics.session.SavedVariables;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What may stand at the end of a magic's line: options, choices, variables, layers, parameters and files. */
public final class Completer {

    /** The parameter label of an argument that is a layer of the model in the line. */
    static final String LAYER = "LAYER";
    /** Of an argument that is a parameter of the stimuli in the line. */
    static final String PARAMETER = "PARAMETER";
    /** Of an argument that is a part of the data set in the line. */
    static final String PART = "PART";
    /** Of an argument that is a file, or one of its choices. */
    static final String FILE = "FILE";

    /** Of an argument that is a variable in the file of the line. */
    static final String KEPT = "SAVED";

    private static final int MOST_FILES = 200;

    private final CommandSpec spec;
    private final Variables variables;

    Completer(CommandSpec spec, Variables variables) {
        this.spec = spec;
        this.variables = variables;
    }

    List<String> complete(List<String> words) {
        var typed = words.isEmpty() ? "" : words.get(words.size() - 1);
        var before = words.size() < 2 ? "" : words.get(words.size() - 2);
        int equals = typed.startsWith("--") ? typed.indexOf('=') : -1;
        if (equals > 0) {
            var option = typed.substring(0, equals + 1);
            return takingValue(option.substring(0, equals))
                    .map(argument -> items(argument, typed.substring(equals + 1), words))
                    .orElse(List.of())
                    .stream()
                    .map(option::concat)
                    .toList();
        }
        return takingValue(before)
                .map(argument -> items(argument, typed, words))
                .orElseGet(() -> typed.startsWith("-") ? options(typed) : positional(typed, words));
    }

    private Optional<ArgSpec> takingValue(String option) {
        return Optional.<ArgSpec>ofNullable(spec.optionsMap().get(option))
                .filter(argument -> argument.arity().max() > 0);
    }

    private List<String> options(String typed) {
        return Stream.concat(spec.optionsMap().keySet().stream(), MagicLine.OPTIONS.stream())
                .filter(option -> option.startsWith(typed))
                .sorted()
                .toList();
    }

    /** What stands in the place of this word; then the options. */
    private List<String> positional(String typed, List<String> words) {
        int place = 0;
        for (int i = 0; i < words.size() - 1; i++) {
            boolean value = i > 0 && takingValue(words.get(i - 1)).isPresent();
            place += words.get(i).startsWith("-") || value ? 0 : 1;
        }
        int here = place;
        var found = spec.positionalParameters().stream()
                .filter(each -> each.index().contains(here))
                .flatMap(each -> items(each, typed, words).stream());
        return Stream.concat(found, typed.isEmpty() ? options("--").stream() : Stream.empty())
                .toList();
    }

    /** Values of an argument; behind a comma, one more of a list. */
    private List<String> items(ArgSpec argument, String typed, List<String> words) {
        int comma = argument.splitRegex().isEmpty() ? -1 : typed.lastIndexOf(',');
        var head = typed.substring(0, comma + 1);
        var files = FILE.equals(argument.paramLabel()) ? files(typed) : List.<String>of();
        var values = values(argument, words)
                .map(head::concat)
                .filter(word -> word.startsWith(typed))
                .distinct()
                .sorted();
        return Stream.concat(values, files.stream()).toList();
    }

    private Stream<String> values(ArgSpec argument, List<String> words) {
        if (LAYER.equals(argument.paramLabel())) {
            return named(words, StimulusModel.class).flatMap(model -> model.layers().stream());
        }
        if (PARAMETER.equals(argument.paramLabel())) {
            return named(words, StimulusSet.class).flatMap(stimuli -> stimuli.parameters().keySet().stream());
        }
        if (PART.equals(argument.paramLabel())) {
            var known = new DataMagic.Names();
            return StreamSupport.stream(known.spliterator(), false)
                    .filter(words::contains)
                    .flatMap(name -> Recordings.parts(name).stream());
        }
        if (KEPT.equals(argument.paramLabel())) {
            return words.stream().flatMap(Completer::kept);
        }
        return Stream.concat(
                CommandMagic.choices(argument).stream(),
                CommandMagic.expected(argument).stream().flatMap(this::variablesOf));
    }

    /** The variables in a file that %save wrote; none in any other. */
    private static Stream<String> kept(String file) {
        try {
            return Files.isRegularFile(Path.of(file))
                    ? SavedVariables.open(Path.of(file)).types().keySet().stream()
                    : Stream.empty();
        } catch (BadInput | InvalidPathException e) {
            return Stream.empty();
        }
    }

    private Stream<String> variablesOf(Of expected) {
        return variables.names().stream()
                .filter(name -> JavaType.of(variables, name)
                        .filter(type -> type.isNone(expected))
                        .isEmpty());
    }

    /** The values of a type among the variables in the line; where the line names none, among all variables. */
    private <T> Stream<T> named(List<String> words, Class<T> type) {
        var inLine = words.stream().flatMap(word -> Arrays.stream(word.split("=")));
        var found = values(inLine.filter(variables::has), type);
        return (found.isEmpty() ? values(variables.names().stream(), type) : found).stream();
    }

    private <T> List<T> values(Stream<String> names, Class<T> type) {
        return names.flatMap(name -> variables.value(name).stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Files and folders whose path begins so. */
    public static List<String> files(String typed) {
        int slash = typed.lastIndexOf('/') + 1;
        var folder = typed.substring(0, slash);
        try (var files = Files.list(Path.of(folder.isEmpty() ? "." : folder))) {
            return files.map(file -> folder + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .filter(path -> path.startsWith(typed) && (slash < typed.length() || !path.startsWith(".", slash)))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        } catch (IOException | InvalidPathException e) {
            return List.of(); // nothing to offer there
        }
    }
}
