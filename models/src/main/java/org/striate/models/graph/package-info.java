/**
 * Networks as graphs of named operations: what a network computes, apart from the weights that it computes with. Names and
 * shapes are PyTorch's, so that its state dicts fit.
 */
package org.striate.models.graph;
