/**
 * Real servers on loopback, for the demo, the tests and the benchmarks: each starts on a free port of 127.0.0.1, keeps
 * what it keeps in the directory it is given, and is gone when it is closed.
 *
 * <pre>{@code
 * try (KafkaServer kafka = KafkaServer.start(directory)) {
 *     kafka.createTopic("readings", 4);
 *     run(kafka.bootstrapServers());
 *     kafka.records("readings");
 * }
 * }</pre>
 *
 * {@link dev.sluice.server.KafkaServer}, {@link dev.sluice.server.KerberosServer} and {@link dev.sluice.server.MqttServer} live in this JVM; {@link
 * dev.sluice.server.MosquittoServer}, {@link dev.sluice.server.KinesisServer} and {@link dev.sluice.server.FlinkCluster} are
 * child processes, which can be killed. Children die with this JVM, however it ends.
 */
@NullMarked
package dev.sluice.server;

import org.jspecify.annotations.NullMarked;
