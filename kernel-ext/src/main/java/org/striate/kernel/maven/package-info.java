/**
 * Jars for cells, from Maven's repositories and from files: {@code %maven}, {@code %mavenRepo}, {@code %loadFromPOM},
 * {@code %jars}, {@code %classpath}.
 */
package org.striate.kernel.maven;
