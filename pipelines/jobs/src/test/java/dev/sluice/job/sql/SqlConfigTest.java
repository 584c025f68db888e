package dev.sluice.job.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlConfigTest {

    private static final String TABLE = """
            CREATE TABLE readings (
              sensor INT, celsius DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
            ) WITH ('connector' = 'filesystem', 'path' = 'readings.ndjson', 'format' = 'json');
            """;

    @TempDir
    Path directory;

    private SqlConfig config(String script, String... options) throws Exception {
        Path file = directory.resolve("script.sql");
        Files.writeString(file, script);
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("--script=" + file);
        arguments.add("--catalog=" + directory.resolve("tables"));
        List<String> mistakes = new ArrayList<>();
        return SqlConfig.from(SqlOptions.from(CommandLine.parse(arguments), mistakes), RowLines.Format.TEXT, mistakes);
    }

    @Test
    void everyMistakeOfAScriptStandsUnderItsLine() {
        String script = TABLE + """
                SELECT tempp FROM readings;
                SELECT sensor, COUNT(*) FROM readings GROUP BY sensor;
                INSERT INTO nowhere SELECT sensor FROM readings;
                """;

        assertThatThrownBy(() -> config(script, "--format=xml"))
                .isInstanceOfSatisfying(
                        MistakesException.class,
                        e -> assertThat(String.join("\\n", e.mistakes()))
                                .contains("script.sql:4:8: Column 'tempp' not found in any table", "       ^")
                                .contains("script.sql:5:1: an aggregate of a stream without windows never has a result")
                                .contains("script.sql:6:13: there is no table 'nowhere'")
                                .contains("--format: expected live, text, json or csv, found 'xml'"));
        assertThat(directory.resolve("tables"))
                .as("a script with mistakes makes no tables")
                .doesNotExist();
    }

    @Test
    void tablesOfOneScriptAreThereForTheNext() throws Exception {
        SqlConfig made = config(TABLE);

        SqlConfig used = config("SELECT sensor FROM readings");

        assertThat(made.runs()).isFalse();
        assertThat(used.sources()).containsOnlyKeys("readings");
        assertThat(used.script().selects()).hasSize(1);
        assertThat(used.ends()).as("a file ends").isTrue();
    }

    @Test
    void numbersThatMayNotFitAreTakenWithAWarning() throws Exception {
        SqlConfig config = config(TABLE + """
                CREATE TABLE counts (n INT) WITH ('connector' = 'print');
                INSERT INTO counts SELECT COUNT(*) FROM readings GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE);
                """);

        assertThat(config.sinks()).hasSize(1);
        assertThat(config.script().warnings())
                .containsExactly(
                        "column n of table counts is INTEGER, the query gives BIGINT: a number that does not fit is"
                                + " a dead letter");
    }

    @Test
    void textIsNotTakenForANumber() {
        assertThatThrownBy(() -> config(TABLE + """
                        CREATE TABLE counts (n INT) WITH ('connector' = 'print');
                        INSERT INTO counts SELECT 'one' FROM readings;
                        """))
                .hasMessageContaining(
                        "script.sql:5:27: column n of table counts is INTEGER, the query gives EXPR$0 of type CHAR(3)");
    }

    @Test
    void lateRowsAreWrittenToTheTableThatTheirOwnNames() throws Exception {
        SqlConfig config = config(TABLE.replace("'format' = 'json'", "'format' = 'json', 'late-rows' = 'late'") + """
                CREATE TABLE late (ts TIMESTAMP(3), sensor TINYINT) WITH ('connector' = 'print');
                SELECT COUNT(*) FROM readings GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE);
                """);

        assertThat(config.sinks()).singleElement().satisfies(sink -> {
            assertThat(sink.insert().table().name()).isEqualTo("late");
            assertThat(sink.insert().query().rowType().getFieldNames()).containsExactly("ts", "sensor");
        });
        assertThat(config.script().warnings())
                .containsExactly(
                        "column sensor of table late is TINYINT, the query gives INTEGER: a number that does not"
                                + " fit is a dead letter");
    }

    @Test
    void aTableThatCannotTakeLateRowsIsAMistakeOfTheScript() {
        String late = TABLE.replace("'format' = 'json'", "'format' = 'json', 'late-rows' = 'late'");
        String other = "CREATE TABLE late (sensr INT) WITH ('connector' = 'print');\n";
        String query = "SELECT COUNT(*) FROM readings GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE);";

        assertThatThrownBy(() -> config(late + query))
                .hasMessageContaining("script.sql: 'late-rows' of table 'readings': there is no table 'late'");
        assertThatThrownBy(() -> config(late + other + query))
                .hasMessageContaining(
                        "script.sql: table 'late' takes the late rows of 'readings', which has no column 'sensr'; did"
                                + " you mean sensor?");
    }

    @Test
    void anEndlessDatagenHasNoEndAndABoundedOneAndConstantsHave() throws Exception {
        String table = "CREATE TABLE numbers (n INT) WITH ('connector' = 'datagen'%s);\nSELECT n FROM numbers;";

        assertThat(config(table.formatted("")).ends()).isFalse();
        assertThat(config("DROP TABLE numbers;\n" + table.formatted(", 'number-of-rows' = '5'"))
                        .ends())
                .isTrue();
        SqlConfig constants = config("SELECT 1, 'a'");
        assertThat(constants.runs()).isTrue();
        assertThat(constants.ends()).isTrue();
    }

    @Test
    void filesOfALakeCollectAsLongAsItsTableSays() throws Exception {
        String kafka = TABLE.replace(
                "'filesystem', 'path' = 'readings.ndjson'",
                "'kafka', 'topic' = 'a', 'properties.bootstrap.servers' = 'localhost:9092'");
        String lake = """
                CREATE TABLE lake (sensor INT) WITH ('connector' = 'filesystem', 'path' = 'lake', 'format' = 'parquet');
                INSERT INTO lake SELECT sensor FROM readings;
                """;
        String again = "DROP TABLE readings; DROP TABLE lake;";
        String option = "'format' = 'parquet', 'sink.rolling-policy.rollover-interval' = '1 s'";

        assertThat(config(kafka + lake).collecting()).hasSeconds(100);
        assertThat(config(again + kafka + lake.replace("'format' = 'parquet'", option))
                        .collecting())
                .hasSeconds(1);
        assertThat(config(again + TABLE + lake).collecting()).as("a file ends").hasSeconds(5);
    }
}
