package org.striate.core.charts;

/**
 * How often which values occur.
 *
 * @param x what the values are
 * @param counted what has them, in the plural, such as {@code neurons}
 * @param values NaN is left out and said
 */
public record Distribution(String title, String described, Axis x, String counted, double[] values) implements Chart {}
