/**
 * The board as an unbounded Beam source. May import the chips and {@code schemas}.
 *
 * <pre>{@code
 * pipeline.apply("Read", SenseHatIO.read().withInterval(Duration.ofSeconds(1)))
 *         .apply("Rows", SenseHatIO.rows(catalog.table("sense_hat"), "raspberrypi"));
 * }</pre>
 */
@NullMarked
package dev.sluice.sensehat.beam;

import org.jspecify.annotations.NullMarked;
