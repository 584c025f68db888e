package dev.sluice.job.publish;

import dev.sluice.connector.SendingConnector;
import dev.sluice.job.Connectors;
import dev.sluice.job.DataSize;
import dev.sluice.job.EndpointSettings;
import dev.sluice.job.MistakesException;
import dev.sluice.job.OutputDirectory;
import dev.sluice.job.SourceConfig;
import dev.sluice.job.board.BoardConnector;
import dev.sluice.job.board.BoardOptions;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.Partitioning;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.InvalidTableException;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
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
 * @param source the board
 * @param clientId the device
 * @param broker the topic it goes to
 * @param connector of the broker
 * @param layout where dead letters lie, and what is kept
 * @param spoolLimit how many bytes of messages are kept
 */
public record PublishConfig(
        SourceConfig source,
        String clientId,
        TableDefinition broker,
        SendingConnector connector,
        LakeLayout layout,
        long spoolLimit) {

    /** Less often than a message a second nothing is heard of the device: its end is to be noticed soon. */
    private static final String KEEP_ALIVE_SECONDS = "6";

    /**
     * Reads the options.
     *
     * @param mistakes mistakes found before, to be reported together with those found here
     * @throws MistakesException with all of them
     */
    public static PublishConfig from(PublishOptions options, List<String> mistakes) throws MistakesException {
        String clientId = or(options.getClientId(), "raspberrypi");
        Duration timeout =
                options.getTimeout() == null ? null : SourceConfig.duration("timeout", options.getTimeout(), mistakes);
        SourceConfig source = source(options, clientId, timeout);
        source.connector().mistakes(source.table(), ReadSettings.of("check")).forEach(m -> mistakes.add("--" + m));
        SendingConnector mqtt = (SendingConnector) Connectors.of("mqtt").orElseThrow();
        TableDefinition broker = broker(options, clientId);
        mistakes.addAll(mqtt.writeMistakes(broker));
        Path deadLetters = directory("deadLetters", options.getDeadLetters(), "_dead_letters", mistakes);
        Path spool = directory("spool", options.getSpool(), "_sluice/publish-" + clientId, mistakes);
        long limit = DataSize.read("spoolLimit", options.getSpoolLimit(), Spool.LEAST_BYTES, mistakes)
                .orElse(Spool.LEAST_BYTES);
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        LakeLayout layout =
                new LakeLayout(deadLetters.toString(), deadLetters.toString(), spool.toString(), Partitioning.ingest());
        return new PublishConfig(source, clientId, broker, mqtt, layout, limit);
    }

    private static SourceConfig source(PublishOptions options, String clientId, @Nullable Duration timeout) {
        Map<String, String> settings = BoardOptions.settings(options);
        settings.put("clientId", clientId);
        return new SourceConfig(
                message().withStream(new Stream(BoardConnector.KIND, settings)),
                new BoardConnector(),
                StartingPosition.latest(),
                EndingPosition.NEVER,
                ReadSettings.IDLE_TIMEOUT,
                timeout);
    }

    /** What a device sends is what ships: another table of that name is for those who read. */
    private static TableDefinition message() {
        try {
            return Catalog.shipped(BoardConnector.TABLE);
        } catch (InvalidTableException e) {
            throw new IllegalStateException("the table of a device's messages ships", e);
        }
    }

    private static TableDefinition broker(PublishOptions options, String clientId) {
        Map<String, String> settings = new HashMap<>(EndpointSettings.of(options));
        if (options.getConnection() == null) {
            settings.putIfAbsent("keepAlive", KEEP_ALIVE_SECONDS);
        }
        settings.put("topic", or(options.getTopic(), "streaming-data"));
        settings.put("qos", or(options.getQos(), "1"));
        settings.put("retained", or(options.getRetained(), "false"));
        settings.put("session", clientId);
        return TableDefinition.ofRecords("messages", new Stream("mqtt", settings));
    }

    private static String or(@Nullable String given, String byDefault) {
        return given == null ? byDefault : given;
    }

    /** The directory of messages that are on their way. */
    Path spool() {
        return Path.of(layout.checkpoint()).resolve("messages");
    }

    private static Path directory(String option, @Nullable String given, String byDefault, List<String> mistakes) {
        return OutputDirectory.of(option, given == null ? byDefault : given, mistakes);
    }
}
