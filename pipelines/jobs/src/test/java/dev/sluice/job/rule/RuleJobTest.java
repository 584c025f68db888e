package dev.sluice.job.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.CommandLine;
import dev.sluice.job.SourceConfig;
import dev.sluice.job.SourceOptions;
import dev.sluice.query.Lake;
import dev.sluice.query.QueryResult;
import dev.sluice.record.Durability;
import dev.sluice.schema.ReadSettings;
import dev.sluice.testing.TestPipelineExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPipelineExtension.class)
final class RuleJobTest {

    @TempDir
    Path directory;

    /** It ends, where publishing makes durable: so all has been published by both actions, what is not selected included. */
    @Test
    void aMessageIsDoneWithWhenAllActionsAre(TestPipeline pipeline) throws Exception {
        Files.writeString(directory.resolve("in.ndjson"), """
                {"client_id": "one", "temperature": 25.5, "count": 1}
                {"client_id": "two", "temperature": 19.5, "count": 2}
                garbage
                {"client_id": "two", "temperature": 20.5, "count": 3}
                {"client_id": "two", "temperature": 1, "count": 4}
                """);
        RuleConfig rule = rule("SELECT *, temperature * 2 AS humidity FROM 'a' WHERE nanvl(temperature, 99) > 20");

        RuleJob.assemble(pipeline, rule, ReadSettings.of("RuleJobTest").withDurability(Durability.PUBLICATION));
        pipeline.run().waitUntilFinish();

        for (String lake : List.of("one", "two")) {
            assertThat(query(lake, "SELECT client_id, humidity FROM lake ORDER BY humidity"))
                    .containsExactly(List.of("two", 41.0), List.of("one", 51.0));
            assertThat(
                            query(
                                    lake,
                                    "SELECT position, decode(from_base64(payload)) FROM read_json('"
                                            + directory.resolve(lake)
                                            + "/_dead_letters/**/*.ndjson', columns = {position: 'VARCHAR', payload: 'VARCHAR'})"))
                    .containsExactly(List.of("2", "garbage"));
        }
    }

    private RuleConfig rule(String sql) throws Exception {
        String lake = "{\"lake\": {\"table\": \"sense_hat\", \"output\": \"" + directory + "/NAME\"}}";
        Path file = Files.writeString(
                directory.resolve("rule.json"),
                "{\"sql\": \"" + sql + "\", \"actions\": [" + lake.replace("NAME", "one") + ", "
                        + lake.replace("NAME", "two") + "]}");
        List<String> mistakes = new ArrayList<>();
        RuleOptions options = CommandLine.parse(List.of(
                        "--rule=" + file,
                        "--broker=mqtt://localhost",
                        "--checkpoint=" + directory.resolve("checkpoint"),
                        "--deadLetters=" + directory.resolve("dead-letters")))
                .as(RuleOptions.class, mistakes);
        RuleConfig rule = RuleConfig.from(options, mistakes);
        return new RuleConfig(rule.rule(), messages(mistakes), rule.deduplicate(), rule.actions(), null, rule.layout());
    }

    /** Of a file, which ends. */
    private SourceConfig messages(List<String> mistakes) {
        return SourceConfig.from(
                        CommandLine.parse(List.of(
                                        "--table=sense_hat", "--source=file", "--files=" + directory + "/in.ndjson"))
                                .as(SourceOptions.class, mistakes),
                        "rule",
                        mistakes)
                .orElseThrow();
    }

    private List<List<Object>> query(String name, String sql) throws Exception {
        try (Lake lake = Lake.open(directory.resolve(name));
                QueryResult result = lake.query(sql)) {
            List<List<Object>> rows = new ArrayList<>();
            for (List<Object> row = result.nextRow(); row != null; row = result.nextRow()) {
                rows.add(row);
            }
            return rows;
        }
    }
}
