package dev.sluice.job.rule;

import dev.sluice.format.JsonFormat;
import dev.sluice.job.Connectors;
import dev.sluice.job.DeduplicateConfig;
import dev.sluice.job.EndpointSettings;
import dev.sluice.job.FailureMessage;
import dev.sluice.job.MistakesException;
import dev.sluice.job.OutputDirectory;
import dev.sluice.job.SourceConfig;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.Partitioning;
import dev.sluice.record.Deduplicate;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the rule job does, read once from its options and the rule's file.
 *
 * @param rule the rule
 * @param source the messages of its topic filter
 * @param deduplicate which messages are dropped because they came before
 * @param actions where its actions lead
 * @param errorAction where the documents of failed actions go, or null: the messages are dead letters
 * @param layout where dead letters and the job's progress lie
 */
public record RuleConfig(
        TopicRule rule,
        SourceConfig source,
        Deduplicate deduplicate,
        List<RuleEnd> actions,
        @Nullable RuleEnd errorAction,
        LakeLayout layout) {

    public RuleConfig {
        actions = List.copyOf(actions);
    }

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
        SourceConfig source = source(options, rule, clientId, timeout, mistakes);
        Path deadLetters = OutputDirectory.of(
                "deadLetters", options.getDeadLetters() == null ? "_dead_letters" : options.getDeadLetters(), mistakes);
        Path checkpoint = OutputDirectory.of(
                "checkpoint",
                options.getCheckpoint() == null ? "_sluice/" + clientId : options.getCheckpoint(),
                mistakes);
        Deduplicate deduplicate = DeduplicateConfig.from(options, JsonFormat::keyAt, checkpoint.toString(), mistakes);
        RuleEnds ends = new RuleEnds(options, source.table(), checkpoint, mistakes);
        List<RuleEnd> actions = rule.map(r -> ends.of(r.actions())).orElse(List.of());
        RuleEnd errorAction = rule.flatMap(r -> ends.ofError(r.errorAction())).orElse(null);
        if (!mistakes.isEmpty() || rule.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        LakeLayout layout = new LakeLayout(
                deadLetters.toString(), deadLetters.toString(), checkpoint.toString(), Partitioning.ingest());
        return new RuleConfig(rule.get(), source, deduplicate, actions, errorAction, layout);
    }

    /** All ends, that of the error action included. */
    Stream<RuleEnd> ends() {
        return Stream.concat(actions.stream(), Stream.ofNullable(errorAction));
    }

    /** Which steps it has: what a runner keeps of them fits no other ones. */
    String shape() {
        return rule.actions().stream().map(RuleAction::word).toList()
                + (rule.errorAction() == null ? "" : " or " + rule.errorAction().word())
                + (deduplicate.isNone() ? "" : " without duplicates");
    }

    /** The streams it sends to. */
    public List<TableDefinition> targets() {
        return ends().filter(RuleEnd.Stream.class::isInstance)
                .map(end -> ((RuleEnd.Stream) end).table())
                .toList();
    }

    /** What it publishes files to: the dead letters, and its lakes. */
    List<LakeLayout> layouts() {
        return Stream.concat(
                        Stream.of(layout),
                        ends().filter(RuleEnd.Lake.class::isInstance)
                                .map(end -> ((RuleEnd.Lake) end).config().layout()))
                .toList();
    }

    private static Optional<TopicRule> rule(RuleOptions options, List<String> mistakes) {
        String file = options.getRule();
        if (file == null) {
            mistakes.add("--rule is missing: expected a file with a topic rule");
            return Optional.empty();
        }
        try {
            return TopicRule.parse(Files.readString(Path.of(file)), file, name(file), mistakes);
        } catch (IOException e) {
            mistakes.add("--rule: the file " + file + " cannot be read: " + FailureMessage.of(e));
            return Optional.empty();
        }
    }

    private static String clientId(RuleOptions options) {
        return options.getClientId() == null
                ? "sluice-rule-" + name(options.getRule() == null ? "" : options.getRule())
                : options.getClientId();
    }

    /** What a rule is called whose file does not say. */
    private static String name(String file) {
        Path name = Path.of(file).getFileName();
        return name == null ? "" : name.toString().replaceFirst("\\.json$", "");
    }

    /** What the broker has kept for the job's client id, and what comes. */
    private static SourceConfig source(
            RuleOptions options,
            Optional<TopicRule> rule,
            String clientId,
            @Nullable Duration timeout,
            List<String> mistakes) {
        Map<String, String> settings = new HashMap<>(EndpointSettings.of(options));
        // Without a rule the broker's address is looked at all the same.
        settings.put("topicFilter", rule.map(TopicRule::topicFilter).orElse("#"));
        settings.put("clientId", clientId);
        SourceConfig source = new SourceConfig(
                TableDefinition.ofRecords("messages", new TableDefinition.Stream("mqtt", settings)),
                Connectors.of("mqtt").orElseThrow(),
                StartingPosition.latest(),
                EndingPosition.NEVER,
                ReadSettings.IDLE_TIMEOUT,
                timeout);
        mistakes.addAll(source.connector().mistakes(source.table(), ReadSettings.of("rule")));
        return source;
    }
}
