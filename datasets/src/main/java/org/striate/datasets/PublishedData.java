package org.striate.datasets;

import java.util.List;
import org.striate.core.BadInput;
import org.striate.core.NeuralResponses;
import org.striate.core.Rdm;
import org.striate.core.StimulusSet;

/** What a named data set holds, read from its files. */
interface PublishedData {

    NamedDataSet set();

    /** Its parts, the usual one first; most data sets have one. */
    default List<String> parts() {
        return List.of("all");
    }

    StimulusSet stimuli(String part);

    /** @throws BadInput if it holds RDMs only */
    default NeuralResponses responses(String part) {
        throw BadInput.of(
                set().name(),
                "RDMs only, no responses",
                "a data set of responses",
                "Recordings.rdms(\"" + set().name() + "\", \"monkey IT\")");
    }

    /** @throws BadInput if it holds responses only */
    default List<Rdm> rdms(String which) {
        throw BadInput.of(
                set().name(),
                "responses only, no RDMs",
                "a data set of RDMs",
                "Rdms.correlation(Recordings.load(\"" + set().name() + "\"))");
    }
}
