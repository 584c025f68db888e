/**
 * {@code ./sluice demo}: the whole way of a reading, from the device to an answer in SQL, in one process that ends by itself.
 *
 * <pre>
 * Devices ─▶ MQTT broker ─▶ rule job ─▶ Kafka broker ─▶ lake job ─▶ DemoLake ─▶ Questions
 *            └ Brokers ┘               └──────── Route ────────┘
 * </pre>
 *
 * <p>Nothing is simulated but the chips ({@link dev.sluice.demo.EmulatedDevice}): the brokers are those of {@link dev.sluice.server}, the jobs are assembled by the
 * classes that the commands {@code rule} and {@code lake} use, and each has the defaults of its runner. What is printed is
 * counted where it lies: by the topic's end offsets, by the log of publications, and in the end by SQL over the files.
 *
 * <pre>{@code
 * try (Brokers brokers = Brokers.start(workspace)) {
 *     Route route = Route.start(config, commandLine, brokers, lake, workspace);
 *     route.startDevices();
 *     await(route, "everything is in Kafka", counts -> counts.inKafka() == config.records());
 *     route.rule().stop();
 * }
 * }</pre>
 *
 * <p>Everything but the lake lies in a {@link dev.sluice.demo.Workspace}, which is gone when the demo is, and the screen is
 * the demo's alone while it runs. Messages may be sent before anybody listens, and a broker drops what nobody has subscribed
 * to: so the devices are silent until the rule job's first batch, an empty one, has come through.
 */
@NullMarked
package dev.sluice.demo;

import org.jspecify.annotations.NullMarked;
