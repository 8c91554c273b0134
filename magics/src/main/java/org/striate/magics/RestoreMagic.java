package org.striate.magics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.striate.magics.session.SavedVariables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %restore session.zip}: brings variables back. */
@Command(
        name = "restore",
        description = "Brings back the variables that %save kept, with their names and types.",
        footer = "%restore session.zip")
public final class RestoreMagic extends CommandMagic {

    @Parameters(index = "0", paramLabel = Completer.FILE, description = "the file")
    private Path file;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = Completer.KEPT, description = "which (all)")
    private List<String> names;

    public RestoreMagic() {
        super(SavedVariables.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var saved = SavedVariables.open(file);
        var open = Code.call("SavedVariables.open", file);
        var declarations = new ArrayList<String>();
        var wanted = names == null ? saved : saved.only(names.toArray(String[]::new));
        wanted.types().forEach((name, type) -> {
            var known = JavaType.of(type); // a wider type does for what the session that saved it alone had
            declarations.add((known.isKnownEverywhere() ? type : known.withoutArguments()) + " " + name + " = "
                    + open.with("value", name) + ";");
        });
        return new JavaCall(declarations, open.with("only", names).toString());
    }
}
