package dev.sluice.job.rule;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.Connectors;
import dev.sluice.job.JobLaunch;
import dev.sluice.job.MistakesException;
import dev.sluice.job.RunnerSetup;
import dev.sluice.job.RunnerSetup.Pace;
import dev.sluice.job.SourceConfig;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.Partitioning;
import dev.sluice.record.Progress;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code ./sluice rule}. */
public final class RuleCommand implements Command {

    private static final String USAGE = "./sluice rule --rule=FILE.json --broker=URI [--option=value …]";

    @Override
    public String name() {
        return "rule";
    }

    @Override
    public String summary() {
        return "MQTT to Kafka, by a rule";
    }

    @Override
    public int run(List<String> arguments) throws Exception {
        CommandLine commandLine = CommandLine.parse(arguments);
        if (commandLine.asksForHelp()) {
            commandLine.printHelp(USAGE, RuleOptions.class, System.out);
            return 0;
        }
        List<String> mistakes = new ArrayList<>();
        RuleOptions options = commandLine.as(RuleOptions.class, mistakes);
        Optional<TopicRule> rule = rule(options, mistakes);
        Duration timeout =
                options.getTimeout() == null ? null : SourceConfig.duration("timeout", options.getTimeout(), mistakes);
        if (!mistakes.isEmpty() || rule.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        return run(commandLine, options, rule.get(), timeout);
    }

    private static Optional<TopicRule> rule(RuleOptions options, List<String> mistakes) {
        String file = options.getRule();
        if (file == null) {
            mistakes.add("--rule is missing: expected a file with a topic rule");
            return Optional.empty();
        }
        try {
            return TopicRule.parse(Files.readString(Path.of(file)), file, mistakes);
        } catch (IOException e) {
            mistakes.add("--rule: the file " + file + " cannot be read");
            return Optional.empty();
        }
    }

    private static int run(CommandLine commandLine, RuleOptions options, TopicRule rule, @Nullable Duration timeout)
            throws Exception {
        String file = Path.of(String.valueOf(options.getRule())).getFileName().toString();
        String clientId = options.getClientId() == null
                ? "sluice-rule-" + file.replaceFirst("\\.json$", "")
                : options.getClientId();
        Map<String, String> mqtt = new HashMap<>(Map.of("topicFilter", rule.topicFilter(), "clientId", clientId));
        put(mqtt, "broker", options.getBroker());
        Map<String, String> kafka = new HashMap<>(Map.of("topicName", rule.topic()));
        put(kafka, "bootstrapServers", rule.bootstrapServers());
        put(kafka, "bootstrapServers", options.getBootstrapServers());
        RuleJob.End from = end(rule.topicFilter(), "mqtt", mqtt);
        RuleJob.End to = end(rule.topic(), "kafka", kafka);
        checkTarget(to);

        Path checkpoint = options.getCheckpoint() == null
                ? Path.of("_sluice", clientId).toAbsolutePath()
                : Path.of(options.getCheckpoint()).toAbsolutePath();
        Path deadLetters = Path.of(options.getDeadLetters() == null ? "_dead_letters" : options.getDeadLetters())
                .toAbsolutePath();
        LakeLayout layout = new LakeLayout(
                deadLetters.toString(), deadLetters.toString(), checkpoint.toString(), Partitioning.ingest());
        JobLaunch launch = JobLaunch.of("rule", commandLine, options)
                .reading(new SourceConfig(
                        from.table(), from.connector(), StartingPosition.latest(), EndingPosition.NEVER, timeout))
                .profile(new RunnerSetup.Profile(Pace.LATENCY, Duration.ofSeconds(1), false, checkpoint));
        System.out.printf(
                "rule: %s → Kafka topic %s at %s%n  dead letters → %s%n  checkpoint     %s%n",
                launch.describeSource(), rule.topic(), kafka.get("bootstrapServers"), deadLetters, checkpoint);
        // The broker keeps what is not acknowledged: there is nothing else to go on from.
        return launch.run(
                Progress::none,
                (pipeline, reading) -> RuleJob.assemble(pipeline, from, rule.key(), to, layout, reading),
                JobLaunch.ProgressReport.none());
    }

    private static void checkTarget(RuleJob.End to) throws MistakesException {
        ReadSettings settings = ReadSettings.of("check");
        List<String> mistakes = new ArrayList<>(to.connector().mistakes(to.table(), settings));
        if (mistakes.isEmpty()) {
            mistakes.addAll(to.connector().unreachable(to.table(), settings));
        }
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
    }

    private static RuleJob.End end(String name, String kind, Map<String, String> settings) {
        return new RuleJob.End(
                TableDefinition.ofRecords(name, new TableDefinition.Stream(kind, settings)),
                Connectors.of(kind).orElseThrow());
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
