package org.striate.magics;

import java.util.Iterator;
import org.striate.core.BadInput;
import org.striate.datasets.Catalogue;
import org.striate.datasets.NamedDataSet;
import org.striate.datasets.Recordings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %data fetch kriegeskorte2008}: lists and downloads recordings. */
@Command(
        name = "data",
        description = "Lists the recordings known by name; downloads, finds, checks or removes one.",
        footer = {"%data", "%data parts cowley2023-v4", "%data verify"})
public final class DataMagic extends CommandMagic {

    /** What is done. */
    enum Action {
        LIST,
        FETCH,
        WHERE,
        PARTS,
        VERIFY,
        REMOVE
    }

    /** The names of the catalogue, for completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Recordings.list().dataSets().stream().map(NamedDataSet::name).iterator();
        }
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = "list",
            paramLabel = "ACTION",
            description = "(list) one of")
    private Action action;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "one of")
    private String name;

    public DataMagic() {
        super(Catalogue.class);
    }

    @Override
    JavaCall java(Variables variables) {
        if (action == Action.LIST) {
            refuse("%data list", name, name, "no name: it lists all", "Such as %data parts " + name);
            return JavaCall.of(Code.call("Recordings.list"));
        }
        if (action == Action.VERIFY && name == null) {
            return JavaCall.of(Code.call("Recordings.verify"));
        }
        if (name == null) {
            throw BadInput.of("%data " + written(action), "no name", "a data set's name", "%data lists them");
        }
        Recordings.list().dataSet(name);
        return JavaCall.of(Code.call("Recordings." + written(action), name));
    }
}
