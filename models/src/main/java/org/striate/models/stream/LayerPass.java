package org.striate.models.stream;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.BiConsumer;

/** Shows stimuli to a model. */
@FunctionalInterface
public interface LayerPass {

    /**
     * One batch, computed only as far as the layers need it.
     *
     * @param from index of the first stimulus
     * @param to index behind the last one
     * @param layers wanted, by their own names
     * @param sink gets each wanted layer once, in the order of computation: [to - from x units] float32 in the machine's byte
     *     order, valid during the call only
     */
    void run(int from, int to, Set<String> layers, BiConsumer<String, ByteBuffer> sink);
}
