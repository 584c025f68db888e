/**
 * Test data: messages of a device or of many sensors, made up or from a recording, to a stream or a file. No Beam pipeline.
 *
 * <pre>{@code
 * Iterator<byte[]> hour = new DeviceMessages("raspberrypi", Instant.parse("2020-04-16T11:00:00Z"), 3_600, 1);
 * }</pre>
 */
@NullMarked
package dev.sluice.job.generate;

import org.jspecify.annotations.NullMarked;
