package dev.sluice.sql.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.TableDefinition;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Script;
import dev.sluice.sql.script.Statement;
import java.util.List;
import java.util.Random;
import org.apache.flink.sql.parser.ddl.SqlCreateTable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever columns and options are put together, a CREATE TABLE is a table or mistakes with positions. */
class TableMutationTest {

    private static final long SEED = 20200416;

    private static final List<String> TYPES = List.of(
            "INT",
            "STRING",
            "VARCHAR(6)",
            "VARCHAR(0)",
            "CHAR",
            "DECIMAL",
            "DECIMAL(40, 2)",
            "DECIMAL(3, 5)",
            "TIMESTAMP",
            "TIMESTAMP(3)",
            "TIMESTAMP(12)",
            "TIMESTAMP_LTZ(3)",
            "TIMESTAMP(3) WITH LOCAL TIME ZONE",
            "TIME",
            "TIME(9)",
            "DATE",
            "BYTES",
            "BINARY(3)",
            "ARRAY<INT>",
            "INT ARRAY",
            "MAP<STRING, INT>",
            "MAP<INT, TIME>",
            "ROW<a INT, b ROW<c TIME>>",
            "ROW<>",
            "MULTISET<INT>",
            "RAW('a', 'b')",
            "INTERVAL DAY",
            "NULL",
            "XML",
            "my.own",
            "DOUBLE NOT NULL",
            "FLOAT",
            "INT METADATA",
            "STRING METADATA FROM 'x' VIRTUAL",
            "AS a + 1",
            "INT PRIMARY KEY NOT ENFORCED",
            "INT COMMENT 'x'");
    private static final List<String> NAMES = List.of("a", "b", "A", "`a b`", "`größe`", "ts", "a.b", "`a-b`", "c");
    private static final List<String> KEYS = List.of(
            "connector",
            "format",
            "topic",
            "stream",
            "path",
            "broker",
            "value.format",
            "key.fields",
            "key.format",
            "properties.bootstrap.servers",
            "properties.x",
            "scan.startup.mode",
            "scan.startup.timestamp-millis",
            "scan.stream.initpos",
            "scan.stream.initpos-timestamp",
            "scan.stream.initpos-timestamp-format",
            "topic-pattern",
            "csv.field-delimiter",
            "csv.quote-character",
            "json.fail-on-missing-field",
            "avro-confluent.url",
            "rows-per-second",
            "fields.a.kind",
            "fields.a.min",
            "fields.a.start",
            "fields.a.max-past",
            "fields.a.null-rate",
            "allowed-lateness",
            "sink.rolling-policy.rollover-interval",
            "",
            " ",
            "a.secret",
            "print-identifier");
    private static final List<String> VALUES = List.of(
            "kinesis",
            "kafka",
            "mqtt",
            "filesystem",
            "datagen",
            "print",
            "json",
            "csv",
            "avro",
            "avro-confluent",
            "parquet",
            "a",
            "a;b",
            "[",
            "",
            "timestamp",
            "AT_TIMESTAMP",
            "99999999999999999999",
            "-1",
            "1e9",
            "NaN",
            "true",
            "2020-04-16T11:33:23Z",
            "yyyy-QQQQ",
            "5 s",
            "PT-1S",
            "106751991168 d",
            "sequence",
            "\\t",
            ",",
            "\n",
            "http://u:p@h",
            "\u0000",
            "s3://a/b",
            "//",
            "ä");

    @Test
    void aMutationIsATableOrMistakesWithPositions() {
        mutate(SEED, 300);
    }

    @Tag("long")
    @Test
    void tenThousandMutationsAreTablesOrMistakesWithPositions() {
        mutate(SEED * 31, 10_000);
    }

    private static void mutate(long seed, int times) {
        Random random = new Random(seed);
        for (int i = 0; i < times; i++) {
            String statement = statement(random);
            try {
                check(statement);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", mutation " + i + ":\n" + statement, e);
            }
        }
    }

    private static void check(String text) {
        try {
            Statement statement = Script.parse(text).get(0);
            if (statement.node() instanceof SqlCreateTable) {
                SqlTable table = SqlTable.of(statement, Tables.TYPES);
                assertThat(table.writtenDefinition().columns()).hasSameSizeAs(table.physicalColumns());
                TableDefinition written = table.writtenDefinition();
                assertThat(table.definition().decoder()).isNotNull();
                assertThat(written.format().encoder(written.columns())).isNotNull();
                assertThat(table.reading()).isNotNull();
                assertThat(table.writing()).isNotNull();
            }
        } catch (InvalidScriptException e) {
            assertThat(e.mistakes()).isNotEmpty().allSatisfy(m -> {
                assertThat(m.line()).isEqualTo(1);
                assertThat(m.column()).isBetween(1, text.length() + 1);
            });
        }
    }

    private static String statement(Random random) {
        StringBuilder text = new StringBuilder("CREATE TABLE " + of(NAMES, random) + " (");
        int columns = 1 + random.nextInt(4);
        for (int i = 0; i < columns; i++) {
            text.append(of(NAMES, random)).append(' ').append(of(TYPES, random)).append(", ");
        }
        text.append(random.nextBoolean() ? "WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)" : "d INT)");
        if (random.nextInt(4) == 0) {
            text.append(" PARTITIONED BY (").append(of(NAMES, random)).append(')');
        }
        text.append(" WITH ('connector' = '")
                .append(VALUES.get(random.nextInt(6)))
                .append("', 'format' = '");
        text.append(VALUES.get(6 + random.nextInt(5))).append("', 'topic' = 'a', 'stream' = 'b', 'path' = 'c'");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(", '")
                    .append(of(KEYS, random))
                    .append("' = '")
                    .append(of(VALUES, random))
                    .append('\'');
        }
        return text.append(')').toString().replace('\n', ' ');
    }

    private static String of(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
