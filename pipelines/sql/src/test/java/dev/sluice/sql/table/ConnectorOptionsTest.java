package dev.sluice.sql.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.format.AvroFormat;
import dev.sluice.format.CsvFormat;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flink's option names become the settings that our connectors read. */
class ConnectorOptionsTest {

    private static final String COLUMNS = "CREATE TABLE t (id INT, name STRING, ts TIMESTAMP(3)) ";
    private static final String KINESIS = "'connector' = 'kinesis', 'stream' = 's', 'format' = 'json'";
    private static final String KAFKA =
            "'connector' = 'kafka', 'topic' = 'readings', 'properties.bootstrap.servers' = 'b:9092', 'format' = 'json'";

    @Test
    void kinesisHasItsStreamRegionRoleAndConsumer() throws Exception {
        SqlTable table = with(
                KINESIS,
                "'aws.region' = 'eu-central-1'",
                "'aws.endpoint' = 'http://127.0.0.1:4568'",
                "'aws.credentials.provider' = 'ASSUME_ROLE'",
                "'aws.credentials.role.arn' = 'arn:aws:iam::123456789012:role/reader'",
                "'aws.credentials.role.sessionName' = 'garden'",
                "'scan.stream.recordpublisher' = 'EFO'",
                "'scan.stream.efo.consumername' = 'me'",
                "'scan.stream.initpos' = 'TRIM_HORIZON'");

        assertThat(table.definition().stream())
                .isEqualTo(new Stream(
                        "kinesis",
                        Map.of(
                                "streamName", "s",
                                "awsRegion", "eu-central-1",
                                "endpointUrl", "http://127.0.0.1:4568",
                                "awsSTSRoleARN", "arn:aws:iam::123456789012:role/reader",
                                "awsSTSSessionName", "garden",
                                "consumerName", "me")));
        assertThat(table.start()).isEqualTo(StartingPosition.earliest());
        assertThat(table.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "2020-04-16T13:33:23.500+02:00 | | 2020-04-16T11:33:23.500Z",
                "1587036803.5 | | 2020-04-16T11:33:23.500Z",
                "2020-04-16 11:33 | yyyy-MM-dd HH:mm | 2020-04-16T11:33:00Z",
            })
    void kinesisStartsAtATime(String time, String format, Instant start) throws Exception {
        SqlTable table = with(
                KINESIS,
                "'scan.stream.initpos' = 'AT_TIMESTAMP'",
                "'scan.stream.initpos-timestamp' = '" + time + "'"
                        + (format == null ? "" : ", 'scan.stream.initpos-timestamp-format' = '" + format + "'"));

        assertThat(table.start()).isEqualTo(new StartingPosition.At(start));
    }

