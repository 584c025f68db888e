package dev.sluice.sql.oracle;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/**
 * Asks Flink every query of {@code cases/FAMILY.sql} and writes what it answers to {@code answers/FAMILY.ndjson}: a line for the case, which names its
 * columns and their types, and a line for each row, sorted. Of {@code cases/refused.sql} it writes what Flink makes of the query. Flink runs in streaming
 * mode, in UTC, one subtask an operator; a query that takes a row back is a mistake here.
 */
public final class Oracle {

    private static final String REFUSED = "refused";

    private final List<String> tables;

    private Oracle(List<String> tables) {
        this.tables = tables;
    }

    /**
     * Renews inputs and answers.
     *
     * @param arguments the directory of the tables, cases and answers; then the families to ask, or none for all
     */
    public static void main(String... arguments) throws IOException {
        Path directory = Path.of(arguments[0]).toRealPath();
        List<String> wanted = List.of(arguments).subList(1, arguments.length);
        Inputs.write(directory.resolve("inputs"));
        String script = Files.readString(directory.resolve("tables.sql"))
                .replace("${inputs}", directory.resolve("inputs").toUri().toString());
        Oracle oracle = new Oracle(
                Case.statements(script).stream().map(Oracle::lookedUp).toList());
        Files.createDirectories(directory.resolve("answers"));
        List<Path> families;
        try (Stream<Path> files = Files.list(directory.resolve("cases"))) {
            families = files.sorted().toList();
        }
        Set<String> names = new HashSet<>();
        List<String> mistakes = new ArrayList<>();
        for (Path file : families) {
            String family = file.getFileName().toString().replace(".sql", "");
            List<Case> cases = Case.read(file);
            cases.stream()
                    .filter(each -> !names.add(each.name()))
                    .forEach(each -> mistakes.add(each.name() + ": there are two"));
            if (!wanted.isEmpty() && !wanted.contains(family)) {
                continue;
            }
            List<String> lines = new ArrayList<>();
            for (Case each : cases) {
                try {
                    lines.addAll(family.equals(REFUSED) ? oracle.verdict(each) : oracle.answer(each));
                } catch (Exception mistake) {
                    mistakes.add(each.name() + ": " + reason(mistake));
                }
            }
            Files.write(directory.resolve("answers").resolve(family + ".ndjson"), lines);
            System.out.printf("%-14s %3d cases%n", family, cases.size());
        }
        mistakes.forEach(System.out::println);
        System.exit(mistakes.isEmpty() ? 0 : 1);
    }

    /** What does not flow can be looked up, too, which Flink's files cannot. */
    private static String lookedUp(String table) {
        return table.contains("TABLE sensors ")
                ? table.replace("'filesystem'", "'" + StaticTableFactory.NAME + "'")
                : table;
    }

    private TableEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.setString("parallelism.default", "1");
        configuration.setString("table.local-time-zone", "UTC");
        // No watermark before the rows have ended: Flink loses rows of windows with an offset where there are some.
        configuration.setString("pipeline.auto-watermark-interval", "1 d");
        TableEnvironment environment = TableEnvironment.create(EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withConfiguration(configuration)
                .build());
        tables.forEach(environment::executeSql);
        return environment;
    }

    @SuppressWarnings("try") // closing the answers may be interrupted
    private List<String> answer(Case asked) throws Exception {
        TableEnvironment environment = environment();
        asked.views().forEach(environment::executeSql);
        TableResult result = environment.executeSql(asked.query());
        List<Column> columns = result.getResolvedSchema().getColumns();
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> answers = result.collect()) {
            while (answers.hasNext()) {
                Row row = answers.next();
                if (row.getKind() != RowKind.INSERT) {
                    throw new IllegalArgumentException(
                            "gave " + row + ", and only queries that append can be compared");
                }
                rows.add(row(row, columns));
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("gave no rows, which proves little");
        }
        Collections.sort(rows);
        List<String> lines = new ArrayList<>();
        lines.add(columns.stream()
                .map(column -> "[%s,%s]".formatted(Json.text(column.getName()), Json.text(type(column))))
                .collect(Collectors.joining(",", "{\"case\":" + Json.text(asked.name()) + ",\"columns\":[", "]}")));
        lines.addAll(rows);
        return lines;
    }

    /** A type as Flink shows it, but for whether it is the time of the row. */
    private static String type(Column column) {
        return column.getDataType().getLogicalType().asSummaryString().replaceAll(" \\*(ROW|PROC)TIME\\*", "");
    }

    private static String row(Row row, List<Column> columns) {
        List<String> values = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            values.add(Json.text(
                    value(row.getField(index), columns.get(index).getDataType().getLogicalType())));
        }
        return values.stream().collect(Collectors.joining(",", "[", "]"));
    }

    private static @Nullable Object value(@Nullable Object value, LogicalType type) {
        if (value instanceof LocalDateTime time) {
            return time(LogicalTypeChecks.getPrecision(type)).format(time);
        }
        if (value instanceof Instant time) {
            return time(LogicalTypeChecks.getPrecision(type)).format(time.atOffset(ZoneOffset.UTC)) + "Z";
        }
        if (value instanceof LocalTime time) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        }
        if (type.is(LogicalTypeRoot.DECIMAL) && value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value;
    }

    private static DateTimeFormatter time(int precision) {
        DateTimeFormatterBuilder format = new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd HH:mm:ss");
        if (precision > 0) {
            format.appendFraction(ChronoField.NANO_OF_SECOND, precision, precision, true);
        }
        return format.toFormatter(Locale.ROOT);
    }

    /** Whether Flink refuses a query that we refuse, and why. */
    private List<String> verdict(Case asked) {
        TableEnvironment environment = environment();
        String verdict;
        try {
            asked.views().forEach(environment::executeSql);
            environment.explainSql(asked.query());
            verdict = "accepts";
        } catch (RuntimeException refusal) {
            verdict = "refuses: " + reason(refusal);
        }
        return List.of("{\"case\":%s,\"flink\":%s}".formatted(Json.text(asked.name()), Json.text(verdict)));
    }

    /** The innermost message of an exception, which is where Flink says what is wrong, on one line. */
    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        Matcher line = Pattern.compile("\\R.*", Pattern.DOTALL).matcher(String.valueOf(cause.getMessage()));
        return line.replaceAll("");
    }
}
