package dev.sluice.connector.kinesis;

import dev.sluice.connector.OpenBatch;
import dev.sluice.connector.RecordReader;
import dev.sluice.connector.kinesis.ParkedReaders.Place;
import dev.sluice.connector.kinesis.ShardFetcher.Fetched;
import dev.sluice.record.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.Metrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Reads the shards of one part, side by side, and those that are made of them, when these have been read. */
final class KinesisReader implements RecordReader {

    private static final Logger LOG = LoggerFactory.getLogger(KinesisReader.class);
    /** Answers that wait to be taken, of up to 10 MB each: what a reader may hold in memory. */
    private static final int ROOM = 8;

    private final KinesisStream stream;
    private final @Nullable Place place;
    private final KinesisAddress address;
    private final KinesisClient client;
    private final ShardCursor.Factory cursors;
    private final Set<String> readBefore;
    private final Map<String, Position> held;
    private final Map<String, ShardFetcher> fetchers = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final Map<String, Long> millisBehind = new HashMap<>();
    private final BlockingQueue<Fetched> fetched = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(ROOM);
    private final Gauge lag = Metrics.gauge(KinesisConnector.KIND, "millisBehindLatest");
    private Lineage shards;
    private @Nullable Fetched current;
    private int taken;
    private boolean isFirst = true;

    private KinesisReader(
            KinesisStream stream,
            ShardCursor.Factory cursors,
            Map<String, Position> held,
            Lineage shards,
            @Nullable Place place) {
        this.place = place;
        this.stream = stream;
        this.address = stream.address();
        client = KinesisClients.of(address);
        this.cursors = cursors;
        this.held = new TreeMap<>(held);
        this.shards = shards;
        // What had been read when the stream was dealt out: its children were dealt out, too, and not all to this part.
        readBefore = new TreeSet<>(this.held.keySet());
        readBefore.removeIf(shard -> !ShardPosition.END.equals(stream.start().get(shard)));
        this.held.keySet().removeAll(readBefore);
    }

    /**
     * Opens a reader.
     *
     * @param held by shard, the position to go on after
     * @param place where it is parked when it is closed, or null where it ends then
     */
    static KinesisReader open(KinesisStream stream, Map<String, Position> held, @Nullable Place place)
            throws IOException {
        Lineage shards = stream.look().shards();
        KinesisReader reader = new KinesisReader(stream, stream.cursors(), held, shards, place);
        try {
            reader.leaveWhatIsGone();
        } catch (IOException e) {
            reader.stop();
            throw e;
        }
        return reader;
    }

    /** Shards whose records the stream does not keep any more are at their end, unless some were still to be read. */
    private void leaveWhatIsGone() throws IOException {
        for (Map.Entry<String, Position> shard : held.entrySet()) {
            if (shards.shard(shard.getKey()).isEmpty() && !shard.getValue().equals(ShardPosition.END)) {
                leave(shard.getKey(), shard.getValue());
                shard.setValue(ShardPosition.END);
            }
        }
    }

    private void leave(String shard, Position reached) throws IOException {
        stream.check(shard, reached);
        LOG.warn("{}: shard {} is gone with all it held before any of it was read", address, shard);
    }

    @Override
    public Map<String, Position> startingAfter() {
        Map<String, Position> after = new TreeMap<>();
        held.forEach((shard, position) -> {
            if (!shards.isOver(shard, held)) {
                after.put(address.partition(shard), position);
            }
        });
        readBefore.stream()
                .filter(shard -> shards.shard(shard).isPresent())
                .forEach(shard -> after.put(address.partition(shard), ShardPosition.END));
        return after;
    }

