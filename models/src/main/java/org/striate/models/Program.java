package org.striate.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What a network computes, with its weights: a graph of operations, or an archive of TorchScript. */
interface Program {

    /** Named layers in the order they are computed in. */
    List<LayerTable.Row> layers();

    /** What is to be said of the layers as a whole; mostly nothing. */
    default String note() {
        return "";
    }

    /** The layer that the network answers with. */
    String output();

    /**
     * One pass.
     *
     * @param input batch x channels x height x width; stays open
     * @param first index of the batch's first presentation
     * @param wanted layers, by their own names
     * @param lesions layer to what is done to its units
     * @param sink gets each wanted layer once; the array is freed after the call
     */
    void run(
            NDArray input,
            long first,
            Set<String> wanted,
            Map<String, Injury> lesions,
            BiConsumer<String, NDArray> sink);

    /** The parent of memory for passes. */
    NDManager manager();

    /** SHA-256 of the weights; of TorchScript, of the archive. */
    String checksum();

    /** All that decides what is computed with the weights, as text; empty where the checksum covers it. */
    String architecture();
}
