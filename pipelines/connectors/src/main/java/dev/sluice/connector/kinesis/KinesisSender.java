package dev.sluice.connector.kinesis;

import dev.sluice.connector.RecordSender;
import dev.sluice.record.RawRecord;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Sends records to one stream, in requests of up to 500 records and 5 MiB. What the service did not take is sent again,
 * alone, so that records of a key may change their order where that happens. Records are on their way until {@link #flush}
 * has returned.
 */
public final class KinesisSender implements RecordSender {

    static final int MAX_RECORDS = 500;
    static final int MAX_REQUEST_BYTES = 5 << 20;
    static final int MAX_RECORD_BYTES = 1 << 20;
    static final int MAX_KEY_CHARACTERS = 256;

    private final KinesisAddress address;
    private final KinesisClient client;
    private final PutRetries retries;
    private List<PutRecordsRequestEntry> waiting = new ArrayList<>();
    private int bytes;

    private KinesisSender(KinesisAddress address, KinesisClient client, PutRetries retries) {
        this.address = address;
        this.client = client;
        this.retries = retries;
    }

    /**
     * A sender to the stream of a table.
     *
     * @throws IllegalArgumentException where the table's settings have mistakes
     */
    public static KinesisSender to(TableDefinition table) {
        return to(KinesisAddress.of(table));
    }

    static KinesisSender to(KinesisAddress address) {
        return new KinesisSender(address, KinesisClients.of(address), PutRetries.standard());
    }

    /** Sends a record's payload, with its key as partition key, or a random one where it has none. */
    @Override
    public void send(RawRecord record, Refusal refusal) throws IOException {
        send(record.key(), record.payload(), refusal);
    }

    /**
     * Puts a record on its way; where it fills a request, waits until that has arrived.
     *
     * @param refusal called at once where the service would refuse the record for good: with its key it is larger than 1 MiB,
     *     or its key has more than 256 characters
     * @throws IOException where a request did not arrive
     */
    public void send(byte @Nullable [] key, byte[] payload, Refusal refusal) throws IOException {
        boolean hasKey = key != null && key.length > 0;
        String partitionKey = hasKey
                ? new String(key, StandardCharsets.UTF_8)
                : UUID.randomUUID().toString();
        int keyBytes = hasKey ? partitionKey.getBytes(StandardCharsets.UTF_8).length : partitionKey.length();
        int characters = partitionKey.codePointCount(0, partitionKey.length());
        if (characters > MAX_KEY_CHARACTERS) {
            refusal.because(new IllegalArgumentException(
                    "expected a partition key of up to 256 characters, found one of " + characters));
            return;
        }
        int size = keyBytes + payload.length;
        if (size > MAX_RECORD_BYTES) {
            refusal.because(new IllegalArgumentException(
                    "expected a record of up to 1,048,576 bytes with its partition key, found one of " + size));
            return;
        }
        if (waiting.size() == MAX_RECORDS || bytes + size > MAX_REQUEST_BYTES) {
            flush();
        }
        waiting.add(PutRecordsRequestEntry.builder()
                .partitionKey(partitionKey)
                .data(SdkBytes.fromByteArrayUnsafe(payload))
                .build());
        bytes += size;
    }

    /**
     * Waits until the service has everything.
     *
     * @throws IOException where it does not, and nothing of it was taken for two minutes
     */
    @Override
    public void flush() throws IOException {
        List<PutRecordsRequestEntry> sent = waiting;
        waiting = new ArrayList<>();
        bytes = 0;
        if (!sent.isEmpty()) {
            try {
                retries.put(sent, this::put);
            } catch (PutRetries.NotTakenException e) {
                throw new IOException("writing to " + address + ": " + e.getMessage(), e);
            } catch (SdkException e) {
                throw KinesisFailure.told("writing", address, e);
            }
        }
    }

    private List<PutRecordsResultEntry> put(List<PutRecordsRequestEntry> entries) {
        return client.putRecords(PutRecordsRequest.builder()
                        .streamName(address.streamArn() == null ? address.stream() : null)
                        .streamARN(address.streamArn())
                        .records(entries)
                        .build())
                .records();
    }

    /** What was not flushed is lost. The client stays: others use it, too. */
    @Override
    public void close() {}
}
