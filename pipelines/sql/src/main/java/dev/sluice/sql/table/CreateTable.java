package dev.sluice.sql.table;

import dev.sluice.format.PayloadEncoding;
import dev.sluice.schema.NearestName;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.EventTimeColumn;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.script.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.sql.parser.ddl.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.SqlCreateTableAs;
import org.apache.flink.sql.parser.ddl.SqlCreateTableLike;
import org.apache.flink.sql.parser.ddl.SqlTableColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlComputedColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlMetadataColumn;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlRegularColumn;
import org.apache.flink.sql.parser.error.SqlValidateException;
import org.jspecify.annotations.Nullable;

/** Reads a CREATE TABLE, and collects what is wrong with it. */
final class CreateTable {

    private final SqlCreateTable node;
    private final String ddl;
    private final TypeReader types;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<Mistake> warnings = new ArrayList<>();
    private final Map<String, SqlColumn> columns = new LinkedHashMap<>();

    CreateTable(Statement statement, RelDataTypeFactory factory) {
        node = (SqlCreateTable) statement.node();
        ddl = statement.text();
        types = new TypeReader(factory, mistakes);
    }

    SqlTable table() throws InvalidScriptException {
        refuseOtherForms();
        constraints();
        String name = name();
        columns();
        Watermark watermark = node.getWatermark()
                .map(w -> WatermarkReader.read(w, columns, mistakes))
                .orElse(null);
        List<String> primaryKey = primaryKey();
        List<String> partitionKeys = partitionKeys();
        Options options =
                new Options(node.getPropertyList(), node.getTableName().getParserPosition(), mistakes, warnings);
        List<SqlColumn.Physical> physical = columns.values().stream()
                .filter(SqlColumn.Physical.class::isInstance)
                .map(SqlColumn.Physical.class::cast)
                .toList();
        TableOptions said = TableOptions.read(options, name, physical);
        if (node.getWatermark().isEmpty() && mistakes.isEmpty()) {
            for (String option : List.of(TableOptions.ALLOWED_LATENESS, TableOptions.LATE_ROWS)) {
                if (options.has(option)) {
                    options.mistake(
                            option, "'" + option + "': expected a WATERMARK, which says what is late, found none");
                }
            }
        }
        boolean lake = said != null && said.connection().stream().kind().equals("lake");
        if (lake) {
            checkLake(physical, partitionKeys);
        }
        if (said == null || !mistakes.isEmpty()) {
            mistakes.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
            throw new InvalidScriptException(mistakes);
        }
        TableDefinition definition = new TableDefinition(
                name,
                SqlTypes.writtenColumns(physical, null),
                said.format(),
                said.connection().stream(),
                eventTime(watermark),
                lake ? partitionKeys.stream().findFirst().orElse("ingest") : null,
                PayloadEncoding.defaults());
        return new SqlTable(
                name,
                List.copyOf(columns.values()),
                watermark,
                primaryKey,
                said.keyFields().isEmpty() ? partitionKeys : said.keyFields(),
                options.all(),
                definition,
                said.connection().start(),
                said.connection().ending(),
                node.isTemporary(),
                ddl,
                warnings);
    }

    private void refuseOtherForms() {
        if (node instanceof SqlCreateTableAs) {
            mistake(node, "CREATE TABLE … AS is not run here: CREATE the TABLE with its columns, then INSERT INTO it");
        } else if (node instanceof SqlCreateTableLike) {
            mistake(node, "CREATE TABLE … LIKE is not run here: write the columns out");
        }
    }

    /** Says what is wrong with the keys, and makes their columns NOT NULL, before these are read. */
    private void constraints() {
        if (node.getColumnList().getList().stream()
                .anyMatch(c ->
                        !((SqlTableColumn) Objects.requireNonNull(c)).getName().isSimple())) {
            return; // a mistake of its own, over which the check would stumble
        }
        try {
            node.validate();
        } catch (SqlValidateException e) {
            // Its first sentence says what, the others why.
            String message = String.valueOf(e.getMessage()).replaceFirst("\\. .*", "");
            mistakes.add(Mistake.at(e.getErrorPosition(), message));
        }
    }

    private void mistake(SqlNode at, String message) {
        mistakes.add(Mistake.at(at.getParserPosition(), message));
    }

