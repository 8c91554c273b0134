package org.striate.models;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.util.Map;
import java.util.function.Function;

/**
 * Adam (Kingma and Ba 2015) whose moments live no longer than a training: DJL leaves them to a garbage collector that
 * does not know of native memory.
 */
final class BoundAdam extends Adam {

    private final NDManager manager;

    /** @param manager frees the moments when it is closed */
    BoundAdam(double learningRate, NDManager manager) {
        super(builder().optLearningRateTracker(Tracker.fixed((float) learningRate)));
        this.manager = manager;
    }

    @Override
    protected NDArray withDefaultState(
            Map<String, Map<Device, NDArray>> states, String key, Device device, Function<String, NDArray> first) {
        var state = super.withDefaultState(states, key, device, first);
        state.attach(manager);
        return state;
    }
}
