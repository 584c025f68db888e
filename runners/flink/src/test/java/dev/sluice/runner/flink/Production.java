package dev.sluice.runner.flink;

import dev.sluice.job.generate.DeviceMessages;
import dev.sluice.server.KafkaServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Devices that send to a Kafka topic, each an hour behind the one before, so that as many hours are open at once as there
 * are devices. What was sent is in a file too, one message a line.
 */
final class Production implements AutoCloseable {

    private static final Instant FIRST = Instant.parse("2020-04-16T11:33:23Z");

    private final String topic;
    private final int partitions;
    private final Path file;
    private final OutputStream copy;
    private final Producer<byte[], byte[]> producer;
    private final List<DeviceMessages> devices = new ArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private long sent;

    private Production(KafkaServer kafka, String topic, int partitions, int devices, Path file) throws IOException {
        this.topic = topic;
        this.partitions = partitions;
        this.file = file;
        this.copy = new BufferedOutputStream(Files.newOutputStream(file));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 5, "enable.idempotence", true),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        for (int d = 0; d < devices; d++) {
            this.devices.add(new DeviceMessages("device" + d, FIRST.plus(Duration.ofHours(d)), Integer.MAX_VALUE, d));
        }
    }

    /** Devices that send to a new topic. */
    static Production to(KafkaServer kafka, String topic, int partitions, int devices, Path file) throws IOException {
        kafka.createTopic(topic, partitions);
        return new Production(kafka, topic, partitions, devices, file);
    }

    /** Sends records, evenly over a while, in the background; complete when Kafka has them all. */
    CompletableFuture<Void> send(int records, Duration over) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        sendAll(records, over);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                thread);
    }

    private void sendAll(int records, Duration over) throws IOException {
        AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
        long begin = System.nanoTime();
        for (int i = 0; i < records; i++) {
            long due = begin + over.toNanos() / records * i;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            byte[] message = devices.get((int) (sent % devices.size())).next();
            int partition = (int) (sent / devices.size() % partitions);
            var unused = producer.send(new ProducerRecord<>(topic, partition, null, message), (metadata, e) -> {
                if (e != null) {
                    refused.set(e);
                }
            });
            copy.write(message);
            copy.write('\n');
            sent++;
        }
        producer.flush();
        copy.flush();
        Exception e = refused.get();
        if (e != null) {
            throw new IOException("Kafka refused a message", e);
        }
    }

    /** How many records were sent in the rounds that are complete. */
    long sent() {
        return sent;
    }

    /** What was sent. */
    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        thread.shutdownNow();
        producer.close(Duration.ZERO);
        copy.close();
    }
}
