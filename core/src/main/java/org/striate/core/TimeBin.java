package org.striate.core;

/**
 * A window after stimulus onset.
 *
 * @param start in ms, inclusive
 * @param end in ms, exclusive
 */
public record TimeBin(double start, double end) {}
