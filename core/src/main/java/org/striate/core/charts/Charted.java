package org.striate.core.charts;

import org.striate.core.Showable;

/**
 * A result that has a picture. It says what is on the axes and in which unit; how that is drawn is not its concern.
 *
 * @param <C> the kind of picture
 */
public interface Charted<C extends Chart> extends Showable {

    /**
     * What there is to see.
     *
     * @throws org.striate.core.BadInput if the result is empty
     */
    C chart();
}
