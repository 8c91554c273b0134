/**
 * Linear algebra on OpenBLAS, and the products between stimuli through which layers of any width enter every analysis.
 */
package org.striate.analysis.linear;
