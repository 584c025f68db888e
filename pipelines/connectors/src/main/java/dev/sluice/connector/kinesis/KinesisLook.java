package dev.sluice.connector.kinesis;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;

/**
 * A look at a stream.
 *
 * @param shards those it has, closed ones too as long as it keeps their records
 * @param time when, by the clock of the service, to the second before: records carry its times, and a device may have no
 *     clock that is right
 */
record KinesisLook(Lineage shards, Instant time) {

    static KinesisLook at(KinesisAddress address, KinesisClient client) {
        List<Shard> shards = new ArrayList<>();
        ListShardsResponse page = client.listShards(ListShardsRequest.builder()
                .streamName(address.streamArn() == null ? address.stream() : null)
                .streamARN(address.streamArn())
                .build());
        Instant time = time(page);
        while (true) {
            page.shards().forEach(shard -> shards.add(Shard.of(shard)));
            String next = page.nextToken();
            if (next == null) {
                return new KinesisLook(new Lineage(shards), time);
            }
            page = client.listShards(ListShardsRequest.builder()
                    .nextToken(next)
                    .streamARN(address.streamArn())
                    .build());
        }
    }

    private static Instant time(ListShardsResponse response) {
        Instant own = Instant.now();
        try {
            return response.sdkHttpResponse()
                    .firstMatchingHeader("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                    .orElse(own);
        } catch (DateTimeException e) {
            return own; // no service of Amazon's
        }
    }
}
