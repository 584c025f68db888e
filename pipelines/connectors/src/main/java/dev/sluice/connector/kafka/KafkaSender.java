package dev.sluice.connector.kafka;

import dev.sluice.connector.RecordSender;
import dev.sluice.record.RawRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to one topic, in order for each key. Idempotent: what it retries by itself is written once. Records are
 * on their way until {@link #flush} has returned.
 */
public final class KafkaSender implements RecordSender {

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final String servers;
    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Queue<Sent> besideInvalidOnes = new ConcurrentLinkedQueue<>();

    private KafkaSender(String servers, String topic, Producer<byte[], byte[]> producer) {
        this.servers = servers;
        this.topic = topic;
        this.producer = producer;
    }

    private record Sent(ProducerRecord<byte[], byte[]> record, Refusal refusal) {}

    /**
     * A sender to one topic.
     *
     * @param bootstrapServers {@code host:port}, several parted by commas
     */
    public static KafkaSender to(String bootstrapServers, String topic) {
        try {
            return to(KafkaAccess.plain(bootstrapServers), topic);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException where the files that say how to reach the brokers cannot be used */
    static KafkaSender to(KafkaAddress address) throws IOException {
        return to(address.access(), address.topics().names().get(0));
    }

    private static KafkaSender to(KafkaAccess access, String topic) throws IOException {
        Map<String, Object> settings = new HashMap<>(access.clientSettings());
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("linger.ms", 5);
        settings.put("batch.size", 256 << 10);
        settings.put("compression.type", "lz4");
        settings.put("max.block.ms", 30_000);
        try {
            return new KafkaSender(
                    access.bootstrapServers(),
                    topic,
                    new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
        } catch (KafkaException e) {
            throw KafkaFailure.of("writing to topic '" + topic + "' at " + access.bootstrapServers(), e);
        }
    }

    /** Sends a record's key, payload and attributes, these as headers. */
    @Override
    public void send(RawRecord record, Refusal refusal) {
        send(record.key(), record.payload(), record.attributes(), refusal);
    }

    /**
     * Puts a record on its way.
     *
     * @param refusal called, on another thread and before {@link #flush} returns, where the broker refuses the record for
     *     good: it is too large, or invalid
     */
    public void send(byte @Nullable [] key, byte[] payload, Map<String, String> headers, Refusal refusal) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, payload);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        var unused = producer.send(record, (metadata, error) -> {
            if (isForGood(error)) {
                refusal.because(error);
            } else if (stoodBesideAnInvalidOne(error)) {
                besideInvalidOnes.add(new Sent(record, refusal));
            } else if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
    }

    private static boolean isForGood(@Nullable Exception error) {
        return error instanceof RecordTooLargeException || error instanceof InvalidRecordException;
    }

    /** A broker refuses a batch as a whole; the client says so of its valid records by an exception of no kind. */
    private static boolean stoodBesideAnInvalidOne(@Nullable Exception error) {
        return error != null && error.getClass() == KafkaException.class;
    }

    /**
     * Waits until the broker has everything.
     *
     * @throws IOException where it does not have everything, though it refused nothing
     */
    @Override
    public void flush() throws IOException {
        producer.flush();
        for (Sent sent = besideInvalidOnes.poll(); sent != null; sent = besideInvalidOnes.poll()) {
            sendAlone(sent);
        }
        Exception error = failure.getAndSet(null);
        if (error != null) {
            throw KafkaFailure.of("writing to topic '" + topic + "' at " + servers, error);
        }
    }

    private void sendAlone(Sent sent) {
        var unused = producer.send(sent.record, (metadata, error) -> {
            if (isForGood(error)) {
                sent.refusal.because(error);
            } else if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(CLOSE_PATIENCE);
    }
}
