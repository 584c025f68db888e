package dev.sluice.connector.kinesis;

import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/**
 * The consumer of a stream that a reader subscribes as. One of the two says which.
 *
 * @param name the name of one that is registered where it is missing; null where the ARN says which
 * @param arn the ARN of one that is registered; null where the name says which
 */
record KinesisConsumer(@Nullable String name, @Nullable String arn) implements Serializable {

    static final String NAME = "consumerName";
    static final String ARN = "consumerARN";

    private static final Pattern NAMES = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
    private static final Pattern ARNS =
            Pattern.compile("(arn:aws[a-z-]*:kinesis:[a-z0-9-]+:\\d{12}:stream/([a-zA-Z0-9_.-]{1,128}))"
                    + "/consumer/[a-zA-Z0-9_.-]{1,128}:\\d+");
    private static final long MILLIS_BETWEEN_LOOKS = 500;

    KinesisConsumer {
        if ((name == null) == (arn == null)) {
            throw new IllegalArgumentException("expected a name or an ARN, found " + name + " and " + arn);
        }
    }

    /** One sentence for each mistake in how a table's stream settings name a consumer. */
    static List<String> mistakes(TableDefinition table) {
        String name = table.stream().setting(NAME);
        String arn = table.stream().setting(ARN);
        List<String> mistakes = new ArrayList<>();
        if (name != null && arn != null) {
            mistakes.add("--consumerName and --consumerARN: expected one of the two, found both");
        }
        if (name != null && !NAMES.matcher(name).matches()) {
            mistakes.add(
                    "--consumerName: expected up to 128 of the characters a-z A-Z 0-9 . _ -, found '" + name + "'");
        }
        Matcher parts = ARNS.matcher(arn == null ? "" : arn);
        if (arn != null && !parts.matches()) {
            mistakes.add(
                    "--consumerARN: expected arn:aws:kinesis:REGION:ACCOUNT:stream/NAME/consumer/NAME:NUMBER, found '"
                            + arn + "'");
        } else if (arn != null && KinesisAddress.mistakes(table).isEmpty()) {
            KinesisAddress address = KinesisAddress.of(table);
            boolean isOfStream = address.streamArn() == null
                    ? address.stream().equals(parts.group(2))
                    : address.streamArn().equals(parts.group(1));
            if (!isOfStream) {
                mistakes.add("--consumerARN: " + arn + " is no consumer of " + address);
            }
        }
        return mistakes;
    }

    /** The consumer that a table names, or null where it names none: its stream is polled. */
    static @Nullable KinesisConsumer of(TableDefinition table) {
        String name = table.stream().setting(NAME);
        String arn = table.stream().setting(ARN);
        return name == null && arn == null ? null : new KinesisConsumer(name, arn);
    }

    /**
     * Waits until it can be subscribed as this consumer. One that is named, and not registered, is.
     *
     * @return its ARN
     * @throws IOException where there is no such consumer, or it does not become active
     */
    String activate(KinesisAddress address) throws IOException {
        KinesisClient client = KinesisClients.of(address);
        long deadline = System.nanoTime() + KinesisClients.PATIENCE.toNanos();
        try {
            String stream = name == null ? null : streamArn(address, client);
            ConsumerDescription found = find(client, stream);
            while (found == null || found.consumerStatus() != ConsumerStatus.ACTIVE) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("Kinesis at " + address.host() + ", stream '" + address.stream()
                            + "': the consumer " + this + " is not active after "
                            + KinesisClients.PATIENCE.toSeconds() + " s, but "
                            + (found == null ? "missing" : found.consumerStatusAsString()));
                }
                if (found != null) {
                    Thread.sleep(MILLIS_BETWEEN_LOOKS);
                } else if (stream != null) {
                    register(client, stream);
                } else {
                    throw new IOException("Kinesis at " + address.host() + ", stream '" + address.stream()
                            + "', has no consumer " + this);
                }
                found = find(client, stream);
            }
            return found.consumerARN();
        } catch (SdkException e) {
            throw KinesisFailure.told("the consumer " + this, address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the consumer " + this, e);
        }
    }

    private static String streamArn(KinesisAddress address, KinesisClient client) {
        String known = address.streamArn();
        return known != null
                ? known
                : client.describeStreamSummary(request -> request.streamName(address.stream()))
                        .streamDescriptionSummary()
                        .streamARN();
    }

    private @Nullable ConsumerDescription find(KinesisClient client, @Nullable String stream) {
        try {
            return client.describeStreamConsumer(request ->
                            request.streamARN(stream).consumerName(name).consumerARN(arn))
                    .consumerDescription();
        } catch (ResourceNotFoundException e) {
            return null;
        }
    }

    /** Other readers of the job may register it at the same moment. */
    private void register(KinesisClient client, String stream) throws InterruptedException {
        try {
            client.registerStreamConsumer(request -> request.streamARN(stream).consumerName(name));
        } catch (ResourceInUseException e) {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }

    @Override
    public String toString() {
        return "'" + Objects.requireNonNullElse(name, arn) + "'";
    }
}
