package org.striate.core;

import java.util.Optional;
import java.util.ServiceLoader;

/** Gives results their pictures; a service, so that who shows a result need not know who draws it. */
public interface Illustrator {

    /**
     * The picture of a value.
     *
     * @return empty for a value that has none
     */
    Optional<Showable> picture(Showable value);

    /** The picture of a value by the first illustrator that has one; empty where none is installed. */
    static Optional<Showable> of(Showable value) {
        return ServiceLoader.load(Illustrator.class, Illustrator.class.getClassLoader()).stream()
                .map(provider -> provider.get().picture(value))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
