package dev.sluice.job.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.lake.Partitioning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LakeConfigTest {

    @TempDir
    Path directory;

    private Path output;

    @BeforeEach
    void writeInput() throws Exception {
        output = directory.resolve("lake");
        Files.writeString(directory.resolve("in.ndjson"), "{}\n");
    }

    private LakeConfig config(String... arguments) throws MistakesException {
        List<String> mistakes = new ArrayList<>();
        List<String> all = Stream.concat(Stream.of("--catalog=" + directory), Arrays.stream(arguments))
                .toList();
        return LakeConfig.from(CommandLine.parse(all).as(LakeOptions.class, mistakes), mistakes);
    }

    private List<String> mistakes(String... arguments) {
        return catchThrowableOfType(MistakesException.class, () -> config(arguments))
                .mistakes();
    }

    private String[] readable(String... more) {
        return Stream.concat(
                        Stream.of("--table=sense_hat", "--source=file", "--files=" + directory.resolve("in.ndjson")),
                        Arrays.stream(more))
                .toArray(String[]::new);
    }

    @Test
    void whatIsNotSaidLiesBelowTheOutput() throws Exception {
        LakeConfig config = config(readable("--output=" + output));

        assertThat(config.layout().output()).isEqualTo(output.toString());
        assertThat(config.layout().deadLetters()).isEqualTo(output + "/_dead_letters");
        assertThat(config.layout().checkpoint()).isEqualTo(output + "/_sluice/checkpoint");
        assertThat(config.layout().partitioning().columns())
                .containsExactly("ingest_year", "ingest_month", "ingest_day", "ingest_hour");
        assertThat(config.windowSize()).isEqualTo(Duration.ofSeconds(100));
        assertThat(config.mapping().isIdentity()).isTrue();
        assertThat(output).doesNotExist();
    }

    @Test
    void nothingSaidIsTwoMistakes() {
        assertThat(mistakes())
                .satisfiesExactly(
                        m -> assertThat(m).startsWith("--table is missing"),
                        m -> assertThat(m).isEqualTo("--output is missing: expected the lake's directory"));
    }

    @Test
    void everyMistakeIsToldTogether() throws Exception {
        Path mappings = Files.writeString(directory.resolve("m.json"), """
                [["temperature", "double", "celsius", "doubl"], ["nosuch", "string", "n", "string"]]""");
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(mistakes(readable(
                        "--tabel=x",
                        "--output=" + file,
                        "--mappings=" + mappings,
                        "--windowSize=soon",
                        "--timeZone=Mars",
                        "--startingPosition=yesterday",
                        "--endingPosition=never ever",
                        "--checkpoint=gs://bucket/x",
                        "--deadLetters=" + file + "/below")))
                .satisfiesExactlyInAnyOrder(
                        m -> assertThat(m).isEqualTo("there is no option --tabel; did you mean --table?"),
                        m -> assertThat(m).startsWith("--timeZone: "),
                        m -> assertThat(m).startsWith("--startingPosition: "),
                        m -> assertThat(m).isEqualTo("--endingPosition: expected NEVER or LATEST, found 'never ever'"),
                        m -> assertThat(m).contains("'doubl'"),
                        m -> assertThat(m).contains("there is no column 'nosuch'"),
                        m -> assertThat(m).startsWith("--windowSize: expected a duration"),
                        m -> assertThat(m).isEqualTo("--output: " + file + " is a file, expected a directory"),
                        m -> assertThat(m).startsWith("--checkpoint: expected a local or shared directory"),
                        m -> assertThat(m).isEqualTo("--deadLetters: " + file + " is a file, expected a directory"));
    }

    @Test
    void everyMistakeOfTheMappingIsTold() throws Exception {
        Path mappings = Files.writeString(directory.resolve("m.json"), """
                [["temperature", "double", "celsius", "doubl"], ["nosuch", "string", "n", "string"], ["one"]]""");

        assertThat(mistakes(readable("--output=" + output, "--mappings=" + mappings)))
                .hasSize(3)
                .anyMatch(m -> m.contains("m.json: line 1, column 86: expected a mapping of four strings"))
                .anyMatch(m -> m.contains("'doubl'"))
                .anyMatch(m -> m.contains("'nosuch'"));
    }

    @Test
    void aMappingThatIsNotThereOrADirectoryIsAMistake() {
        assertThat(mistakes(readable("--output=" + output, "--mappings=nosuch.json")))
                .containsExactly("--mappings: the file nosuch.json cannot be read: nosuch.json does not exist");
        assertThat(mistakes(readable("--output=" + output, "--mappings=" + directory)))
                .singleElement()
                .asString()
                .startsWith("--mappings: the file " + directory + " cannot be read: ")
                .containsIgnoringCase("is a directory");
    }

    @Test
    void transformsStandInPlaceOfMappingsAndTheirMistakesAreToldWithTheRest() throws Exception {
        Path transforms = Files.writeString(directory.resolve("t.json"), """
                [{"ResolveChoice": {"specs": [["count", "cast:string"]]}},
                 {"Filter": {"expression": "Temperature > 20 AND client_id <> 'test'"}},
                 {"DropFields": {"paths": ["pitch", "roll", "yaw"]}}]""");
        Path wrong = Files.writeString(directory.resolve("wrong.json"), """
                [{"Filter": {"expression": "temperatur > 20 AND topic() = 'a'"}}]""");
        Path unknown = Files.writeString(directory.resolve("unknown.json"), """
                [{"Filter": {"expression": "temperatur > 20\\n AND cliend_id = 'a'"}}]""");
        Path mappings = Files.writeString(directory.resolve("m.json"), "[('count', 'n')]");

        LakeConfig config = config(readable("--output=" + output, "--transforms=" + transforms));
        assertThat(config.mapping().compile(config.source().table().columns()).columns())
                .extracting(c -> c.name() + " " + c.type())
                .containsExactly(
                        "client_id string",
                        "timestamp timestamp",
                        "humidity double",
                        "temperature double",
                        "pressure double",
                        "count string");
        assertThat(mistakes(readable(
                        "--output=" + output,
                        "--transforms=" + wrong,
                        "--mappings=" + mappings,
                        "--castMode=loose",
                        "--resolveChoice=count:cast:inti")))
                .containsExactly(
                        "--mappings and --transforms: expected one of them, found both; a list of transforms may begin"
                                + " with an ApplyMapping",
                        "--resolveChoice: type 'inti': expected a type such as string, double, timestamp, decimal(10,2) or"
                                + " array<int>, found 'inti' at character 1",
                        wrong + ": /0/Filter/expression: line 1, column 21: expected what a row has, its columns; found"
                                + " 'topic', which a message has",
                        "--castMode: expected strict or lenient, found 'loose'");
        assertThat(mistakes(readable("--output=" + output, "--transforms=" + unknown)))
                .containsExactly(
                        unknown + ": /0/Filter: line 1, column 1: there is no column 'temperatur'; did you mean"
                                + " temperature?",
                        unknown
                                + ": /0/Filter: line 2, column 6: there is no column 'cliend_id'; did you mean client_id?");
    }

    @Test
    void rowsArePlacedByATimestampOfTheWrittenRowOnly() throws Exception {
        Path mappings = Files.writeString(directory.resolve("m.json"), """
                [["timestamp", "timestamp", "time", "timestamp"]]""");

        assertThat(config(readable("--output=" + output, "--partitionBy=TIMESTAMP"))
                        .layout()
                        .partitioning()
                        .columns())
                .containsExactly("year", "month", "day", "hour");
        assertThat(mistakes(readable("--output=" + output, "--partitionBy=temperature")))
                .containsExactly(
                        "--partitionBy: expected 'ingest' or a timestamp column of the written row (timestamp),"
                                + " found 'temperature' of type double");
        assertThat(mistakes(readable("--output=" + output, "--partitionBy=timestamp", "--mappings=" + mappings)))
                .containsExactly("--partitionBy: expected 'ingest' or a timestamp column of the written row (time),"
                        + " found 'timestamp'");
    }

    @Test
    void partitionKeysOfTheTableSayHowRowsArePlacedUnlessTheOptionDoes() throws Exception {
        Files.writeString(directory.resolve("keyed.json"), """
                {"Name": "keyed", "Parameters": {"classification": "json"},
                 "PartitionKeys": [{"Name": "year", "Type": "string"}, {"Name": "month", "Type": "string"},
                   {"Name": "day", "Type": "string"}, {"Name": "hour", "Type": "string"}],
                 "StorageDescriptor": {
                   "Columns": [{"Name": "id", "Type": "int"}, {"Name": "at", "Type": "timestamp"}],
                   "Parameters": {"typeOfData": "file"}}}""");
        String[] keyed = {"--table=keyed", "--files=" + directory.resolve("in.ndjson"), "--output=" + output};

        assertThat(config(keyed).layout().partitioning()).isEqualTo(Partitioning.by("at"));
        assertThat(config(Stream.concat(Arrays.stream(keyed), Stream.of("--partitionBy=ingest"))
                                .toArray(String[]::new))
                        .layout()
                        .partitioning())
                .isEqualTo(Partitioning.ingest());
    }

    @Test
    void aColumnMayNotBeNamedLikeAPartitionColumn() throws Exception {
        Path mappings = Files.writeString(directory.resolve("m.json"), """
                [["timestamp", "timestamp", "timestamp", "timestamp"], ["count", "long", "Hour", "long"]]""");
        String[] arguments = {"--output=" + output, "--mappings=" + mappings};

        assertThat(config(readable(arguments)).mapping().isIdentity()).isFalse();
        assertThat(mistakes(readable("--partitionBy=timestamp", arguments[0], arguments[1])))
                .containsExactly("column 'Hour' has the name of a partition column: map it to another name");
    }

    @Test
    void anObjectStoreIsRefusedInOneSentence() {
        assertThat(mistakes(readable("--output=s3://bucket/lake")))
                .containsExactly(
                        "--output: expected a local or shared directory, found 's3://bucket/lake': object stores"
                                + " cannot be written yet");
    }

    @Test
    void inputThatIsNotThereIsAMistakeOfTheCommandLine() {
        assertThat(mistakes(
                        "--table=sense_hat",
                        "--source=file",
                        "--files=" + directory + "/*.csv," + directory,
                        "--output=" + output,
                        "--windowSize=PT0S"))
                .satisfiesExactlyInAnyOrder(
                        m -> assertThat(m).startsWith("--windowSize: "),
                        m -> assertThat(m).isEqualTo("--files: no file matches '" + directory + "/*.csv'"),
                        m -> assertThat(m).startsWith("--files: '" + directory + "' is a directory"));
    }

    @Test
    void duplicatesAreToldByColumnsOfTheTable() throws Exception {
        assertThat(config(readable("--output=" + output)).deduplicate().isNone())
                .isTrue();
        assertThat(config(readable("--output=" + output, "--deduplicate=client_id, Count"))
                        .deduplicate()
                        .isNone())
                .isFalse();
    }

    @Test
    void everyMistakeAboutDuplicatesIsTold() {
        assertThat(mistakes(readable(
                        "--output=" + output, "--deduplicate=cliend_id,count,", "--deduplicateWithin=tomorrow")))
                .satisfiesExactly(
                        m -> assertThat(m).startsWith("--deduplicateWithin: expected a duration"),
                        m -> assertThat(m)
                                .isEqualTo("--deduplicate: there is no column 'cliend_id'; did you mean client_id?"),
                        m -> assertThat(m)
                                .startsWith("--deduplicate: there is no column ''; expected one of client_id"));
        assertThat(mistakes(readable("--output=" + output, "--deduplicate=count", "--deduplicateWithin=PT0.5S")))
                .containsExactly("--deduplicateWithin: expected a second or more, found 'PT0.5S'");
        assertThat(mistakes(readable("--output=" + output, "--deduplicateWithin=PT5M")))
                .containsExactly("--deduplicateWithin: expected --deduplicate beside it, with the columns to tell"
                        + " records by");
    }
}