    @Test
    void kafkaHasItsTopicsServersStartAndEnd() throws Exception {
        SqlTable table = with(
                "'connector' = 'kafka', 'format' = 'json'",
                "'topic' = 'a;b'",
                "'properties.bootstrap.servers' = 'b1:9092,b2:9092'",
                "'properties.group.id' = 'g'",
                "'scan.startup.mode' = 'timestamp'",
                "'scan.startup.timestamp-millis' = '1587036803000'",
                "'scan.bounded.mode' = 'latest-offset'",
                "'key.fields' = 'id;name', 'key.format' = 'raw'");

        assertThat(table.definition().stream())
                .isEqualTo(new Stream("kafka", Map.of("topicName", "a,b", "bootstrapServers", "b1:9092,b2:9092")));
        assertThat(table.start()).isEqualTo(new StartingPosition.At(Instant.parse("2020-04-16T11:33:23Z")));
        assertThat(table.ending()).isEqualTo(EndingPosition.LATEST);
        assertThat(table.partitionKeys()).containsExactly("id", "name");
        assertThat(table.warnings())
                .extracting(Tables::text)
                .containsExactly("1:172: 'properties.group.id' means nothing here: where a job goes on stands in its"
                        + " checkpoint");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | LATEST",
                "'scan.startup.mode' = 'earliest-offset' | EARLIEST",
                "'scan.startup.mode' = 'latest-offset', 'properties.auto.offset.reset' = 'earliest' | LATEST",
                "'scan.startup.mode' = 'group-offsets', 'properties.auto.offset.reset' = 'earliest' | EARLIEST",
            })
    void kafkaStartsWhereItIsTold(String options, String start) throws Exception {
        assertThat(with(KAFKA, options).start()).isEqualTo(StartingPosition.parse(start));
    }

    @Test
    void kafkaIsLetInByAConnection() throws Exception {
        String login = "'properties.security.protocol' = 'SASL_SSL'";

        assertThat(with(KAFKA, login, "'connection' = 'plant.json'").definition().stream()
                        .settings())
                .containsEntry("connection", "plant.json");
        assertThat(mistakes(KAFKA, login))
                .isEqualTo("'properties.security.protocol' = 'SASL_SSL' needs more than a table may hold: expected"
                        + " 'connection', a file that says how to log in");
    }

    @Test
    void anMqttTopicIsReadAndWritten() throws Exception {
        SqlTable table =
                with("'connector' = 'mqtt', 'broker' = 'mqtt://b:1883', 'topic' = 'garden', 'qos' = '2', 'format' ="
                        + " 'json'");

        assertThat(table.definition().stream())
                .isEqualTo(new Stream(
                        "mqtt",
                        Map.of(
                                "broker", "mqtt://b:1883",
                                "topic", "garden",
                                "topicFilter", "garden",
                                "qos", "2",
                                "clientId", "sluice-sql-t")));
    }

    @Test
    void aDirectoryIsReadWithAllBeneathIt(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("a.csv"));

        assertThat(files(directory.toString())).isEqualTo(directory + "/{,**/}[!._]*");
        assertThat(files("file://" + file)).isEqualTo(file.toString());
        assertThat(files("/data/*.csv")).isEqualTo("/data/*.csv");
        assertThat(mistakes("'connector' = 'filesystem', 'path' = 's3://bucket/a', 'format' = 'csv'"))
                .isEqualTo("'path': expected files of this machine, found 's3://bucket/a'");
    }

    private static String files(String path) throws Exception {
        SqlTable table = with("'connector' = 'filesystem', 'path' = '" + path + "', 'format' = 'csv'");
        assertThat(table.definition().stream().kind()).isEqualTo("file");
        return String.valueOf(table.definition().stream().setting("files"));
    }

    @Test
    void parquetIsALakeByTheHour() throws Exception {
        SqlTable table = Tables.table(COLUMNS
                + "PARTITIONED BY (ts) WITH ('connector' = 'filesystem', 'path' = '/lake', 'format' = 'parquet',"
                + " 'sink.rolling-policy.rollover-interval' = '5 min')");

        assertThat(table.definition().stream())
                .isEqualTo(new Stream("lake", Map.of("output", "/lake", "windowSize", "PT5M")));
        assertThat(table.definition().partitionBy()).isEqualTo("ts");
        assertThat(table.warnings()).isEmpty();
        assertThat(with("'connector' = 'filesystem', 'path' = '/lake', 'format' = 'parquet'")
                        .definition()
                        .partitionBy())
                .isEqualTo("ingest");
        assertThat(Tables.mistakes(COLUMNS
                        + "PARTITIONED BY (name) WITH ('connector' = 'filesystem', 'path' = '/lake', 'format' ="
                        + " 'parquet')"))
                .containsExactly(
                        "1:71: Parquet is parted by the hour: expected one TIMESTAMP column in PARTITIONED BY, or"
                                + " none for the hour when a row came, found 'name'");
    }

    @Test
    void datagenHasItsOwnOptions() throws Exception {
        SqlTable table = with(
                "'connector' = 'datagen'",
                "'rows-per-second' = '5', 'number-of-rows' = '100'",
                "'fields.id.kind' = 'sequence', 'fields.id.start' = '1', 'fields.id.end' = '100'",
                "'fields.name.length' = '3', 'fields.ts.max-past' = '1 h'");

        assertThat(table.definition().stream().kind()).isEqualTo("datagen");
        assertThat(table.definition().stream().settings())
                .containsEntry("rows-per-second", "5")
                .containsEntry("fields.id.kind", "sequence")
                .containsEntry("fields.id.end", "100")
                .containsEntry("fields.name.kind", "random")
                .containsEntry("fields.ts.max-past", "PT1H");
    }

    @Test
    void printAndBlackholeTakeWhatIsWritten() throws Exception {
        assertThat(with("'connector' = 'print', 'print-identifier' = 'p'").definition().stream())
                .isEqualTo(new Stream("print", Map.of("print-identifier", "p")));
        assertThat(with("'connector' = 'blackhole'").definition().stream())
                .isEqualTo(new Stream("blackhole", Map.of()));
    }

    @Test
    void csvAndAvroHaveTheirSettings() throws Exception {
        assertThat(with(
                                KINESIS.replace("json", "csv"),
                                "'csv.field-delimiter' = '\\t', 'csv.quote-character' = '|', 'csv.escape-character' = '\\'")
                        .definition()
                        .format())
                .isEqualTo(new CsvFormat('\t', '|', '\\', 0, java.util.List.of(), java.time.ZoneOffset.UTC));
        assertThat(with(
                                KAFKA.replace("json", "avro-confluent"),
                                "'avro-confluent.url' = 'https://registry.example:8081'")
                        .definition()
                        .format())
                .isEqualTo(AvroFormat.containers().withRegistryUrl("https://registry.example:8081"));
        assertThat(with("'connector' = 'filesystem', 'path' = '/a/*', 'format' = 'avro'")
                        .definition()
                        .format())
                .isEqualTo(AvroFormat.containers());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'format' = 'json' | 'connector' is missing: expected one of blackhole, datagen, filesystem, kafka, kinesis,"
                        + " mqtt, print",
                "'connector' = 'kinesys' | 'connector': expected one of blackhole, datagen, filesystem, kafka, kinesis, mqtt,"
                        + " print, found 'kinesys'; did you mean 'kinesis'?",
                "'connector' = 'kinesis', 'stream' = 's' | 'format' is missing: expected one of avro, avro-confluent, csv,"
                        + " json, or parquet of a filesystem",
                "'connector' = 'kinesis', 'format' = 'json' | 'stream' is missing: expected the name of a Kinesis stream",
                "'connector' = 'kinesis', 'stream' = 's', 'format' = 'json', 'scan.stream.initpos' = 'latest' |"
                        + " 'scan.stream.initpos': expected one of AT_TIMESTAMP, LATEST, TRIM_HORIZON, found 'latest'; did you mean 'LATEST'?",
                "'connector' = 'kinesis', 'stream' = 's', 'format' = 'json', 'aws.credentials.basic.secretkey' = 'x' |"
                        + " 'aws.credentials.basic.secretkey' looks like a secret: a table is kept in the catalog, and shown;"
                        + " put it into a file, and name that by 'connection'",
                "'connector' = 'mqtt', 'broker' = 'mqtt://b', 'format' = 'json', 'topic' = 'a/${nam}' | 'topic': there is no"
                        + " column 'nam'; did you mean name?",
                "'connector' = 'mqtt', 'broker' = 'mqtt://b', 'format' = 'json', 'topic' = '${topic(1)}' | 'topic': a row came"
                        + " by no topic: expected columns in ${…}, found '${topic(1)}'",
                "'connector' = 'print', 'connector' = 'print' | expected 'connector' once, found it again",
                "'connector' = 'print', 'json.timestamp-format.standard' = 'SQL' | 'json.timestamp-format.standard' is no"
                        + " option of a table of 'print'",
                "'connector' = 'datagen', 'rows-per-second' = '0' | 'rows-per-second': expected a whole number of 1 or more,"
                        + " found '0'",
                "'connector' = 'datagen', 'fields.nam.length' = '3' | 'fields.nam.length' is no option of a table of"
                        + " 'datagen'; did you mean 'fields.name.length'?",
                "'connector' = 'print', 'allowed-lateness' = 'ages' | 'allowed-lateness': expected a duration such as '10 s'"
                        + " or 'PT10S', found 'ages'",
                "'connector' = 'kafka', 'topic' = 'a', 'format' = 'avro', 'connection' = 'c', 'scan.startup.mode' = 'timestamp' |"
                        + " 'scan.startup.timestamp-millis' is missing: expected the time to start at",
                "'connector' = 'filesystem', 'path' = '/a', 'format' = 'csv', 'csv.field-delimiter' = ';;' |"
                        + " 'csv.field-delimiter': expected one character, found ';;'",
            })
    void aWrongOptionIsSaid(String options, String mistake) {
        assertThat(mistakes(options)).isEqualTo(mistake);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "`größe` INT | expected letters, digits and '_' in names of Avro, found 'größe'",
                "m MAP<INT, STRING> | expected text as the key of a MAP in Avro, found INTEGER",
            })
    void whatAvroHasNoWordsForIsSaid(String column, String mistake) {
        assertThat(Tables.mistakes("CREATE TABLE t (" + column
                        + ") WITH ('connector' = 'kafka', 'topic' = 'a', 'connection' =" + " 'c', 'format' = 'avro')"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("'format': " + mistake);
    }

    private static SqlTable with(String... options) throws Exception {
        return Tables.table(COLUMNS + "WITH (" + joined(options) + ")");
    }

    /** The only mistake in these options, without its place. */
    private static String mistakes(String... options) {
        var mistakes = Tables.mistakes(COLUMNS + "WITH (" + joined(options) + ")");
        assertThat(mistakes).hasSize(1);
        return mistakes.get(0).replaceFirst("^\\d+:\\d+: ", "");
    }

    private static String joined(String... options) {
        return String.join(
                ", ", java.util.Arrays.stream(options).filter(o -> !o.isEmpty()).toList());
    }
}
