/**
 * Speed, measured with JMH, after {@code ./mvnw package}: {@code java -cp
 * "benchmarks/target/*:benchmarks/target/lib/*:kernel-ext/target/striate/lib/*" org.openjdk.jmh.Main}.
 */
package org.striate.benchmarks;
