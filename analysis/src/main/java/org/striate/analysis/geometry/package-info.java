/**
 * Representational geometry: dissimilarities between stimuli, how alike two systems' geometries are, and what may be
 * concluded from it.
 */
package org.striate.analysis.geometry;
