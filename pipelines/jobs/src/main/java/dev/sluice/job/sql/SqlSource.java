package dev.sluice.job.sql;

import dev.sluice.job.Connectors;
import dev.sluice.job.EndpointSettings;
import dev.sluice.record.EventTime;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableConnector;
import dev.sluice.schema.TableDefinition;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.stream.EventTimes;
import dev.sluice.sql.table.SqlTable;
import dev.sluice.sql.table.Watermark;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * A table that a script reads, on its stream.
 *
 * @param scan the read
 * @param table as it is read: where the options say
 * @param connector what its stream stands on
 * @param start where to start
 * @param ending where to end
 */
record SqlSource(
        Step.Scan scan,
        TableDefinition table,
        TableConnector connector,
        StartingPosition start,
        EndingPosition ending) {

    /** @param mistakes takes one sentence for each mistake; empty where there is one */
    static Optional<SqlSource> of(Step.Scan scan, SqlOptions options, List<String> mistakes) {
        SqlTable table = scan.table();
        TableDefinition definition = located(table, table.definition(), options, mistakes);
        Optional<TableConnector> connector = Connectors.of(definition.stream().kind());
        if (connector.isEmpty()) {
            mistakes.add("table '" + table.name() + "' cannot be read here: its connector is "
                    + definition.stream().kind());
            return Optional.empty();
        }
        return Optional.of(new SqlSource(
                scan, definition, connector.get(), start(options, table, mistakes), ending(options, table, mistakes)));
    }

    /** The table on the stream that its options name, reached as those of the command say. */
    static TableDefinition located(
            SqlTable table, TableDefinition definition, SqlOptions options, List<String> mistakes) {
        Map<String, String> settings = new HashMap<>(definition.stream().settings());
        settings.putAll(EndpointSettings.of(options));
        settings.putIfAbsent("clientId", "sluice-sql-" + table.name());
        EndpointSettings.findConnection(
                settings, Path.of(options.getCatalog()), "table '" + table.name() + "'", mistakes);
        return definition.withStream(
                new TableDefinition.Stream(definition.stream().kind(), settings));
    }

    private static StartingPosition start(SqlOptions options, SqlTable table, List<String> mistakes) {
        String given = options.getStartingPosition();
        try {
            return given == null ? table.start() : StartingPosition.parse(given);
        } catch (IllegalArgumentException e) {
            mistakes.add("--startingPosition: " + e.getMessage());
            return table.start();
        }
    }

    private static EndingPosition ending(SqlOptions options, SqlTable table, List<String> mistakes) {
        String given = options.getEndingPosition();
        if (given == null) {
            return table.ending();
        }
        for (EndingPosition position : EndingPosition.values()) {
            if (position.name().equalsIgnoreCase(given)) {
                return position;
            }
        }
        mistakes.add("--endingPosition: expected NEVER or LATEST, found '" + given + "'");
        return table.ending();
    }

    /** How it is read, in a run that reads with {@code common}. */
    ReadSettings reading(ReadSettings common) {
        ReadSettings reading = common.withStart(start)
                .withEnding(ending)
                .withIdleTimeout(scan.table().idleTimeout().orElse(common.idleTimeout()));
        EventTime eventTime = EventTimes.of(scan);
        Watermark watermark = scan.table().watermark();
        return eventTime == null || watermark == null ? reading : reading.withEventTime(eventTime, watermark.delay());
    }

    /** The same, for another query of it, too: a table is read once. */
    SqlSource with(Step.Scan other) {
        return new SqlSource(scan.with(other), table, connector, start, ending);
    }

    PTransform<PBegin, PCollection<RecordBatch>> read(ReadSettings reading) {
        return connector.read(table, reading);
    }

    /** Whether it comes to an end. */
    boolean ends() {
        return ending == EndingPosition.LATEST || connector.alwaysEnds(table);
    }
}
