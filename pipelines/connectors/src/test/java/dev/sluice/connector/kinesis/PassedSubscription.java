package dev.sluice.connector.kinesis;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.eventstream.Message;

/**
 * A subscription that is passed on from a server, event by event. Where the server falls short of the service, which ends
 * the subscription to a shard that was split or merged with an event that names the shard's children, that is mended.
 */
final class PassedSubscription {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STREAM = Pattern.compile(".*:stream/([^/]+)/consumer/.*");

    private final KinesisAddress address;
    private final KinesisClient client;
    private final String shard;
    private @Nullable String last;

    /** @param client of the server */
    PassedSubscription(KinesisStreams streams, KinesisClient client, ObjectNode request) {
        Matcher stream = STREAM.matcher(request.get("ConsumerARN").asText());
        if (!stream.matches()) {
            throw new IllegalArgumentException("expected the ARN of a stream's consumer, found " + request);
        }
        address = streams.address(stream.group(1));
        this.client = client;
        shard = request.get("ShardId").asText();
        last = request.at("/StartingPosition/SequenceNumber").asText(null);
    }

    /** @param longest behind how many messages it is ended in order; the first says that it was granted */
    void copy(DataInputStream from, OutputStream to, int longest) throws IOException {
        boolean hasEnded = false;
        for (int messages = 0; messages < longest && !hasEnded; messages++) {
            List<Shard> children = messages == 0 ? List.of() : childrenOfWhatWasRead();
            Message message = next(from);
            hasEnded = message == null || !children.isEmpty();
            if (message != null) {
                (hasEnded ? end(message, children) : message).encode(to);
                to.flush();
                remember(message);
            }
        }
    }

    private static @Nullable Message next(DataInputStream from) throws IOException {
        int length;
        try {
            length = from.readInt();
        } catch (EOFException e) {
            return null;
        }
        byte[] rest = new byte[length - Integer.BYTES];
        from.readFully(rest);
        return Message.decode(
                ByteBuffer.allocate(length).putInt(length).put(rest).flip());
    }

    private void remember(Message event) throws IOException {
        for (var record : JSON.readTree(event.getPayload()).path("Records")) {
            last = record.get("SequenceNumber").asText();
        }
    }

    /** The shard's children, where all its records were given, and there will be no more. */
    private List<Shard> childrenOfWhatWasRead() {
        List<Shard> children = KinesisLook.at(address, client).shards().shards().stream()
                .filter(other -> other.parents().anyMatch(shard::equals))
                .toList();
        if (children.isEmpty()) {
            return children;
        }
        String iterator = client.getShardIterator(request -> request.streamName(address.stream())
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        List<Record> all =
                client.getRecords(request -> request.shardIterator(iterator)).records();
        boolean isRead =
                all.isEmpty() || all.get(all.size() - 1).sequenceNumber().equals(last);
        return isRead ? children : List.of();
    }

    private static Message end(Message event, List<Shard> children) throws IOException {
        ObjectNode payload = (ObjectNode) JSON.readTree(event.getPayload());
        payload.remove("ContinuationSequenceNumber");
        ArrayNode named = payload.putArray("ChildShards");
        for (Shard child : children) {
            ObjectNode one = named.addObject().put("ShardId", child.id());
            one.set("ParentShards", JSON.valueToTree(child.parents().toList()));
            one.set(
                    "HashKeyRange",
                    JSON.valueToTree(Map.of(
                            "StartingHashKey", child.firstHashKey().toString(),
                            "EndingHashKey", child.lastHashKey().toString())));
        }
        return new Message(event.getHeaders(), JSON.writeValueAsBytes(payload));
    }
}
