/**
 * Measurements: JMH for the hot loops, and against native Flink SQL the whole way from stream to lake, and streaming SQL from
 * stream to stream.
 *
 * <p>{@link dev.sluice.benchmark.WorkloadBenchmark} fills topics, runs each candidate in a process of its own, and compares every
 * result with what was sent. A {@code Workload} says what topics there are, a {@code Task} what is to be made of one, a {@code Candidate} who makes it.
 * May import every other room but the runners and the demo; nothing imports it.
 */
@NullMarked
package dev.sluice.benchmark;

import org.jspecify.annotations.NullMarked;