    @Override
    public void poll(OpenBatch batch, Duration patience) throws IOException {
        if (isFirst) {
            isFirst = false;
            startingAfter().forEach((partition, position) -> {
                if (position.equals(ShardPosition.END)) {
                    batch.ended(partition, position);
                }
            });
            beginWhatIsReady(batch);
        }
        long wait = patience.toNanos();
        while (!batch.isFull() && next(wait)) {
            take(batch);
            wait = 0;
        }
        lag.set(millisBehind.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private boolean next(long nanos) throws IOException {
        try {
            if (current == null) {
                current = fetched.poll(nanos, TimeUnit.NANOSECONDS);
                taken = 0;
            }
            return current != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading " + address, e);
        }
    }

    private void take(OpenBatch batch) throws IOException {
        Fetched from = current;
        if (from == null) {
            return;
        }
        String shard = from.shard().id();
        ShardCursor.Page page = from.page();
        if (page == null) {
            fail(from, batch);
            return;
        }
        List<Record> records = page.records();
        String partition = address.partition(shard);
        boolean isPast = !fetchers.containsKey(shard);
        while (taken < records.size() && !isPast && !batch.isFull()) {
            ShardRecord record = new ShardRecord(from.shard(), records.get(taken));
            isPast = stream.end() != null && !record.arrival().isBefore(stream.end());
            if (!isPast) {
                record.addTo(batch, partition);
                taken++;
            }
        }
        if (taken > 0) {
            held.put(shard, new ShardRecord(from.shard(), records.get(taken - 1)).position());
        }
        if (taken < records.size() && !isPast) {
            return; // the batch is full
        }
        release();
        millisBehind.put(shard, page.millisBehind());
        KinesisLook next = from.next();
        if (next != null && !isPast) {
            end(shard, next, batch);
        } else if (isPast || isNothingBehind(from.shard(), page)) {
            stop(shard);
        }
    }

    /** Whether the read ends in this shard. One that was closed before the read began has an end of its own. */
    private boolean isNothingBehind(Shard shard, ShardCursor.Page page) {
        return stream.end() != null && !shard.isClosed() && page.millisBehind() == 0;
    }

    private void fail(Fetched from, OpenBatch batch) throws IOException {
        release();
        SdkException failure = from.failure();
        String shard = from.shard().id();
        KinesisLook next = from.next();
        if (next != null && next.shards().shard(shard).isEmpty()) {
            leave(shard, held.getOrDefault(shard, ShardPosition.BEGINNING));
            end(shard, next, batch);
        } else if (failure != null && fetchers.containsKey(shard)) {
            throw KinesisFailure.told("reading shard " + shard, address, failure);
        }
    }

    private void release() {
        current = null;
        room.release();
    }

    /** The shard has been read wholly: its children are next. */
    private void end(String shard, KinesisLook next, OpenBatch batch) {
        stop(shard);
        held.put(shard, ShardPosition.END);
        shards = next.shards();
        batch.ended(address.partition(shard), ShardPosition.END);
        beginWhatIsReady(batch);
    }

    private void stop(String shard) {
        ShardFetcher fetcher = fetchers.remove(shard);
        if (fetcher != null) {
            fetcher.stop();
        }
        millisBehind.remove(shard);
    }

    private void beginWhatIsReady(OpenBatch batch) {
        for (Shard shard : shards.ready(held)) {
            if (begun.add(shard.id())) {
                if (held.putIfAbsent(shard.id(), ShardPosition.BEGINNING) == null) {
                    batch.found(address.partition(shard.id()), ShardPosition.BEGINNING);
                }
                Position after = held.getOrDefault(shard.id(), ShardPosition.BEGINNING);
                ShardFetcher fetcher =
                        new ShardFetcher(address, client, shard, cursors.open(shard.id(), after), room, fetched::add);
                fetchers.put(shard.id(), fetcher);
                fetcher.begin();
            }
        }
    }

    /** Whether each shard was read to where the read ends in it; what is made of it later lies behind that. */
    @Override
    public boolean isAtEnd() {
        return stream.end() != null && !isFirst && fetchers.isEmpty() && current == null;
    }

    /** Nobody waits for it: the positions are kept by the job. */
    @Override
    public void acknowledge(Map<String, Position> upTo) {}

    @Override
    public void close() {
        if (place == null) {
            stop();
        } else {
            ParkedReaders.park(place, this);
        }
    }

    /** Whether it would go on after these positions if it were opened again; it does, unless it took more than was given. */
    boolean isAt(Map<String, Position> after) {
        isFirst = true;
        return after.equals(startingAfter());
    }

    /** Fetches no more. */
    void stop() {
        fetchers.values().forEach(ShardFetcher::stop);
        cursors.close();
    }
}
