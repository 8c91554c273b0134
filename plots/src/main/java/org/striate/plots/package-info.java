/**
 * Results as pictures: every figure with axes, units and, where one exists, the noise ceiling.
 */
package org.striate.plots;
