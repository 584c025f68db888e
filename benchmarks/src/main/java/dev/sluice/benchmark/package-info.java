/**
 * Measurements: JMH for the hot loops, and the whole way from stream to lake against its peers.
 *
 * <p>May import every other room but the runners and the demo; nothing imports it. Empty yet.
 */
@NullMarked
package dev.sluice.benchmark;

import org.jspecify.annotations.NullMarked;
