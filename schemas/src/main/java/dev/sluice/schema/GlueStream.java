package dev.sluice.schema;

import dev.sluice.schema.TableDefinition.Stream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a table's records come from, by the parameters of its storage in Glue's JSON. Whether they are enough to read the
 * stream says its connector, for options may complete them; a name that looks like one of the kind's own is a mistake here.
 */
final class GlueStream {

    private static final String KIND = "typeOfData";
    private static final List<String> KINDS = List.of("kinesis", "kafka", "mqtt", "file", "sensehat");
    private static final Map<String, Set<String>> SETTINGS = Map.of(
            "kinesis",
            Set.of(
                    "streamName",
                    "streamARN",
                    "endpointUrl",
                    "awsRegion",
                    "awsSTSRoleARN",
                    "awsSTSSessionName",
                    "consumerARN",
                    "consumerName"),
            "kafka",
            Set.of("topicName", "topicPattern", "connectionName", "bootstrapServers"),
            "mqtt",
            Set.of("broker", "topicFilter", "clientId", "connectionName"),
            "file",
            Set.of("files"),
            "sensehat",
            Set.of("device", "interval", "settings", "clientId"));

    private GlueStream() {}

    /** The stream, or null, and a mistake, where the parameters name no kind. */
    static @Nullable Stream of(GlueNode storage) {
        GlueNode place = storage.object("Parameters");
        Map<String, String> settings = storage.parameters("Parameters");
        settings.remove(GlueCompression.TYPE); // of the payload, not of the stream
        String written = settings.remove(KIND);
        String kind = written == null ? "" : written.toLowerCase(Locale.ROOT);
        if (!KINDS.contains(kind)) {
            settings.keySet()
                    .forEach(name -> NearestName.meant(name, Set.of(KIND))
                            .ifPresent(n -> place.mistake(name, "unknown setting; did you mean " + n + "?")));
            place.mistake(
                    KIND,
                    "expected one of " + String.join(", ", KINDS) + ", found "
                            + (written == null ? "nothing" : "'" + written + "'"));
            return null;
        }
        Set<String> known = SETTINGS.getOrDefault(kind, Set.of());
        settings.keySet()
                .forEach(name -> NearestName.meant(name, known)
                        .ifPresent(
                                n -> place.mistake(name, "unknown setting of " + kind + "; did you mean " + n + "?")));
        return new Stream(kind, settings);
    }
}
