package dev.sluice.connector.kafka;

import dev.sluice.connector.RecordSender;
import dev.sluice.record.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to one topic, in order for each key. Idempotent: what it retries by itself is written once. Records are
 * on their way until {@link #flush} has returned.
 */
public final class KafkaSender implements RecordSender {

    private final KafkaAddress address;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private KafkaSender(KafkaAddress address, Producer<byte[], byte[]> producer) {
        this.address = address;
        this.producer = producer;
    }

    /**
     * A sender to one topic.
     *
     * @param bootstrapServers {@code host:port}, several parted by commas
     */
    public static KafkaSender to(String bootstrapServers, String topic) {
        return to(new KafkaAddress(bootstrapServers, topic));
    }

    static KafkaSender to(KafkaAddress address) {
        Map<String, Object> settings = new HashMap<>(address.clientSettings());
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("linger.ms", 5);
        settings.put("batch.size", 256 << 10);
        settings.put("compression.type", "lz4");
        settings.put("max.block.ms", 30_000);
        return new KafkaSender(
                address, new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
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
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(address.topic(), key, payload);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        var unused = producer.send(record, (metadata, error) -> {
            if (error instanceof RecordTooLargeException || error instanceof InvalidRecordException) {
                refusal.because(error);
            } else if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
    }

    /**
     * Waits until the broker has everything.
     *
     * @throws IOException where it does not have everything, though it refused nothing
     */
    @Override
    public void flush() throws IOException {
        producer.flush();
        Exception error = failure.getAndSet(null);
        if (error != null) {
            throw new IOException(
                    "writing to topic '" + address.topic() + "' at " + address.bootstrapServers() + ": "
                            + error.getMessage(),
                    error);
        }
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(1));
    }
}
