/**
 * Streams of Amazon Kinesis Data Streams, read and written.
 *
 * <pre>{@code
 * TableDefinition table = catalog.table("sensor_data")
 *         .withStream(new Stream("kinesis", Map.of("streamName", "readings", "awsRegion", "us-east-1")));
 * PCollection<RecordBatch> batches =
 *         pipeline.apply("Read", new KinesisConnector().read(table, ReadSettings.of("lake")));
 * }</pre>
 */
@NullMarked
package dev.sluice.connector.kinesis;

import org.jspecify.annotations.NullMarked;
