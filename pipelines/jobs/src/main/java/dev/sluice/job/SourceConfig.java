package dev.sluice.job;

import dev.sluice.job.board.BoardConnector;
import dev.sluice.job.board.BoardOptions;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.InvalidTableException;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableConnector;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a job reads: a table, the connector its stream stands on, and from where to where.
 *
 * @param idleTimeout how long a partition may be silent before it no longer holds up event time
 * @param timeout when to stop in order, counted from the start, or null: never
 */
public record SourceConfig(
        TableDefinition table,
        TableConnector connector,
        StartingPosition start,
        EndingPosition ending,
        Duration idleTimeout,
        @Nullable Duration timeout) {

    /** The default of {@code --catalog}, which need not exist. */
    private static final String DEFAULT_CATALOG = "./tables";

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Reads the options.
     *
     * @param job the job's word, for the client id it takes where none is given
     * @param mistakes takes one sentence for each mistake
     * @return empty where there are mistakes
     */
    public static Optional<SourceConfig> from(SourceOptions options, String job, List<String> mistakes) {
        return from(options, table(options, job, mistakes), mistakes);
    }

    /**
     * Reads the options but those of the table.
     *
     * @param table what {@link #table} gave
     * @param mistakes takes one sentence for each mistake, and may hold those found before
     * @return empty where {@code mistakes} is not
     */
    public static Optional<SourceConfig> from(
            SourceOptions options, Optional<TableDefinition> table, List<String> mistakes) {
        Optional<TableConnector> connector = table.flatMap(t -> connector(t, mistakes));
        StartingPosition start = start(options, mistakes);
        EndingPosition ending = ending(options, mistakes);
        Duration idleTimeout = duration("idleTimeout", options.getIdleTimeout(), mistakes);
        Duration timeout = options.getTimeout() == null ? null : duration("timeout", options.getTimeout(), mistakes);
        connector.ifPresent(c -> mistakes.addAll(c.mistakes(
                table.orElseThrow(), ReadSettings.of("check").withStart(start).withEnding(ending))));
        return mistakes.isEmpty() && table.isPresent() && connector.isPresent()
                ? Optional.of(new SourceConfig(table.get(), connector.get(), start, ending, idleTimeout, timeout))
                : Optional.empty();
    }

    /** Reads an ISO duration of more than nothing; one day where it is a mistake. */
    public static Duration duration(String option, String text, List<String> mistakes) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isZero() && !duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // The sentence below says what was expected.
        }
        mistakes.add("--" + option + ": expected a duration such as PT100S or PT1H, of up to " + LONGEST.toDays()
                + " days, found '" + text + "'");
        return Duration.ofDays(1);
    }

    /**
     * The table the options name, on the stream they name.
     *
     * @param job the job's word, for the client id it takes where none is given
     * @param mistakes takes one sentence for each mistake
     * @return empty where there is no such table, or it has mistakes of its own
     */
    public static Optional<TableDefinition> table(SourceOptions options, String job, List<String> mistakes) {
        Path catalog = Path.of(options.getCatalog());
        if (!Files.isDirectory(catalog) && !options.getCatalog().equals(DEFAULT_CATALOG)) {
            mistakes.add("--catalog: " + catalog + " is no directory");
        }
        String name = options.getTable() == null && BoardConnector.KIND.equalsIgnoreCase(options.getSource())
                ? BoardConnector.TABLE
                : options.getTable();
        if (name == null) {
            mistakes.add("--table is missing: expected the name of a table, one of "
                    + String.join(", ", Catalog.in(catalog).names()));
            return Optional.empty();
        }
        try {
            TableDefinition table = Catalog.in(catalog).table(name);
            return Optional.of(opened(table, options, mistakes).withStream(stream(options, job, table, mistakes)));
        } catch (InvalidTableException e) {
            mistakes.addAll(e.mistakes());
            return Optional.empty();
        }
    }

    /**
     * A table that nobody has described, on the stream the options name.
     *
     * @param mistakes takes one sentence for each mistake
     * @return empty where the options name no stream
     */
    public static Optional<TableDefinition> undescribed(
            SourceOptions options, String name, String job, List<String> mistakes) {
        String kind = options.getSource() == null && options.getFiles() != null ? "file" : options.getSource();
        if (kind == null) {
            mistakes.add("--source is missing: expected one of " + Connectors.kinds() + ", where no --table names it");
            return Optional.empty();
        }
        TableDefinition table = TableDefinition.ofRecords(name, new Stream(kind.toLowerCase(Locale.ROOT), Map.of()));
        return Optional.of(inZone(table, options, mistakes).withStream(stream(options, job, table, mistakes)));
    }

    /** The same table, with timestamps that name no zone in that of the options, and the registry its schemas are in. */
    public static TableDefinition opened(TableDefinition table, SourceOptions options, List<String> mistakes) {
        return SchemaRegistryConfig.opened(inZone(table, options, mistakes), options, mistakes);
    }

    private static TableDefinition inZone(TableDefinition table, SourceOptions options, List<String> mistakes) {
        return table.withFormat(table.format().withTimeZone(zone(options, mistakes)));
    }

    /** The same source, its table told otherwise. */
    public SourceConfig withTable(TableDefinition other) {
        return new SourceConfig(other, connector, start, ending, idleTimeout, timeout);
    }

    private static ZoneId zone(SourceOptions options, List<String> mistakes) {
        try {
            return ZoneId.of(options.getTimeZone());
        } catch (DateTimeException e) {
            mistakes.add(
                    "--timeZone: expected a zone such as UTC or Europe/Berlin, found '" + options.getTimeZone() + "'");
            return ZoneId.of("UTC");
        }
    }

    /** The table's stream, with what the options say in its place. */
    private static Stream stream(SourceOptions options, String job, TableDefinition table, List<String> mistakes) {
        String kind = options.getSource() == null
                ? table.stream().kind()
                : options.getSource().toLowerCase(Locale.ROOT);
        Map<String, String> settings = new HashMap<>();
        if (kind.equals(table.stream().kind())) {
            settings.putAll(table.stream().settings());
        }
        settings.putAll(EndpointSettings.of(options));
        if (kind.equals(BoardConnector.KIND)) {
            settings.putAll(BoardOptions.settings(options));
        }
        put(settings, "files", options.getFiles());
        put(settings, kind.equals("mqtt") ? "topicFilter" : "topicName", options.getTopic());
        put(settings, "topicPattern", options.getTopicPattern());
        put(settings, "streamName", options.getStream());
        put(settings, "consumerName", options.getConsumerName());
        put(settings, "consumerARN", options.getConsumerARN());
        put(settings, "receiveMaximum", options.getReceiveMaximum());
        put(settings, "clientId", options.getClientId());
        if (!kind.equals(BoardConnector.KIND)) { // whose id is no session's, but stands in its rows
            settings.putIfAbsent("clientId", "sluice-" + job + "-" + table.name());
        }
        EndpointSettings.findConnection(
                settings, Path.of(options.getCatalog()), "table '" + table.name() + "'", mistakes);
        return new Stream(kind, settings);
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }

    private static Optional<TableConnector> connector(TableDefinition table, List<String> mistakes) {
        Optional<TableConnector> connector = Connectors.of(table.stream().kind());
        if (connector.isEmpty()) {
            mistakes.add("table '" + table.name() + "' cannot be read from '"
                    + table.stream().kind() + "': expected --source as one of " + Connectors.kinds());
        }
        return connector;
    }

    private static StartingPosition start(SourceOptions options, List<String> mistakes) {
        try {
            return StartingPosition.parse(options.getStartingPosition());
        } catch (IllegalArgumentException e) {
            mistakes.add("--startingPosition: " + e.getMessage());
            return StartingPosition.latest();
        }
    }

    private static EndingPosition ending(SourceOptions options, List<String> mistakes) {
        try {
            return EndingPosition.valueOf(options.getEndingPosition().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            mistakes.add("--endingPosition: expected NEVER or LATEST, found '" + options.getEndingPosition() + "'");
            return EndingPosition.NEVER;
        }
    }
}
