package dev.sluice.job.rule;

import dev.sluice.job.Connectors;
import dev.sluice.job.EndpointSettings;
import dev.sluice.job.FailureMessage;
import dev.sluice.job.MistakesException;
import dev.sluice.job.OutputDirectory;
import dev.sluice.job.SourceConfig;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.Partitioning;
import dev.sluice.record.Template;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rule job does, read once from its options and the rule's file.
 *
 * @param from the MQTT topic filter
 * @param key the key of a record, or null: none
 * @param to the Kafka topic
 * @param layout where dead letters and the job's progress lie
 * @param timeout when to stop in order, or null: never
 */
public record RuleConfig(
        RuleJob.End from,
        @Nullable Template key,
        RuleJob.End to,
        LakeLayout layout,
        @Nullable Duration timeout) {

    /**
     * Reads the options.
     *
     * @param mistakes mistakes found before, to be reported together with those found here
     * @throws MistakesException with all of them
     */
    public static RuleConfig from(RuleOptions options, List<String> mistakes) throws MistakesException {
        Optional<TopicRule> rule = rule(options, mistakes);
        Duration timeout =
                options.getTimeout() == null ? null : SourceConfig.duration("timeout", options.getTimeout(), mistakes);
        String clientId = clientId(options);
        RuleJob.End from = from(options, rule, clientId);
        mistakes.addAll(from.connector().mistakes(from.table(), ReadSettings.of("rule")));
        Optional<RuleJob.End> to = rule.map(r -> to(options, r));
        to.ifPresent(end -> mistakes.addAll(end.connector().mistakes(end.table(), ReadSettings.of("rule"))));
        Path deadLetters = OutputDirectory.of(
                "deadLetters", options.getDeadLetters() == null ? "_dead_letters" : options.getDeadLetters(), mistakes);
        Path checkpoint = OutputDirectory.of(
                "checkpoint",
                options.getCheckpoint() == null ? "_sluice/" + clientId : options.getCheckpoint(),
                mistakes);
        if (!mistakes.isEmpty() || rule.isEmpty() || to.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        LakeLayout layout = new LakeLayout(
                deadLetters.toString(), deadLetters.toString(), checkpoint.toString(), Partitioning.ingest());
        return new RuleConfig(from, rule.get().key(), to.get(), layout, timeout);
    }

    /** What the job reads: what the broker has kept for its client id, and what comes. */
    public SourceConfig source() {
        return new SourceConfig(
                from.table(),
                from.connector(),
                StartingPosition.latest(),
                EndingPosition.NEVER,
                ReadSettings.IDLE_TIMEOUT,
                timeout);
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
            mistakes.add("--rule: the file " + file + " cannot be read: " + FailureMessage.of(e));
            return Optional.empty();
        }
    }

    private static String clientId(RuleOptions options) {
        if (options.getClientId() != null) {
            return options.getClientId();
        }
        Path file = Path.of(options.getRule() == null ? "" : options.getRule()).getFileName();
        return "sluice-rule-" + (file == null ? "" : file.toString().replaceFirst("\\.json$", ""));
    }

    private static RuleJob.End from(RuleOptions options, Optional<TopicRule> rule, String clientId) {
        // Without a rule the broker's address is looked at all the same.
        String filter = rule.map(TopicRule::topicFilter).orElse("#");
        Map<String, String> settings = new HashMap<>(Map.of("topicFilter", filter, "clientId", clientId));
        settings.putAll(EndpointSettings.of(options));
        return end("messages", "mqtt", settings);
    }

    private static RuleJob.End to(RuleOptions options, TopicRule rule) {
        Map<String, String> settings = new HashMap<>(Map.of("topicName", rule.topic()));
        put(settings, "bootstrapServers", rule.bootstrapServers());
        put(settings, "bootstrapServers", options.getBootstrapServers());
        return end(rule.topic(), "kafka", settings);
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
