/**
 * What happens inside a cell: JShell, the thread that cells run on, interrupts, error texts, completion, inspection and
 * magics. Knows nothing of Jupyter's protocol.
 */
package org.striate.kernel.cells;