    private String name() {
        return TableName.of(node.getTableName(), mistakes);
    }

    private void columns() {
        Map<String, String> seen = new HashMap<>();
        for (SqlNode each : node.getColumnList()) {
            SqlTableColumn column = (SqlTableColumn) each;
            SqlIdentifier identifier = column.getName();
            if (!identifier.isSimple()) {
                mistake(identifier, "expected a column's name without a point, found '" + identifier + "'");
                continue;
            }
            String name = identifier.getSimple();
            String before = seen.put(name.toLowerCase(Locale.ROOT), name);
            if (before != null) {
                mistake(
                        identifier,
                        "expected each column once, found '" + name + "' again"
                                + (before.equals(name) ? "" : ": the catalog does not tell it from '" + before + "'"));
            } else {
                column(column, name).ifPresent(c -> columns.put(name, c));
            }
        }
        if (node.getColumnList().isEmpty()) {
            mistake(node.getTableName(), "expected columns, found none");
        }
    }

    private Optional<SqlColumn> column(SqlTableColumn column, String name) {
        if (column instanceof SqlComputedColumn computed) {
            return Optional.of(new SqlColumn.Computed(name, computed.getExpr()));
        }
        if (column instanceof SqlMetadataColumn metadata) {
            RelDataType type = types.type(metadata.getType());
            return Optional.ofNullable(type)
                    .map(t -> new SqlColumn.Metadata(
                            name, t, metadata.getMetadataAlias().orElse(name), metadata.isVirtual()));
        }
        RelDataType type = types.type(((SqlRegularColumn) column).getType());
        return Optional.ofNullable(type).map(t -> new SqlColumn.Physical(name, t));
    }

    private List<String> primaryKey() {
        return node.getFullConstraints().stream()
                .filter(c -> c.isPrimaryKey())
                .flatMap(c -> c.getColumns().getList().stream())
                .map(n -> known((SqlIdentifier) n))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<String> partitionKeys() {
        return node.getPartitionKeyList().getList().stream()
                .map(n -> known((SqlIdentifier) Objects.requireNonNull(n)))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The name of a physical column; null, and a mistake, where it is none. */
    private @Nullable String known(SqlIdentifier identifier) {
        String name = identifier.toString();
        if (columns.get(name) instanceof SqlColumn.Physical) {
            return name;
        }
        // A column whose own mistake has been said is no second one.
        boolean written = node.getColumnList().getList().stream()
                .anyMatch(c -> ((SqlTableColumn) Objects.requireNonNull(c))
                        .getName()
                        .toString()
                        .equals(name));
        if (!written || columns.containsKey(name)) {
            mistake(identifier, unknown("column", name, columns.keySet()));
        }
        return null;
    }

    static String unknown(String what, String name, Set<String> known) {
        return known.contains(name)
                ? "expected a " + what + " that records hold, found '" + name + "'"
                : "there is no " + what + " '" + name + "'"
                        + NearestName.of(name, known)
                                .map(n -> "; did you mean " + n + "?")
                                .orElse("");
    }

    private @Nullable EventTimeColumn eventTime(@Nullable Watermark watermark) {
        return watermark != null && columns.get(watermark.column()) instanceof SqlColumn.Physical
                ? new EventTimeColumn(watermark.column(), watermark.delay())
                : null;
    }

    /** A lake is parted by the hour: of a timestamp column, or of when a row came. */
    private void checkLake(List<SqlColumn.Physical> physical, List<String> partitionKeys) {
        for (int i = 0; i < partitionKeys.size(); i++) {
            String key = partitionKeys.get(i);
            boolean timestamp = physical.stream()
                    .anyMatch(c -> c.name().equals(key)
                            && Set.of(SqlTypeName.TIMESTAMP, SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
                                    .contains(c.type().getSqlTypeName()));
            if (!timestamp || i > 0) {
                SqlParserPos place = Objects.requireNonNull(
                                node.getPartitionKeyList().get(i))
                        .getParserPosition();
                mistakes.add(Mistake.at(
                        place,
                        "Parquet is parted by the hour: expected one TIMESTAMP column in PARTITIONED BY, or none for the"
                                + " hour when a row came, found '" + key + "'"));
            }
        }
    }
}
