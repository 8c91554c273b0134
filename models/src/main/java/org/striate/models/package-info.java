/**
 * Networks on DJL and baselines without it: every layer by name, trained here or loaded.
 */
package org.striate.models;
