/**
 * Kafka topics, read and written.
 *
 * <pre>{@code
 * TableDefinition table = catalog.table("sense_hat")
 *         .withStream(new Stream("kafka", Map.of("bootstrapServers", "127.0.0.1:9092", "topicName", "readings")));
 * PCollection<RecordBatch> batches =
 *         pipeline.apply("Read", new KafkaConnector().read(table, ReadSettings.of("lake")));
 * }</pre>
 */
@NullMarked
package dev.sluice.connector.kafka;

import org.jspecify.annotations.NullMarked;
