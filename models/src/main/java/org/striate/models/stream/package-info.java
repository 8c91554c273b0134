/**
 * Layers that pass by in blocks of units: what a stream will cost, and how it keeps to a limit of memory and disk.
 */
package org.striate.models.stream;
