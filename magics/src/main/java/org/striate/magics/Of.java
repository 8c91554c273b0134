package org.striate.magics;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an argument that is a variable or an expression of the notebook, and says what types it may have. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface Of {
    Class<?>[] value();

    /** What a list among them holds. */
    Class<?> elements() default Object.class;
}
