package dev.sluice.connector.datagen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.ReaderMark;
import dev.sluice.connector.SourceReads;
import dev.sluice.format.JsonFormat;
import dev.sluice.format.MalformedRecordException;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DatagenConnectorTest {

    private static final ReadSettings SETTINGS = ReadSettings.of("datagen").withBatchDelay(Duration.ZERO);
    private static final DatagenConnector CONNECTOR = new DatagenConnector();

    private static TableDefinition table(Map<String, String> settings, String... columns) {
        List<Column> all = new ArrayList<>();
        for (String column : columns) {
            String[] parts = column.split(" ", 2);
            all.add(new Column(parts[0], ColumnType.parse(parts[1])));
        }
        return new TableDefinition("made_up", all, JsonFormat.defaults(), new Stream("datagen", settings), null);
    }

    private static TableDefinition numbers(int end, int rowsPerSecond) {
        return table(
                Map.of(
                        "rows-per-second",
                        Integer.toString(rowsPerSecond),
                        "fields.n.kind",
                        "sequence",
                        "fields.n.start",
                        "1",
                        "fields.n.end",
                        Integer.toString(end)),
                "n bigint");
    }

    private static BatchedSource source(TableDefinition table, Instant since) {
        return BatchedSource.of(DatagenStream.of(table, since), SETTINGS);
    }

    private static List<@Nullable Object[]> rows(TableDefinition table, int splits) throws Exception {
        return rows(table, SourceReads.toEnd(source(table, Instant.now()), splits));
    }

    private static List<@Nullable Object[]> rows(TableDefinition table, List<RecordBatch> batches)
            throws MalformedRecordException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (String payload : SourceReads.payloads(batches)) {
            rows.addAll(table.decoder().decode(payload.getBytes(StandardCharsets.UTF_8)));
        }
        return rows;
    }

    @Test
    void splitsShareASequence() throws Exception {
        List<@Nullable Object[]> rows = rows(numbers(1_000, 100_000), 3);

        assertThat(rows.stream().map(row -> row[0]))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 1_000)
                        .mapToObj(n -> (Object) (long) n)
                        .toList());
    }

    @Test
    void aReaderGoesOnBehindItsMark() throws Exception {
        TableDefinition table = numbers(20_000, 1_000_000);
        BatchedSource source = source(table, Instant.now());

        List<RecordBatch> batches;
        ReaderMark mark;
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(source, null)) {
            batches =
                    SourceReads.until(reader, read -> SourceReads.payloads(read).size() >= 5_000);
            mark = (ReaderMark) reader.getCheckpointMark();
        }
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(source, mark)) {
            batches.addAll(SourceReads.toEnd(reader));
        }

        assertThat(rows(table, batches).stream().map(row -> row[0]))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20_000)
                        .mapToObj(n -> (Object) (long) n)
                        .toList());
    }

    @Test
    void rowsComeAtTheirRate() throws Exception {
        Instant since = Instant.now().minusSeconds(10);
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(source(numbers(1_000_000, 7), since), null)) {
            List<RecordBatch> batches =
                    SourceReads.until(reader, read -> SourceReads.payloads(read).size() >= 74);

            double seconds = Duration.between(since, Instant.now()).toNanos() / 1e9;
            assertThat(SourceReads.payloads(batches).size()).isLessThanOrEqualTo((int) (seconds * 7) + 1);
        }
    }

    @Test
    void whatStoodStillIsNotMadeUpForInAnotherRun() throws Exception {
        DatagenStream stopped = DatagenStream.of(numbers(1_000_000, 7), Instant.EPOCH);
        Instant resumed = Instant.now();

        BatchedSource source = BatchedSource.of(stopped.resumedIn(SETTINGS), SETTINGS);
        try (UnboundedReader<RecordBatch> reader = SourceReads.reader(source, null)) {
            List<RecordBatch> batches =
                    SourceReads.until(reader, read -> SourceReads.payloads(read).size() >= 3);

            double seconds = Duration.between(resumed, Instant.now()).toNanos() / 1e9;
            assertThat(SourceReads.payloads(batches).size()).isLessThanOrEqualTo((int) (seconds * 7) + 1);
        }
    }

    @Test
    void theShortestSequenceOrTheNumberOfRowsEndsIt() throws Exception {
        Map<String, String> sequences = Map.of(
                "number-of-rows",
                "50",
                "fields.a.kind",
                "sequence",
                "fields.a.start",
                "-5",
                "fields.a.end",
                "34",
                "fields.b.kind",
                "sequence",
                "fields.b.start",
                "0",
                "fields.b.end",
                "99");
        TableDefinition table = table(sequences, "a tinyint", "b string");

        List<@Nullable Object[]> rows = rows(table, 1);

        assertThat(rows).hasSize(40);
        assertThat(rows.get(0)).containsExactly((byte) -5, "0");
        assertThat(rows.get(39)).containsExactly((byte) 34, "39");
        assertThat(CONNECTOR.alwaysEnds(table)).isTrue();
        assertThat(rows(table(Map.of("number-of-rows", "0"), "a int"), 4)).isEmpty();
    }

    @Test
    void aSequenceIsOfAnyTypeThatCounts() throws Exception {
        List<String> columns = List.of(
                "a smallint",
                "b int",
                "c float",
                "d double",
                "e decimal(5,2)",
                "f varchar(9)",
                "g char(2)",
                "h binary");
        Map<String, String> settings = new java.util.HashMap<>();
        for (String column : columns) {
            String prefix = "fields." + column.charAt(0) + ".";
            settings.putAll(Map.of(prefix + "kind", "sequence", prefix + "start", "41", prefix + "end", "42"));
        }

        List<@Nullable Object[]> rows = rows(table(settings, columns.toArray(String[]::new)), 1);

        assertThat(rows.get(1))
                .containsExactly(
                        (short) 42,
                        42,
                        42f,
                        42d,
                        new BigDecimal("42.00"),
                        "42",
                        "42",
                        ByteBuffer.allocate(8).putLong(42).array());
    }

    @Test
    void valuesByChanceAreWithinTheirBounds() throws Exception {
        Instant before = Instant.now();
        Map<String, String> settings = new java.util.HashMap<>(Map.of("number-of-rows", "500"));
        settings.putAll(
                Map.of("fields.i.min", "-2", "fields.i.max", "2", "fields.d.min", "-0.5", "fields.d.max", "0.5"));
        settings.putAll(Map.of("fields.m.min", "1.005", "fields.m.max", "2", "fields.l.min", "9223372036854775806"));
        settings.putAll(Map.of("fields.s.length", "7", "fields.v.var-len", "true", "fields.b.length", "4"));
        settings.putAll(Map.of("fields.ts.max-past", "PT1H", "fields.n.null-rate", "0.5", "fields.time.kind", "time"));
        TableDefinition table = table(
                settings,
                "i int",
                "l bigint",
                "d double",
                "m decimal(4,1)",
                "s string",
                "v varchar(3)",
                "b binary",
                "ts timestamp",
                "n boolean",
                "time string",
                "day date");

        List<@Nullable Object[]> rows = rows(table, 2);

        Instant after = Instant.now();
        assertThat(rows).hasSize(500).allSatisfy(row -> {
            assertThat((Integer) row[0]).isBetween(-2, 2);
            assertThat((Long) row[1]).isGreaterThanOrEqualTo(Long.MAX_VALUE - 1);
            assertThat((Double) row[2]).isBetween(-0.5, 0.5);
            assertThat((BigDecimal) row[3]).isBetween(new BigDecimal("1.0"), new BigDecimal("2.0"));
            assertThat((String) row[4]).matches("[0-9a-f]{7}");
            assertThat((String) row[5]).matches("[0-9a-f]{1,3}");
            assertThat((byte[]) row[6]).hasSize(4);
            assertThat((Instant) row[7]).isBetween(before.minusSeconds(3_600).minusMillis(1), after);
            assertThat(LocalTime.parse((String) Objects.requireNonNull(row[9]))).isNotNull();
            assertThat((LocalDate) row[10])
                    .isBetween(LocalDate.ofInstant(before, ZoneOffset.UTC), LocalDate.ofInstant(after, ZoneOffset.UTC));
        });
        assertThat(rows.stream().map(row -> row[0]).distinct()).containsExactlyInAnyOrder(-2, -1, 0, 1, 2);
        assertThat(rows.stream().map(row -> row[8]).distinct()).containsExactlyInAnyOrder(null, true, false);
        assertThat(rows.stream().map(row -> String.valueOf(row[5]).length()).distinct())
                .containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void arraysMapsAndRowsAreMadeOfWhatIsInside() throws Exception {
        TableDefinition table = table(
                Map.of(
                        "number-of-rows", "100",
                        "fields.a.length", "2",
                        "fields.a.element.min", "5",
                        "fields.a.element.max", "6",
                        "fields.m.key.length", "1",
                        "fields.r.x.max", "0",
                        "fields.r.x.min", "0",
                        "fields.r.y.null-rate", "1"),
                "a array<int>",
                "m map<string,boolean>",
                "r struct<x:smallint,y:array<string>>");

        assertThat(rows(table, 1)).hasSize(100).allSatisfy(row -> {
            assertThat((List<?>) row[0]).hasSize(2).allMatch(n -> n.equals(5) || n.equals(6));
            assertThat((Map<?, ?>) row[1]).hasSizeBetween(1, 3).allSatisfy((key, value) -> {
                assertThat(key).asString().hasSize(1);
                assertThat(value).isInstanceOf(Boolean.class);
            });
            assertThat(((Row) Objects.requireNonNull(row[2])).getValues()).containsExactly((short) 0, null);
        });
    }

    @Test
    void everyWholeAndFractionalNumberHasItsTypesBounds() throws Exception {
        TableDefinition table = table(
                Map.of("number-of-rows", "200"),
                "a tinyint",
                "b bigint",
                "c float",
                "d double",
                "e decimal(38,10)",
                "f decimal(2,2)");

        assertThat(rows(table, 1))
                .hasSize(200)
                .allSatisfy(row -> assertThat(row).doesNotContainNull());
    }

    @Test
    void withoutAnEndItCannotBeReadToItsEnd() {
        TableDefinition endless = table(Map.of(), "n int");

        assertThat(CONNECTOR.alwaysEnds(endless)).isFalse();
        assertThat(CONNECTOR.mistakes(endless, SETTINGS)).isEmpty();
        assertThat(CONNECTOR.mistakes(endless, SETTINGS.withEnding(EndingPosition.LATEST)))
                .containsExactly(
                        "table 'made_up': rows that are made up have no end that could be read to: say 'number-of-rows'");
        assertThat(CONNECTOR.describe(endless)).isEqualTo("made-up rows, 10,000 a second");
        assertThat(CONNECTOR.mistakes(table(Map.of("fields.n.min", "few"), "n int"), SETTINGS))
                .containsExactly("table 'made_up': 'fields.n.min': expected a number, found 'few'");
    }
}
