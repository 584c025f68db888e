package dev.sluice.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Makes, fills and reshards streams of a server. */
final class KinesisStreams {

    private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI endpoint;
    final KinesisClient client;

    KinesisStreams(URI endpoint) {
        this.endpoint = endpoint;
        client = KinesisClients.of(address("any"));
    }

    TableDefinition table(String stream) {
        return TableDefinition.ofRecords(
                stream, new Stream("kinesis", Map.of("streamName", stream, "endpointUrl", endpoint.toString())));
    }

    KinesisAddress address(String stream) {
        return KinesisAddress.of(table(stream));
    }

    KinesisStream stream(String stream) {
        return KinesisStream.of(address(stream), null);
    }

    /** The stream, read by subscription as this consumer. */
    KinesisStream stream(String stream, String consumer) {
        return KinesisStream.of(address(stream), new KinesisConsumer(consumer, null));
    }

    void create(String stream, int shards) {
        client.createStream(request -> request.streamName(stream).shardCount(shards));
        awaitActive(stream);
    }

    private void awaitActive(String stream) {
        await().atMost(PATIENCE)
                .until(() -> client.describeStreamSummary(request -> request.streamName(stream))
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    /** Puts records one after another, each with its place among all keys, 0 to 1, which is its partition key, too. */
    void put(String stream, double place, String... payloads) {
        for (String payload : payloads) {
            client.putRecord(request -> request.streamName(stream)
                    .partitionKey(String.valueOf(place))
                    .explicitHashKey(hashKey(place))
                    .data(SdkBytes.fromUtf8String(payload)));
        }
    }

    /** Puts records of many keys at once. */
    void putAll(String stream, List<String> keys, List<String> payloads) {
        for (int from = 0; from < payloads.size(); from += 500) {
            int to = Math.min(from + 500, payloads.size());
            List<PutRecordsRequestEntry> entries = new java.util.ArrayList<>();
            for (int i = from; i < to; i++) {
                entries.add(PutRecordsRequestEntry.builder()
                        .partitionKey(keys.get(i))
                        .data(SdkBytes.fromUtf8String(payloads.get(i)))
                        .build());
            }
            assertThat(client.putRecords(request -> request.streamName(stream).records(entries))
                            .failedRecordCount())
                    .isZero();
        }
    }

    private static String hashKey(double place) {
        return new java.math.BigDecimal(HASH_KEYS)
                .multiply(java.math.BigDecimal.valueOf(place))
                .toBigInteger()
                .toString();
    }

    /** Splits the shard that has this place among all keys, there. */
    void split(String stream, double place) {
        BigInteger at = new BigInteger(hashKey(place));
        Shard shard = open(stream).stream()
                .filter(s ->
                        s.firstHashKey().compareTo(at) < 0 && s.lastHashKey().compareTo(at) >= 0)
                .findFirst()
                .orElseThrow();
        client.splitShard(
                request -> request.streamName(stream).shardToSplit(shard.id()).newStartingHashKey(at.toString()));
        awaitActive(stream);
    }

    /** Merges the first two shards, by their keys. */
    void merge(String stream) {
        List<Shard> open = open(stream);
        client.mergeShards(request -> request.streamName(stream)
                .shardToMerge(open.get(0).id())
                .adjacentShardToMerge(open.get(1).id()));
        awaitActive(stream);
    }

    /** The open shards, by their keys. */
    List<Shard> open(String stream) {
        return KinesisLook.at(address(stream), client).shards().shards().stream()
                .filter(shard -> !shard.isClosed())
                .sorted(java.util.Comparator.comparing(Shard::firstHashKey))
                .toList();
    }

    /** Waits until the service's clock, which tells seconds, shows another one. */
    void awaitNextSecond(String stream) {
        Instant now = KinesisLook.at(address(stream), client).time();
        await().atMost(PATIENCE)
                .until(() -> KinesisLook.at(address(stream), client).time().isAfter(now));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
