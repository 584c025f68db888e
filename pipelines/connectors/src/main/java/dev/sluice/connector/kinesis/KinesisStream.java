package dev.sluice.connector.kinesis;

import dev.sluice.connector.RecordReader;
import dev.sluice.connector.RecordStream;
import dev.sluice.connector.kinesis.ParkedReaders.Place;
import dev.sluice.record.Durability;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A stream, or a part of its shards.
 *
 * @param consumer the consumer to subscribe as, or null to poll
 * @param start by shard of this part, the position to start after where no checkpoint says otherwise; shards that are made
 *     of these later belong to this part, too ({@link Lineage})
 * @param end when a record has to have arrived before, to be read; null: reads for ever
 */
record KinesisStream(
        KinesisAddress address,
        @Nullable KinesisConsumer consumer,
        Map<String, Position> start,
        @Nullable Instant end) implements RecordStream {

    /** The service's time is known to the second. */
    private static final Duration SECOND = Duration.ofSeconds(1);

    static KinesisStream of(KinesisAddress address, @Nullable KinesisConsumer consumer) {
        return new KinesisStream(address, consumer, Map.of(), null);
    }

    @Override
    public String kind() {
        return KinesisConnector.KIND;
    }

    /** At most one part for each shard that is open, fewer where shards belong together. */
    @Override
    public List<KinesisStream> split(int wished, ReadSettings settings) throws IOException {
        KinesisLook look = look();
        if (consumer != null) {
            var unused = consumer.activate(address); // once, before readers do it side by side
        }
        Map<String, Position> starts = starts(look, settings);
        List<String> whollyRead = starts.keySet().stream()
                .filter(shard -> ShardPosition.END.equals(starts.get(shard)))
                .toList();
        Instant until = settings.ending() == EndingPosition.LATEST ? look.time().plus(SECOND) : null;
        List<KinesisStream> split = new ArrayList<>();
        for (List<String> dealt : look.shards().deal(wished, whollyRead)) {
            Map<String, Position> mine = new TreeMap<>(starts);
            mine.keySet().retainAll(dealt);
            split.add(new KinesisStream(address, consumer, mine, until));
        }
        return split;
    }

    /** Ends where the stream ends now, or not at all. */
    @Override
    public KinesisStream resumedIn(ReadSettings settings) throws IOException {
        boolean ends = settings.ending() == EndingPosition.LATEST;
        return new KinesisStream(address, consumer, start, ends ? look().time().plus(SECOND) : null);
    }

    @Override
    public RecordReader open(Map<String, Position> after, ReadSettings settings) throws IOException {
        Place place = settings.durability() == Durability.PUBLICATION ? new Place(settings.jobId(), this) : null;
        KinesisReader parked = place == null ? null : ParkedReaders.take(place, after);
        return parked == null ? open(after, settings, place) : parked;
    }

    private KinesisReader open(Map<String, Position> after, ReadSettings settings, @Nullable Place place)
            throws IOException {
        Map<String, Position> held = new TreeMap<>(start);
        after.forEach((partition, position) -> {
            String shard = address.shard(partition);
            if (shard != null) {
                held.put(shard, position);
            }
        });
        // What was published since a checkpoint may have been a shard's end, and the shard may be gone.
        held.replaceAll((shard, position) ->
                ShardPosition.END.equals(settings.progress().reached(address.partition(shard)))
                                && !settings.progress().hasHoles(address.partition(shard))
                        ? ShardPosition.END
                        : position);
        return KinesisReader.open(this, held, place);
    }

    /** Where a read of the whole stream starts. */
    List<PartitionRange> starts(ReadSettings settings) throws IOException {
        List<PartitionRange> starts = new ArrayList<>();
        starts(look(), settings)
                .forEach((shard, position) ->
                        starts.add(PartitionRange.startingAfter(address.partition(shard), position)));
        return starts;
    }

    private Map<String, Position> starts(KinesisLook look, ReadSettings settings) throws IOException {
        Progress progress = settings.progress();
        boolean begun = false;
        for (String partition : progress.ranges().keySet()) {
            String shard = address.shard(partition);
            Position done = progress.after(partition);
            if (shard != null && done != null) {
                begun = true;
                if (look.shards().shard(shard).isEmpty()) {
                    check(shard, done);
                }
            }
        }
        Map<String, Position> starts = new TreeMap<>();
        for (Shard shard : look.shards().shards()) {
            Position done = progress.after(address.partition(shard.id()));
            if (done != null) {
                starts.put(shard.id(), done);
            } else {
                // A shard that the job has not met was made since it began: none of it has been read.
                starts.put(shard.id(), begun ? ShardPosition.BEGINNING : start(shard, look.time(), settings.start()));
            }
        }
        return starts;
    }

    private static Position start(Shard shard, Instant now, StartingPosition position) {
        Instant instant = position.instant();
        if (instant != null) {
            return ShardPosition.at(instant.isBefore(now) ? instant : now);
        }
        if (position.equals(StartingPosition.earliest())) {
            return ShardPosition.BEGINNING;
        }
        return shard.isClosed() ? ShardPosition.END : ShardPosition.at(now);
    }

    /**
     * Looks at how far a shard was read that is gone.
     *
     * @throws IOException where it may have had other records
     */
    void check(String shard, Position done) throws IOException {
        if (ShardPosition.isOfRecord(done)) {
            throw new IOException("shard " + address.partition(shard) + " at " + address.host()
                    + " is gone, and the job"
                    + " was to go on in it behind record " + done + ": what lay there was deleted by the stream's"
                    + " retention");
        }
    }

    /**
     * How its shards are read.
     *
     * @throws IOException where it is to be subscribed to, and there is no such consumer
     */
    ShardCursor.Factory cursors() throws IOException {
        return consumer == null
                ? PollingCursor.through(address, KinesisClients.of(address))
                : FanOut.as(consumer.activate(address), address);
    }

    KinesisLook look() throws IOException {
        try {
            return KinesisLook.at(address, KinesisClients.of(address));
        } catch (SdkException e) {
            throw KinesisFailure.told(address, e);
        }
    }
}
