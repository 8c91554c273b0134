package org.striate.analysis;

import java.lang.reflect.Field;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;

/**
 * A trainer of Tribuo that makes the same of the same data whenever it is asked: its random numbers, and those of the trainers
 * that it holds, begin anew for every fit.
 *
 * @param trainer any
 */
public record SeededTrainer<T extends Output<T>>(Trainer<T> trainer) {

    private static final String INVOCATIONS = "train-invocation-count ?= ?\\d+,?\\s*";

    /** @param fit a number from 0 up; each has random numbers of its own */
    public Model<T> train(Dataset<T> data, int fit) {
        synchronized (trainer) {
            rewindInner(trainer);
            return trainer.train(data, Map.of(), fit);
        }
    }

    /** An ensemble goes on from where its inner trainer is, and has no way of its own to set that back. */
    private static void rewindInner(Trainer<?> trainer) {
        for (Class<?> type = trainer.getClass(); type != null; type = type.getSuperclass()) {
            for (var field : type.getDeclaredFields()) {
                if (Trainer.class.isAssignableFrom(field.getType())
                        && inner(field, trainer) instanceof Trainer<?> inner) {
                    inner.setInvocationCount(0);
                    rewindInner(inner);
                }
            }
        }
    }

    private static Object inner(Field field, Trainer<?> trainer) {
        try {
            field.setAccessible(true);
            return field.get(trainer);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " of " + trainer, e);
        }
    }

    /** For an origin: without how often it was asked before, which decides nothing here. */
    public String settings() {
        return trainer.getProvenance().toString().replaceAll(INVOCATIONS, "");
    }
}
