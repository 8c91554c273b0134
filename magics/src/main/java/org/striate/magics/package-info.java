/**
 * Each step of a study as a line: a magic parses its arguments, calls the step and returns a value. Knows nothing of
 * Jupyter; the kernel finds the magics here.
 */
package org.striate.magics;
