package dev.sluice.job.rule;

import dev.sluice.job.Connectors;
import dev.sluice.job.EndpointSettings;
import dev.sluice.job.MistakesException;
import dev.sluice.job.lake.LakeConfig;
import dev.sluice.job.lake.LakeOptions;
import dev.sluice.schema.TableDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;

/** Finds out where the actions of a rule lead, from what it says itself, the options and the connections. */
final class RuleEnds {

    /** Options about another system than the broker that is read. */
    private static final Map<String, List<String>> OPTIONS = Map.of(
            "kafka", List.of("bootstrapServers"),
            "kinesis", List.of("endpointUrl", "awsRegion", "awsSTSRoleARN", "awsSTSSessionName"));

    private final RuleOptions options;
    private final TableDefinition source;
    private final Path checkpoint;
    private final List<String> mistakes;

    /** @param mistakes takes one sentence for each mistake */
    RuleEnds(RuleOptions options, TableDefinition source, Path checkpoint, List<String> mistakes) {
        this.options = options;
        this.source = source;
        this.checkpoint = checkpoint;
        this.mistakes = mistakes;
    }

    /** Where these actions lead; fewer where there are mistakes. */
    List<RuleEnd> of(List<RuleAction> actions) {
        List<RuleEnd> ends = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            end("/actions/" + i, "action-" + (i + 1), actions.get(i)).ifPresent(ends::add);
        }
        return ends;
    }

    Optional<RuleEnd> ofError(@Nullable RuleAction action) {
        return action == null ? Optional.empty() : end("/errorAction", "error-action", action);
    }

    private Optional<RuleEnd> end(String pointer, String name, RuleAction action) {
        String where = options.getRule() + ": " + pointer + "/" + action.word();
        return action instanceof RuleAction.ToStream stream
                ? stream(where, stream)
                : lake(where, name, (RuleAction.ToLake) action);
    }

    private Optional<RuleEnd> stream(String where, RuleAction.ToStream action) {
        if (Connectors.of(action.kind()).isEmpty()) {
            mistakes.add(where + ": streams of kind " + action.kind() + " cannot be sent to yet");
            return Optional.empty();
        }
        Map<String, String> settings = new HashMap<>(action.settings());
        boolean sameBroker = action.kind().equals("mqtt") && !settings.containsKey("connectionName");
        Map<String, String> given = EndpointSettings.of(options);
        if (!sameBroker) {
            given.keySet().retainAll(OPTIONS.getOrDefault(action.kind(), List.of()));
        }
        settings.putAll(given);
        EndpointSettings.findConnection(settings, Path.of(options.getCatalog()), where, mistakes);
        TableDefinition table =
                TableDefinition.ofRecords(action.resource(), new TableDefinition.Stream(action.kind(), settings));
        RuleEnd.connector(action.kind()).writeMistakes(table).forEach(m -> mistakes.add(where + ": " + m));
        return Optional.of(new RuleEnd.Stream(action, table));
    }

    /** What the lake job would be told to write the same; what it would read is told otherwise. */
    private Optional<RuleEnd> lake(String where, String name, RuleAction.ToLake action) {
        List<String> arguments = new ArrayList<>();
        action.options().forEach((option, value) -> arguments.add("--" + option + "=" + value));
        LakeOptions lake = PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new))
                .as(LakeOptions.class);
        lake.setCatalog(options.getCatalog());
        lake.setCheckpoint(checkpoint.resolve(name).toString());
        lake.setSource("mqtt");
        lake.setBroker("mqtt://localhost");
        lake.setTopic(source.stream().setting("topicFilter"));
        try {
            return Optional.of(new RuleEnd.Lake(LakeConfig.from(lake, new ArrayList<>())));
        } catch (MistakesException e) {
            e.mistakes().forEach(m -> mistakes.add(where + ": " + m));
            return Optional.empty();
        }
    }
}
