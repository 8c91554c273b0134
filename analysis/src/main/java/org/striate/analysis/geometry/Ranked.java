package org.striate.analysis.geometry;

/**
 * Average ranks from 1 of values that count several times each, doubled so that they are whole numbers.
 *
 * @param doubled [pairs]; of no meaning where a pair counts 0 times
 * @param order the pairs in ascending order
 * @param length how many of {@code order} there are
 * @param squares sum of squared doubled ranks around their mean
 */
record Ranked(int[] doubled, int[] order, int length, double squares) {}
