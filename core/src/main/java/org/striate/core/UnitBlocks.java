package org.striate.core;

/** Takes the answers of layers as they pass by, so that no layer has to be in memory as a whole. */
@FunctionalInterface
public interface UnitBlocks {

    /**
     * The answers of some neighbouring units to all stimuli. The blocks of a layer come in the order of its units and cover
     * each unit once; blocks of several layers may alternate.
     *
     * @param layer its name, as it was asked for
     * @param firstUnit index in the layer of the block's first unit
     * @param rows [stimuli x units of the block], float32; valid during the call only
     */
    void accept(String layer, int firstUnit, float[][] rows);
}
