package dev.sluice.schema;

import dev.sluice.schema.TableDefinition.EventTimeColumn;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which column says when a record happened: settings of ours among a table's parameters, for Glue has none. */
final class GlueEventTime {

    static final String EVENT_TIME = "sluice.eventTime";
    static final String WATERMARK_DELAY = "sluice.watermarkDelay";
    /** The CREATE TABLE that made the table, where one did: read by streaming SQL alone. */
    private static final String STATEMENT = "sluice.sql";

    private static final List<String> OURS = List.of(EVENT_TIME, WATERMARK_DELAY, GlueAvro.REGISTRY);

    private GlueEventTime() {}

    /** The event time, or null where the table does not say, or, with a mistake, says something wrong. */
    static @Nullable EventTimeColumn of(GlueSettings settings, List<Column> columns) {
        for (String key : settings.ofTable()) {
            if (key.startsWith("sluice.") && !OURS.contains(key) && !key.equals(STATEMENT)) {
                settings.mistake(key, "unknown setting; expected one of " + String.join(", ", OURS));
            }
        }
        Duration delay = delay(settings);
        String column = settings.get(EVENT_TIME);
        if (column == null) {
            if (settings.has(WATERMARK_DELAY)) {
                settings.mistake(WATERMARK_DELAY, "expected " + EVENT_TIME + " beside it, found nothing");
            }
            return null;
        }
        for (Column known : columns) {
            if (known.name().equalsIgnoreCase(column)) {
                if (known.type() != ColumnType.Simple.TIMESTAMP) {
                    settings.mistake(
                            EVENT_TIME,
                            "expected a column of type timestamp, found '" + column + "' of type " + known.type());
                }
                return new EventTimeColumn(known.name(), delay);
            }
        }
        if (columns.isEmpty()) {
            settings.mistake(
                    EVENT_TIME, "expected the column '" + column + "' among the table's Columns, which lists none");
            return null;
        }
        List<String> names = columns.stream().map(Column::name).toList();
        settings.mistake(
                EVENT_TIME,
                "there is no column '" + column + "'"
                        + NearestName.of(column, names)
                                .map(n -> "; did you mean " + n + "?")
                                .orElse(", expected one of " + String.join(", ", names)));
        return null;
    }

    private static Duration delay(GlueSettings settings) {
        String text = settings.getOrDefault(WATERMARK_DELAY, "PT0S");
        try {
            Duration delay = Duration.parse(text);
            if (!delay.isNegative()) {
                return delay;
            }
        } catch (DateTimeParseException e) {
            // Said below, as for a negative one.
        }
        settings.mistake(
                WATERMARK_DELAY, "expected an ISO duration of zero or more such as PT5S, found '" + text + "'");
        return Duration.ZERO;
    }
}
