package dev.sluice.connector.kinesis;

import dev.sluice.connector.OpenBatch;
import dev.sluice.record.Position;
import dev.sluice.record.Position.SequenceNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.model.Record;

/** A record of a shard, as the service gave it: one of a producer's, or several in one. */
record ShardRecord(Shard shard, Record record) {

    Instant arrival() {
        return record.approximateArrivalTimestamp();
    }

    Position position() {
        return new SequenceNumber(record.sequenceNumber());
    }

    /** Adds it, or those inside: these share its position, so that they are never parted. */
    void addTo(OpenBatch batch, String partition) {
        byte[] data = record.data().asByteArrayUnsafe();
        List<Aggregated.Part> parts = Aggregated.parts(data);
        if (parts == null) {
            add(batch, partition, record.partitionKey(), data);
            return;
        }
        for (Aggregated.Part part : parts) {
            if (part.belongsTo(shard)) {
                add(batch, partition, part.partitionKey(), part.data().asByteArrayUnsafe());
            }
        }
    }

    private void add(OpenBatch batch, String partition, String key, byte[] data) {
        batch.add(
                partition, position(), arrival().toEpochMilli(), key.getBytes(StandardCharsets.UTF_8), Map.of(), data);
    }
}
