/**
 * Files as streams: a position is a record's number in its file, and a file always ends.
 *
 * <pre>{@code
 * TableDefinition table = catalog.table("sense_hat").withStream(new Stream("file", Map.of("files", "data/*.ndjson.gz")));
 * pipeline.apply("Read", new FileConnector().read(table, ReadSettings.of("backfill")));
 * }</pre>
 */
@NullMarked
package dev.sluice.connector.file;

import org.jspecify.annotations.NullMarked;
