package org.striate.core.charts;

/**
 * When something happened, row by row: a raster of spikes.
 *
 * @param x time
 * @param rowsAre what a row is, such as {@code trial}
 * @param times [rows][events]
 */
public record Events(String title, String described, Axis x, String rowsAre, double[][] times) implements Chart {}
