/**
 * Experiments on networks: receptive fields, synthesised images, studies of lesions, pruning. They use a network through its
 * public methods alone.
 */
package org.striate.models.experiments;
