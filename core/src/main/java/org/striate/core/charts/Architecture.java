package org.striate.core.charts;

import java.util.List;

/**
 * What a network is made of, from the image to the answer.
 *
 * @param stages the image first
 */
public record Architecture(String title, String described, List<Stage> stages) implements Chart {

    public Architecture {
        stages = List.copyOf(stages);
    }

    /**
     * One layer, or several that follow each other and have one shape.
     *
     * @param kind what is computed, such as {@code 3 x 3 convolution, ReLU}
     * @param channels maps, or units without a place
     * @param height of a map
     * @param width of a map
     * @param parameters how many weights it learns
     * @param field side of the receptive field in pixels of the image; 0 where a unit sees all of it, -1 where not known
     * @param mark what was done to it, such as a lesion; empty for nothing
     */
    public record Stage(
            String name, String kind, int channels, int height, int width, long parameters, int field, String mark) {

        /** Whether its units have no place in the image. */
        public boolean isFlat() {
            return height * width == 1;
        }
    }
}
