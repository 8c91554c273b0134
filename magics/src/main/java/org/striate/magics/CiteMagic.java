package org.striate.magics;

import java.nio.file.Path;
import java.util.List;
import org.striate.magics.session.Citations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %cite}: whom to cite. */
@Command(
        name = "cite",
        description = "Gives the BibTeX of the data, methods and networks behind the variables of this session.",
        footer = {"%cite", "%cite scores --save scores.bib"})
public final class CiteMagic extends CommandMagic {

    @Of(Object.class)
    @Parameters(index = "0..*", arity = "0..*", paramLabel = "VARIABLE", description = "only these (all)")
    private List<String> names;

    @Option(names = "--save", paramLabel = Completer.FILE, description = "also writes a .bib file")
    private Path file;

    public CiteMagic() {
        super(Citations.class);
    }

    @Override
    JavaCall java(Variables variables) {
        var values = Code.all(names == null ? variables.names() : names);
        return JavaCall.of(Code.call("Citations.of", values).with("save", file));
    }
}
