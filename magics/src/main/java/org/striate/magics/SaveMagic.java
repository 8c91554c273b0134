package org.striate.magics;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.striate.core.BadInput;
import org.striate.core.LayerScores;
import org.striate.core.StimulusSet;
import org.striate.magics.session.SavedVariables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %save session.zip stimuli v1}: keeps variables in a file. */
@Command(
        name = "save",
        description = "Keeps variables in a file, whole or not at all; names those that have no form in a file.",
        footer = "%save session.zip stimuli v1 scores")
public final class SaveMagic extends CommandMagic {

    @Parameters(index = "0", paramLabel = Completer.FILE, description = "where, such as session.zip")
    private Path file;

    @Of(Object.class)
    @Parameters(index = "1..*", arity = "0..*", paramLabel = "VARIABLE", description = "which (all)")
    private List<String> names;

    public SaveMagic() {
        super(SavedVariables.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var code = Code.call("SavedVariables.none");
        for (var name : names == null ? variables.names() : names) {
            if (!variables.has(name)) {
                throw BadInput.of("%save", "\"" + name + "\"", "a variable's name", "Give it one: var kept = " + name);
            }
            code = variables.failed(name)
                    ? code.with("without", List.of(name, "its declaration failed"))
                    : code.with("with", List.of(declared(variables, name) + " " + name, new Code(name)));
        }
        return JavaCall.of(code.with("save", file));
    }

    /** The type it will have when it comes back. */
    private static String declared(Variables variables, String name) {
        var type = JavaType.of(variables, name).orElse(JavaType.of("Object"));
        if (type.is(StimulusSet.class)) {
            return StimulusSet.class.getSimpleName();
        }
        if (type.is(LayerScores.class)) {
            return LayerScores.class.getSimpleName();
        }
        var text = type.is(List.class) ? type.as(List.class) : type.is(Map.class) ? type.as(Map.class) : type.text();
        var shown = JavaType.of(text);
        return SavedVariables.isType(text) && shown.isKnownEverywhere() ? text : shown.withoutArguments();
    }
}
