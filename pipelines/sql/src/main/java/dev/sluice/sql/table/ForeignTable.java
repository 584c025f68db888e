package dev.sluice.sql.table;

import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.InvalidTableException;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.EventTimeColumn;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** A table of the catalog that no CREATE TABLE made: its event time is its watermark. */
final class ForeignTable {

    private ForeignTable() {}

    static SqlTable of(TableDefinition definition, RelDataTypeFactory types) throws InvalidTableException {
        if (definition.columns().isEmpty()) {
            throw new InvalidTableException(
                    List.of("table '" + definition.name() + "' lists no columns, which SQL asks for: see"
                            + " `./sluice table infer`"),
                    null);
        }
        List<SqlColumn> columns;
        try {
            columns = definition.columns().stream()
                    .<SqlColumn>map(c -> new SqlColumn.Physical(c.name(), SqlTypes.type(c.type(), types)))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new InvalidTableException(List.of("table '" + definition.name() + "': " + e.getMessage()), e);
        }
        return new SqlTable(
                definition.name(),
                columns,
                watermark(definition.eventTime()),
                List.of(),
                List.of(),
                Map.of(),
                definition,
                StartingPosition.latest(),
                EndingPosition.NEVER,
                false,
                "",
                List.of());
    }

    private static @Nullable Watermark watermark(@Nullable EventTimeColumn eventTime) {
        return eventTime == null
                ? null
                : new Watermark(
                        eventTime.column(),
                        new SqlIdentifier(eventTime.column(), SqlParserPos.ZERO),
                        eventTime.watermarkDelay());
    }
}
