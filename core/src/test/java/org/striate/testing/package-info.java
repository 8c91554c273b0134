/** What tests of several modules need: where the reference data are, and tools that a machine may lack. */
package org.striate.testing;
