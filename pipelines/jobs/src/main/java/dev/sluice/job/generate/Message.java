package dev.sluice.job.generate;

/**
 * A message to be sent.
 *
 * @param key who says it: the device or the sensor. Its messages stay in order
 * @param payload JSON
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Message(String key, byte[] payload) {}
