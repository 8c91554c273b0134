package org.striate.plots;

import java.util.Optional;
import org.striate.core.BadInput;
import org.striate.core.Illustrator;
import org.striate.core.Showable;
import org.striate.core.charts.Charted;

/** The picture under a cell whose last value is a result. */
public final class DefaultPictures implements Illustrator {

    /** For the service loader. */
    public DefaultPictures() {}

    /** The figure of a result that has a chart; none of an empty one, of which its line says what is missing. */
    @Override
    public Optional<Showable> picture(Showable value) {
        if (!(value instanceof Charted<?> charted)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Plots.of(charted));
        } catch (BadInput e) {
            return Optional.empty();
        }
    }
}
