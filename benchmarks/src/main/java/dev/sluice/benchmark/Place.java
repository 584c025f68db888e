package dev.sluice.benchmark;

import java.nio.file.Path;

/**
 * Where the trials of a benchmark are made.
 *
 * @param bootstrapServers where the topics are
 * @param scratch for what is large, or read once; removed at the end
 * @param results for what is kept
 */
record Place(String bootstrapServers, Path scratch, Path results) {}
