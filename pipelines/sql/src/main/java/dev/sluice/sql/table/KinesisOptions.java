package dev.sluice.sql.table;

import dev.sluice.schema.StartingPosition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Options of {@code 'connector' = 'kinesis'}. */
final class KinesisOptions {

    private static final String INITPOS = "scan.stream.initpos";
    private static final String TIMESTAMP = "scan.stream.initpos-timestamp";
    private static final String TIMESTAMP_FORMAT = "scan.stream.initpos-timestamp-format";
    private static final String PUBLISHER = "scan.stream.recordpublisher";
    private static final String PROVIDER = "aws.credentials.provider";
    private static final String OWN_WAY = "shards are read, and tried again, in a way of our own";

    private KinesisOptions() {}

    static Connection read(Options options, ConnectorOptions.Shape shape) {
        Map<String, String> settings = new HashMap<>();
        options.copy(settings, "streamName", "stream");
        options.copy(settings, "streamARN", "stream.arn");
        options.copy(settings, "awsRegion", "aws.region");
        options.copy(settings, "endpointUrl", "endpoint", "aws.endpoint");
        if (!settings.containsKey("streamName") && !settings.containsKey("streamARN")) {
            options.mistake("stream", "'stream' is missing: expected the name of a Kinesis stream");
        }
        fanOut(options, settings, shape);
        role(options, settings);
        nothings(options);
        return Connection.of("kinesis", settings).startingAt(start(options));
    }

    private static void fanOut(Options options, Map<String, String> settings, ConnectorOptions.Shape shape) {
        boolean fanOut = options.choice(PUBLISHER, false, Map.of("POLLING", false, "EFO", true));
        String arn = options.text("scan.stream.efo.consumerarn");
        String name = options.text("scan.stream.efo.consumername");
        if (!fanOut) {
            return;
        }
        if (arn != null) {
            settings.put("consumerARN", arn);
        } else {
            settings.put("consumerName", name == null ? "sluice-sql-" + shape.table() : name);
        }
    }

    private static void role(Options options, Map<String, String> settings) {
        String provider = options.text(PROVIDER);
        String role = options.text("aws.credentials.role.arn");
        var unused = options.text("aws.credentials.role.sessionName");
        if ("ASSUME_ROLE".equals(provider)) {
            if (role == null) {
                options.mistake(PROVIDER, "'aws.credentials.role.arn' is missing: expected the role to assume");
            }
            options.copy(settings, "awsSTSRoleARN", "aws.credentials.role.arn");
            options.copy(settings, "awsSTSSessionName", "aws.credentials.role.sessionName");
        } else if (provider != null
                && !Set.of("AUTO", "ENV_VAR", "SYS_PROP", "PROFILE", "WEB_IDENTITY_TOKEN")
                        .contains(provider)) {
            options.mistake(
                    PROVIDER,
                    "'" + PROVIDER + "': expected AUTO or ASSUME_ROLE, found '" + provider
                            + "': credentials are found as Amazon's tools find them");
        }
        options.refuse("aws.credentials.role.externalId", "a role is assumed by its ARN and a session's name");
    }

    private static StartingPosition start(Options options) {
        String text = options.text(TIMESTAMP);
        String format = options.text(TIMESTAMP_FORMAT);
        StartingPosition named = options.choice(
                INITPOS,
                StartingPosition.latest(),
                Map.of(
                        "LATEST", StartingPosition.latest(),
                        "TRIM_HORIZON", StartingPosition.earliest(),
                        "AT_TIMESTAMP", new StartingPosition.At(Instant.EPOCH)));
        if (named.instant() == null) {
            return named;
        }
        if (text == null) {
            options.mistake(INITPOS, "'" + TIMESTAMP + "' is missing: expected the time to start at");
            return named;
        }
        return options.value(
                TIMESTAMP,
                named,
                "a time such as 2020-04-16T11:33:23.000Z, or seconds since 1970",
                value -> new StartingPosition.At(instant(value, format)));
    }

    /** A time with an offset, by the format where one is written, else ISO 8601; or seconds since 1970. */
    private static Instant instant(String text, @Nullable String format) {
        if (text.matches("\\d+(\\.\\d{1,9})?")) {
            BigDecimal seconds = new BigDecimal(text);
            return Instant.ofEpochSecond(
                    seconds.longValue(),
                    seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
        }
        if (format == null) {
            return OffsetDateTime.parse(text).toInstant();
        }
        var parsed = DateTimeFormatter.ofPattern(format).parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime time
                ? time.toInstant()
                : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    }

    private static void nothings(Options options) {
        for (String prefix : new String[] {
            "scan.stream.describe",
            "scan.stream.registerstreamconsumer.",
            "scan.stream.deregisterstreamconsumer.",
            "scan.stream.efo.http-client.",
            "scan.list.shards.",
            "scan.shard.",
            "shard.",
            "scan.watermark.sync.",
            "scan.watermark.lookahead."
        }) {
            options.meanNothing(prefix, OWN_WAY);
        }
        options.meansNothing("scan.stream.efo.registration", "a consumer is registered where it is missing");
        options.choice("sink.partitioner", "", Map.of("random", "random", "fixed", "fixed"));
        options.text("sink.partitioner-field-delimiter");
        for (String prefix : new String[] {"sink.producer.", "sink.batch.", "sink.requests.", "sink.flush-buffer."}) {
            options.meanNothing(prefix, "records are sent when a bundle ends, and 500 at most together");
        }
        options.meansNothing("sink.fail-on-error", "what the service refuses for good is a dead letter");
        options.meansNothing("aws.trust.all.certificates", "certificates are checked");
        options.meansNothing("aws.http.protocol.version", OWN_WAY);
    }
}
