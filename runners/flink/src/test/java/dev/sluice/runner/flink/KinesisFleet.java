package dev.sluice.runner.flink;

import static org.awaitility.Awaitility.await;

import dev.sluice.job.generate.DeviceMessages;
import dev.sluice.server.KinesisServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * Devices that send to a Kinesis stream, which is split and merged meanwhile. What was sent is in a file too, one message a
 * line.
 */
final class KinesisFleet implements AutoCloseable {

    private static final Instant FIRST = Instant.parse("2020-04-16T11:33:23Z");
    private static final int DEVICES = 20;
    private static final int AT_ONCE = 50;

    private final String stream;
    private final Path file;
    private final OutputStream copy;
    private final KinesisClient client;
    private final List<DeviceMessages> devices = new ArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private long sent;

    private KinesisFleet(KinesisServer kinesis, String stream, Path file) throws IOException {
        this.stream = stream;
        this.file = file;
        copy = new BufferedOutputStream(Files.newOutputStream(file));
        client = KinesisClient.builder()
                .endpointOverride(kinesis.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        for (int d = 0; d < DEVICES; d++) {
            devices.add(new DeviceMessages("device" + d, FIRST, Integer.MAX_VALUE, d));
        }
    }

    /** Devices that send to a new stream. */
    static KinesisFleet to(KinesisServer kinesis, String stream, int shards, Path file) throws IOException {
        KinesisFleet fleet = new KinesisFleet(kinesis, stream, file);
        fleet.client.createStream(request -> request.streamName(stream).shardCount(shards));
        fleet.awaitActive();
        return fleet;
    }

    private void awaitActive() {
        await("stream " + stream)
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.describeStreamSummary(request -> request.streamName(stream))
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    /** Sends records, evenly over a while, in the background; complete when the stream has them all. */
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
        long begin = System.nanoTime();
        for (int from = 0; from < records; from += AT_ONCE) {
            long due = begin + over.toNanos() / records * from;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            List<PutRecordsRequestEntry> entries = new ArrayList<>();
            for (int i = from; i < Math.min(from + AT_ONCE, records); i++) {
                int device = (int) (sent % DEVICES);
                byte[] message = devices.get(device).next();
                entries.add(PutRecordsRequestEntry.builder()
                        .partitionKey("device" + device)
                        .data(SdkBytes.fromByteArray(message))
                        .build());
                copy.write(message);
                copy.write('\n');
                sent++;
            }
            int refused = client.putRecords(
                            request -> request.streamName(stream).records(entries))
                    .failedRecordCount();
            if (refused > 0) {
                throw new IOException(refused + " records were refused");
            }
        }
        copy.flush();
    }

    /** Splits the first open shard in the middle. */
    void split() {
        Shard shard = open().get(0);
        BigInteger middle = new BigInteger(shard.hashKeyRange().startingHashKey())
                .add(new BigInteger(shard.hashKeyRange().endingHashKey()))
                .shiftRight(1);
        client.splitShard(request ->
                request.streamName(stream).shardToSplit(shard.shardId()).newStartingHashKey(middle.toString()));
        awaitActive();
    }

    /** Merges the last two open shards. */
    void merge() {
        List<Shard> open = open();
        client.mergeShards(request -> request.streamName(stream)
                .shardToMerge(open.get(open.size() - 2).shardId())
                .adjacentShardToMerge(open.get(open.size() - 1).shardId()));
        awaitActive();
    }

    private List<Shard> open() {
        return client.listShards(request -> request.streamName(stream)).shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(Comparator.comparing(
                        shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
                .toList();
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
        client.close();
        copy.close();
    }
}
