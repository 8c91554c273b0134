package org.striate.magics;

import java.util.List;
import java.util.stream.Collectors;
import org.striate.core.BadInput;
import org.striate.magics.session.Provenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %origin scores --replay}: how a variable was made, and whether it comes out again. */
@Command(
        name = "origin",
        description = "Shows how a variable was made; with --replay, makes it again from the start and compares.",
        footer = {"%origin scores", "%origin scores --replay --as replay"})
public final class OriginMagic extends CommandMagic {

    @Parameters(index = "0", paramLabel = "VARIABLE", description = "its name")
    @Of(Object.class)
    private String name;

    @Option(names = "--replay", description = "runs the statements that made it again, and compares")
    private boolean replay;

    @Option(names = "--last", description = "only its own statement, on the other variables as they are now")
    private boolean last;

    @Option(names = "--tolerance", paramLabel = "T", description = "between two numbers (0: to the last bit)")
    private Double tolerance;

    public OriginMagic() {
        super(Provenance.class);
    }

    @Override
    JavaCall java(Variables variables) {
        if (!variables.has(name)) {
            throw BadInput.of("%origin", "\"" + name + "\"", "a variable's name", "Give it one: %fit ... --as scores");
        }
        if (!replay) {
            refuse(List.of("--last", "--tolerance"), "without --replay", "a comparison", "Add --replay");
            var statements = variables.making(name);
            return JavaCall.of(Code.call("Provenance.of", name, new Code(name), statements));
        }
        var statements = variables.remaking(name, last);
        var body = statements.stream().map(each -> each.strip() + " ").collect(Collectors.joining());
        var making = new Code("() -> { " + body + "return " + name + "; }");
        return JavaCall.of(
                tolerance == null
                        ? Code.call("Replay.of", name, new Code(name), making)
                        : Code.call("Replay.of", name, new Code(name), tolerance, making));
    }
}
