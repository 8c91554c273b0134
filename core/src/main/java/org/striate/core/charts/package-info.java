/**
 * What a result has to show: numbers with their names and units, apart from how they are drawn.
 */
package org.striate.core.charts;
