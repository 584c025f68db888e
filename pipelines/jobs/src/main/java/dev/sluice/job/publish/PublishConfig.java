package dev.sluice.job.publish;

import dev.sluice.job.Connectors;
import dev.sluice.job.EndpointSettings;
import dev.sluice.job.MistakesException;
import dev.sluice.job.OutputDirectory;
import dev.sluice.job.SourceConfig;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.Partitioning;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableConnector;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the publish job does, read once from its options.
 *
 * @param source the device
 * @param broker the topic it goes to
 * @param connector of the broker
 * @param layout where dead letters and the job's progress lie
 */
public record PublishConfig(SourceConfig source, TableDefinition broker, TableConnector connector, LakeLayout layout) {

    /**
     * Reads the options.
     *
     * @param mistakes mistakes found before, to be reported together with those found here
     * @throws MistakesException with all of them
     */
    public static PublishConfig from(PublishOptions options, List<String> mistakes) throws MistakesException {
        Duration timeout =
                options.getTimeout() == null ? null : SourceConfig.duration("timeout", options.getTimeout(), mistakes);
        SourceConfig source = source(options, timeout);
        source.connector().mistakes(source.table(), ReadSettings.of("check")).forEach(m -> mistakes.add("--" + m));
        TableConnector mqtt = Connectors.of("mqtt").orElseThrow();
        TableDefinition broker = broker(options);
        mistakes.addAll(mqtt.writeMistakes(broker));
        Path deadLetters = directory("deadLetters", options.getDeadLetters(), "_dead_letters", mistakes);
        Path checkpoint =
                directory("checkpoint", options.getCheckpoint(), "_sluice/publish-" + options.getClientId(), mistakes);
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        LakeLayout layout = new LakeLayout(
                deadLetters.toString(), deadLetters.toString(), checkpoint.toString(), Partitioning.ingest());
        return new PublishConfig(source, broker, mqtt, layout);
    }

    private static SourceConfig source(PublishOptions options, @Nullable Duration timeout) {
        Map<String, String> settings = Map.of(
                "device",
                options.getClientId(),
                "interval",
                options.getInterval() == null ? "PT1S" : options.getInterval());
        return new SourceConfig(
                TableDefinition.ofRecords("readings", new Stream("generator", settings)),
                Connectors.of("generator").orElseThrow(),
                StartingPosition.latest(),
                EndingPosition.NEVER,
                ReadSettings.IDLE_TIMEOUT,
                timeout);
    }

    private static TableDefinition broker(PublishOptions options) {
        Map<String, String> settings = new HashMap<>(EndpointSettings.of(options));
        settings.put("topic", options.getTopic());
        settings.put("qos", options.getQos());
        settings.put("retained", options.getRetained());
        return TableDefinition.ofRecords("messages", new Stream("mqtt", settings));
    }

    private static Path directory(String option, @Nullable String given, String byDefault, List<String> mistakes) {
        return OutputDirectory.of(option, given == null ? byDefault : given, mistakes);
    }
}
