/**
 * The command {@code ./striate}: runs notebooks without Python, and puts the kernel where Jupyter finds it.
 */
package org.striate.launcher;
