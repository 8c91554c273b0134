/**
 * From layers to neurons and between geometries: encoding models, reliability, RDMs and their comparison.
 */
package org.striate.analysis;
