package org.striate.core;

/**
 * One recorded neuron, site or voxel (a neuroid).
 *
 * @param id unique within a recording
 * @param region the area it was recorded in
 * @param subject the animal or person
 */
public record Neuron(String id, Region region, String subject) {}
