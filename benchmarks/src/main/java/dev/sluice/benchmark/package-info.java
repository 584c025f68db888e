/**
 * Measurements: JMH for the hot loops, and the whole way from stream to lake against native Flink SQL.
 *
 * <p>{@link dev.sluice.benchmark.LakeBenchmark} fills topics with {@link dev.sluice.benchmark.DeviceFleet}, runs each candidate
 * in a process of its own, and compares every lake with what was sent. May import every other room but the runners and the
 * demo; nothing imports it.
 */
@NullMarked
package dev.sluice.benchmark;

import org.jspecify.annotations.NullMarked;
