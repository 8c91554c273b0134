package org.striate.magics.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.striate.analysis.FittedEncoding;
import org.striate.core.Activations;
import org.striate.core.BadInput;
import org.striate.core.LayerScores;
import org.striate.core.NeuralResponses;
import org.striate.core.Score;
import org.striate.core.StimulusSet;
import org.striate.models.Network;

/** What can be kept in a file; the first that fits. Their order is the file's: new ones go to the end. */
enum Kind {
    NULL(value -> value == null),
    BOOLEAN(Boolean.class),
    BYTE(Byte.class),
    SHORT(Short.class),
    CHARACTER(Character.class),
    INTEGER(Integer.class),
    LONG(Long.class),
    FLOAT(Float.class),
    DOUBLE(Double.class),
    STRING(String.class),
    STIMULI(StimulusSet.class),
    ACTIVATIONS(Activations.class),
    RESPONSES(NeuralResponses.class),
    SCORE(Score.class),
    SCORES(LayerScores.class),
    /** Of files of before, without all that made it. */
    BARE_NETWORK(value -> false),
    ENCODING(FittedEncoding.class),
    ENUM(value -> value instanceof Enum<?> constant && KeptClasses.isOurs(constant.getDeclaringClass())),
    RECORD(value -> value instanceof Record && KeptClasses.isOurs(value.getClass())),
    OPTIONAL(Optional.class),
    LIST(List.class),
    MAP(Map.class),
    ARRAY(value -> value.getClass().isArray() && KeptClasses.isKept(value.getClass())),
    NETWORK(Network.class);

    private final Predicate<Object> fits;

    Kind(Class<?> type) {
        this(type::isInstance);
    }

    Kind(Predicate<Object> fits) {
        this.fits = fits;
    }

    static Kind of(Object value) {
        for (var kind : values()) {
            if (kind.fits.test(value)) {
                return kind;
            }
        }
        var type = value.getClass();
        boolean ofSession = type.getName().startsWith("REPL.") && !type.isHidden();
        throw BadInput.of(
                type.isHidden() ? "function" : type.getSimpleName(),
                ofSession ? "its class lives in this session alone" : "has no form in a file",
                "numbers, texts, arrays, lists, maps, records of Striate, stimuli, responses, layers, scores, networks",
                "Keep the line that makes it: %origin shows it");
    }
}
