/**
 * MQTT brokers, read through persistent sessions, and written.
 *
 * <p>A broker keeps what a session has not acknowledged, and nothing else: there are no offsets to come back to. So a
 * session ({@link dev.sluice.connector.mqtt.MqttSession}, kept by {@link dev.sluice.connector.mqtt.MqttSessions}) outlives
 * the readers of a runner, numbers what arrives, keeps it in memory until its effect is durable, and acknowledges then. A
 * {@link dev.sluice.connector.mqtt.MqttReader} is no more than a cursor in it.
 *
 * <pre>{@code
 * TableDefinition table = catalog.table("sense_hat").withStream(new Stream("mqtt", Map.of(
 *         "broker", "mqtt://127.0.0.1:1883", "topicFilter", "streaming-data/#", "clientId", "lake")));
 * PCollection<RecordBatch> batches =
 *         pipeline.apply("Read", new MqttConnector().read(table, ReadSettings.of("lake")));
 * }</pre>
 */
@NullMarked
package dev.sluice.connector.mqtt;

import org.jspecify.annotations.NullMarked;
