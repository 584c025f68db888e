package dev.sluice.job.rule;

import dev.sluice.record.RawRecord;
import dev.sluice.rule.InvalidSqlException;
import dev.sluice.rule.Message;
import dev.sluice.rule.PayloadException;
import dev.sluice.rule.RuleSql;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.jspecify.annotations.Nullable;

/** A rule's statement at work: what it makes of a message, counted. */
final class RuleSelection {

    private final @Nullable RuleSql sql;
    private final Counter selected = Metrics.counter("rule", "recordsSelected");
    private final Counter notSelected = Metrics.counter("rule", "recordsNotSelected");

    private RuleSelection(@Nullable RuleSql sql) {
        this.sql = sql;
    }

    /** @param sql the statement, or null: every message, as it is */
    static RuleSelection of(@Nullable String sql) throws InvalidSqlException {
        return new RuleSelection(sql == null ? null : RuleSql.parse(sql));
    }

    /**
     * The payload of what goes on, or null where the message is not selected.
     *
     * @throws PayloadException where the message is selected, and its payload is not what the statement asks for
     */
    byte @Nullable [] of(Message message) throws PayloadException {
        if (sql == null) {
            return message.payload();
        }
        if (!sql.selects(message)) {
            notSelected.inc();
            return null;
        }
        byte[] payload = sql.output(message);
        selected.inc();
        return payload;
    }

    /** What goes on of a record, or null; one whose payload cannot be used as it is: whoever reads it will say so. */
    @Nullable
    RawRecord orAsItIs(RawRecord record) {
        try {
            byte[] payload = of(Message.of(record));
            return payload == null ? null : record.withPayload(payload);
        } catch (PayloadException e) {
            return record;
        }
    }
}
