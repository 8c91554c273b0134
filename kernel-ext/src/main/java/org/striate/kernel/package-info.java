/**
 * The Java kernel: Jupyter's messaging protocol around a JShell. One thread owns the sockets, one handles shell requests
 * in order, one runs the cells' code; whoever publishes hands messages to the first.
 */
package org.striate.kernel;
