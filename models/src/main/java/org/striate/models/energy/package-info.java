/**
 * Memories and distributions as energies: Hopfield's network, its modern form, and the restricted Boltzmann machine. Plain Java;
 * states and patterns are rows, [patterns x units].
 */
package org.striate.models.energy;
