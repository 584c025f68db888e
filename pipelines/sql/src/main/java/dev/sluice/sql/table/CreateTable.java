package dev.sluice.sql.table;

import dev.sluice.format.JsonFormat;
import dev.sluice.format.RecordFormat;
import dev.sluice.schema.NearestName;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.EventTimeColumn;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.script.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** Kinds of streams whose records are in a format. */
    private static final Set<String> WITH_FORMAT = Set.of("kinesis", "kafka", "mqtt", "filesystem");

    private final SqlCreateTable node;
    private final String ddl;
    private final TypeReader types;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<Mistake> warnings = new ArrayList<>();
    private final Map<String, SqlColumn> columns = new java.util.LinkedHashMap<>();

    CreateTable(Statement statement, RelDataTypeFactory factory) {
        node = (SqlCreateTable) statement.node();
        ddl = statement.text();
        types = new TypeReader(factory, mistakes);
    }

    SqlTable table() throws InvalidScriptException {
        refuseOtherForms();
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
        Connected connected = connection(options, name, physical, partitionKeys);
        if (connected == null || !mistakes.isEmpty()) {
            mistakes.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
            throw new InvalidScriptException(mistakes);
        }
        boolean lake = connected.connection.stream().kind().equals("lake");
        TableDefinition definition = new TableDefinition(
                name,
                SqlTypes.writtenColumns(physical, null),
                connected.format,
                connected.connection.stream(),
                eventTime(watermark),
                lake ? partitionKeys.stream().findFirst().orElse("ingest") : null,
                dev.sluice.format.PayloadEncoding.defaults());
        return new SqlTable(
                name,
                List.copyOf(columns.values()),
                watermark,
                primaryKey,
                connected.keyFields.isEmpty() ? partitionKeys : connected.keyFields,
                options.all(),
                definition,
                connected.connection.start(),
                connected.connection.ending(),
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
        try {
            node.validate();
        } catch (SqlValidateException e) {
            mistakes.add(Mistake.at(e.getErrorPosition(), String.valueOf(e.getMessage())));
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

    /** Where records come from, and how they are written. */
    private record Connected(Connection connection, RecordFormat format, List<String> keyFields) {}

    private @Nullable Connected connection(
            Options options, String name, List<SqlColumn.Physical> physical, List<String> partitionKeys) {
        String word = options.required("connector", "one of " + String.join(", ", ConnectorOptions.ALL.keySet()));
        if (word == null) {
            return null;
        }
        ConnectorOptions connector = ConnectorOptions.ALL.get(word);
        if (connector == null) {
            options.mistake(
                    "connector",
                    "'connector': expected one of " + String.join(", ", ConnectorOptions.ALL.keySet()) + ", found '"
                            + word
                            + "'"
                            + NearestName.of(word, ConnectorOptions.ALL.keySet())
                                    .map(n -> "; did you mean '" + n + "'?")
                                    .orElse(""));
            return null;
        }
        String format = WITH_FORMAT.contains(word) ? format(options) : null;
        RecordFormat records = records(options, word, format, physical);
        List<String> keyFields = word.equals("kafka") ? keyFields(options) : List.of();
        Connection connection =
                connector.read(options, new ConnectorOptions.Shape(name, physical, partitionKeys, format));
        if (connection.stream().kind().equals("lake")) {
            checkLake(physical, partitionKeys);
        }
        ofAnyTable(options);
        options.refuseOthers("a table of '" + word + "'" + (format == null ? "" : " in '" + format + "'"));
        return new Connected(connection, records, keyFields);
    }

    private @Nullable String format(Options options) {
        String value = options.text("value.format");
        String format = options.text("format");
        if (format == null && value == null) {
            options.mistake(
                    "format",
                    "'format' is missing: expected one of " + String.join(", ", FormatOptions.ALL.keySet())
                            + ", or parquet of a filesystem");
        }
        return format == null ? value : format;
    }

    private RecordFormat records(
            Options options, String connector, @Nullable String word, List<SqlColumn.Physical> physical) {
        if (word == null || (word.equals("parquet") && connector.equals("filesystem"))) {
            return JsonFormat.defaults();
        }
        FormatOptions format = FormatOptions.ALL.get(word);
        if (format == null) {
            options.mistake(
                    options.has("format") ? "format" : "value.format",
                    "'format': expected one of " + String.join(", ", FormatOptions.ALL.keySet()) + ", found '" + word
                            + "'"
                            + NearestName.of(word, FormatOptions.ALL.keySet())
                                    .map(n -> "; did you mean '" + n + "'?")
                                    .orElse(""));
            return JsonFormat.defaults();
        }
        return format.read(options, connector, physical);
    }

    /** The columns in a record's key, as {@code key.fields} names them. */
    private List<String> keyFields(Options options) {
        String fields = options.text("key.fields");
        String format = options.choice("key.format", "", Map.of("raw", "raw", "json", "json", "csv", "csv"));
        options.choice("value.fields-include", "ALL", Map.of("ALL", "ALL"));
        options.refuse("key.fields-prefix", "a key's columns are the value's");
        if (fields == null) {
            if (!format.isEmpty()) {
                options.mistake(
                        "key.format", "'key.fields' is missing: expected the columns of the key, with ';' between");
            }
            return List.of();
        }
        List<String> names = List.of(fields.split(";", -1));
        Set<String> physical = columns.values().stream()
                .filter(SqlColumn.Physical.class::isInstance)
                .map(SqlColumn::name)
                .collect(Collectors.toSet());
        for (String field : names) {
            if (!physical.contains(field)) {
                options.mistake("key.fields", "'key.fields': " + unknown("column", field, physical));
            }
        }
        return names;
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

    /** What any table may say. */
    private static void ofAnyTable(Options options) {
        options.optional("allowed-lateness", FlinkDuration.EXPECTED, FlinkDuration::parse);
        options.optional("scan.watermark.idle-timeout", FlinkDuration.EXPECTED, FlinkDuration::parse);
        options.choice("late-rows", "drop", Map.of("drop", "drop", "dead-letters", "dead-letters"));
        options.meansNothing("scan.parallelism", "the runner's --parallelism says it");
        options.meansNothing("sink.parallelism", "the runner's --parallelism says it");
        options.meanNothing("scan.watermark.alignment.", "readers are not aligned");
        options.meanNothing("scan.watermark.emit.", "a watermark goes with each batch");
    }
}
