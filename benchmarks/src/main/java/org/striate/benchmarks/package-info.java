/** Speed, measured with JMH: {@code java -cp "benchmarks/target/lib/*" org.openjdk.jmh.Main}. */
package org.striate.benchmarks;
