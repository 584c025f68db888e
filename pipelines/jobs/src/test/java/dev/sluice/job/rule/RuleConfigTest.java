package dev.sluice.job.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleConfigTest {

    @TempDir
    Path directory;

    private RuleConfig config(String actions, String... arguments) throws Exception {
        Path rule = Files.writeString(
                directory.resolve("garden.json"), "{\"sql\": \"SELECT * FROM 'a/#'\", \"actions\": [" + actions + "]}");
        List<String> mistakes = new ArrayList<>();
        List<String> all = Stream.concat(
                        Stream.of(
                                "--rule=" + rule,
                                "--catalog=" + directory.resolve("tables"),
                                "--checkpoint=" + directory.resolve("checkpoint"),
                                "--deadLetters=" + directory.resolve("dead-letters")),
                        Arrays.stream(arguments))
                .toList();
        Files.createDirectories(directory.resolve("tables"));
        return RuleConfig.from(CommandLine.parse(all).as(RuleOptions.class, mistakes), mistakes);
    }

    private List<String> mistakes(String actions, String... arguments) {
        return catchThrowableOfType(MistakesException.class, () -> config(actions, arguments))
                .mistakes();
    }

    @Test
    void theSessionIsNamedAfterTheRulesFile() throws Exception {
        RuleConfig config = config("{\"kafka\": {\"topic\": \"t\"}}", "--broker=mqtt://h:1", "--bootstrapServers=k:1");

        assertThat(config.rule().name()).isEqualTo("garden");
        assertThat(config.source().table().stream().settings())
                .containsEntry("clientId", "sluice-rule-garden")
                .containsEntry("topicFilter", "a/#")
                .containsEntry("broker", "mqtt://h:1");
    }

    @Test
    void anOptionAboutTheBrokerDoesNotReachOtherSystems() throws Exception {
        RuleConfig config = config(
                "{\"kafka\": {\"topic\": \"t\", \"clientProperties\": {\"bootstrap.servers\": \"r:1\"}}}",
                "--broker=mqtt://h:1",
                "--bootstrapServers=k:1");

        assertThat(config.targets().get(0).stream().settings())
                .containsExactlyInAnyOrderEntriesOf(java.util.Map.of("topicName", "t", "bootstrapServers", "k:1"));
    }

    @Test
    void aConnectionIsLookedUpBesideTheCatalog() throws Exception {
        String action = "{\"kafka\": {\"topic\": \"t\", \"connectionName\": \"hall\"}}";
        Path connection = directory.resolve("connections/hall.json");

        assertThat(mistakes(action, "--broker=mqtt://h:1", "--bootstrapServers=k:1"))
                .containsExactly(directory.resolve("garden.json")
                        + ": /actions/0/kafka names the connection 'hall': expected it in " + connection
                        + ", or --connection=FILE");

        Files.createDirectories(directory.resolve("connections"));
        Files.writeString(connection, "{\"ConnectionProperties\": {}}");
        assertThat(config(action, "--broker=mqtt://h:1", "--bootstrapServers=k:1").targets().get(0).stream()
                        .setting("connection"))
                .isEqualTo(connection.toString());
    }

    @Test
    void aLakeHasAPlaceOfItsOwnForItsProgress() throws Exception {
        RuleConfig config = config(
                "{\"lake\": {\"table\": \"sense_hat\", \"output\": \"" + directory + "/one\"}},"
                        + "{\"lake\": {\"table\": \"sense_hat\", \"output\": \"" + directory + "/two\"}}",
                "--broker=mqtt://h:1");

        assertThat(config.layouts())
                .extracting(layout -> layout.checkpoint())
                .containsExactly(
                        directory.resolve("checkpoint").toString(),
                        directory.resolve("checkpoint/action-1").toString(),
                        directory.resolve("checkpoint/action-2").toString());
    }

    @Test
    void mistakesOfAllEndsAreToldTogether() {
        assertThat(mistakes("{\"kafka\": {\"topic\": \"t\"}},"
                        + "{\"lake\": {\"table\": \"sense_hat\", \"output\": \"" + directory
                        + "/one\", \"windowSize\": \"soon\"}}"))
                .anyMatch(m -> m.startsWith("--broker is missing"))
                .anyMatch(m -> m.contains("/actions/0/kafka: --bootstrapServers is missing"))
                .anyMatch(m -> m.contains("/actions/1/lake: --windowSize: expected a duration"));
    }
}
