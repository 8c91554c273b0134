package org.striate.magics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Locale;
import org.striate.core.NeuralResponses;
import org.striate.core.Region;
import org.striate.datasets.NamedDataSet;
import org.striate.datasets.Recordings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %recording cowley2023-v4 --as v4}: loads responses by name or from a file. */
public final class RecordingMagic extends CommandMagic<NeuralResponses> {

    public RecordingMagic() {
        super(NeuralResponses.class, Line::new);
    }

    /** The names of the catalogue, for completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            var names = new ArrayList<String>();
            Recordings.list().dataSets().stream().map(NamedDataSet::name).forEach(names::add);
            return names.iterator();
        }
    }

    @Command(
            name = "recording",
            description = "Loads recorded responses by name, or from a .nc or .npz file.",
            footer = "Example: %%recording cowley2023-v4 --as v4")
    static final class Line extends Step<NeuralResponses> {

        @Parameters(
                index = "0",
                completionCandidates = Names.class,
                description = "a path, or one of ${COMPLETION-CANDIDATES}")
        private String name;

        @Option(names = "--part", description = "a part of the data set; its first where none is given")
        private String part;

        @Option(names = "--region", description = "only neurons of this region, such as V4")
        private String region;

        @Option(names = "--fetch", description = "download it first where it is not on this machine")
        private boolean fetch;

        @Override
        NeuralResponses run() {
            var responses = load();
            return region == null ? responses : responses.region(new Region(region));
        }

        private NeuralResponses load() {
            if (name.toLowerCase(Locale.ROOT).matches(".*\\.(nc|npz)")) {
                return Recordings.open(Path.of(name));
            }
            if (fetch && !Recordings.isHere(name)) {
                Recordings.fetch(name);
            }
            return part == null ? Recordings.load(name) : Recordings.load(name, part);
        }
    }
}
