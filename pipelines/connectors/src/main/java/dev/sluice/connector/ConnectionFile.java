package dev.sluice.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schema.NearestName;
import dev.sluice.schema.TableDefinition.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How to reach and authenticate to a system, in a file: the JSON that {@code aws glue get-connection} prints
 * ({@code {"Connection": …}}), that {@code create-connection} takes ({@code {"ConnectionInput": …}}), or the inner object
 * alone, with {@code ConnectionProperties} by Glue's names. The file may hold secrets: it is read where a client is
 * opened, and its values appear in no message.
 *
 * <pre>{@code
 * {"Name": "plant", "ConnectionType": "KAFKA", "ConnectionProperties": {
 *     "KAFKA_BOOTSTRAP_SERVERS": "kafka:9096", "KAFKA_SSL_ENABLED": "true", "KAFKA_CUSTOM_CERT": "ca.pem"}}
 * }</pre>
 */
public final class ConnectionFile {

    /** The setting of a stream that names the file. */
    public static final String SETTING = "connection";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** Of a connection as Glue prints it; what is not about reaching the system changes nothing. */
    private static final Set<String> FIELDS = Set.of(
            "Name",
            "Description",
            "ConnectionType",
            "ConnectionProperties",
            "MatchCriteria",
            "PhysicalConnectionRequirements",
            "CreationTime",
            "LastUpdatedTime",
            "LastUpdatedBy",
            "ConnectionSchemaVersion",
            "Status",
            "Tags");

    private final @Nullable Path file;
    private final Map<String, String> properties;

    private ConnectionFile(@Nullable Path file, Map<String, String> properties) {
        this.file = file;
        this.properties = properties;
    }

    /**
     * The connection that a stream's settings name.
     *
     * @param type what {@code ConnectionType} has to be, if it stands there: {@code KAFKA}
     * @param known the properties that are understood
     * @param mistakes takes one sentence for each mistake
     * @return what could be read; nothing where the settings name no connection
     */
    public static ConnectionFile of(Stream stream, String type, Set<String> known, List<String> mistakes) {
        String named = stream.setting(SETTING);
        if (named == null) {
            return new ConnectionFile(null, Map.of());
        }
        Path path = Path.of(named).toAbsolutePath().normalize();
        return new ConnectionFile(path, read(path, type, known, mistakes));
    }

    private static Map<String, String> read(Path path, String type, Set<String> known, List<String> mistakes) {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readString(path));
        } catch (JsonProcessingException e) {
            // Its own message would quote the text around the mistake, which may be a secret.
            String at = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            mistakes.add("connection " + path + ": expected JSON, found something else" + at);
            return Map.of();
        } catch (NoSuchFileException e) {
            mistakes.add("connection " + path + ": there is no such file");
            return Map.of();
        } catch (IOException e) {
            mistakes.add("connection " + path + " cannot be read: " + e.getMessage());
            return Map.of();
        }
        List<String> found = new ArrayList<>();
        Map<String, String> properties = new LinkedHashMap<>();
        String wrapper = root.has("Connection") ? "Connection" : root.has("ConnectionInput") ? "ConnectionInput" : "";
        JsonNode connection = wrapper.isEmpty() ? root : root.get(wrapper);
        String pointer = wrapper.isEmpty() ? "" : "/" + wrapper;
        if (!connection.isObject() || !connection.path("ConnectionProperties").isObject()) {
            found.add(pointer
                    + "/ConnectionProperties: expected an object with properties of the connection, found none");
        } else {
            String said = connection.path("ConnectionType").asText(type);
            if (!said.equalsIgnoreCase(type)) {
                found.add(pointer + "/ConnectionType: expected " + type + ", found '" + said + "'");
            }
            unknown(connection, pointer, FIELDS, found);
            JsonNode values = connection.get("ConnectionProperties");
            unknown(values, pointer + "/ConnectionProperties", known, found);
            values.fields().forEachRemaining(property -> {
                if (property.getValue().isValueNode() && !property.getValue().isNull()) {
                    properties.put(property.getKey(), property.getValue().asText());
                } else {
                    found.add(pointer + "/ConnectionProperties/" + property.getKey() + ": expected a text, found "
                            + property.getValue().getNodeType().toString().toLowerCase(Locale.ROOT));
                }
            });
        }
        found.forEach(mistake -> mistakes.add("connection " + path + ": " + mistake));
        return properties;
    }

    private static void unknown(JsonNode object, String pointer, Set<String> known, List<String> mistakes) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                mistakes.add(pointer + "/" + name + ": unknown"
                        + NearestName.of(name, known)
                                .map(n -> "; did you mean " + n + "?")
                                .orElse(", expected one of " + String.join(", ", new TreeSet<>(known))));
            }
        });
    }

    /** A property, or null where the connection does not have it. Never for a message: it may be a secret. */
    public @Nullable String property(String name) {
        return properties.get(name);
    }

    /** A property that names a file: relative to the connection's own, so that both can move together. */
    public @Nullable String file(String name) {
        String value = properties.get(name);
        if (value == null || file == null) {
            return null;
        }
        Path directory = file.getParent();
        return (directory == null ? Path.of(value) : directory.resolve(value)).toString();
    }

    /** Whether a property is true; false where the connection does not have it. */
    public boolean flag(String name, List<String> mistakes) {
        String value = properties.getOrDefault(name, "false").toLowerCase(Locale.ROOT);
        if (!value.equals("true") && !value.equals("false")) {
            mistakes.add("connection " + file + ": /ConnectionProperties/" + name + ": expected true or false, found '"
                    + properties.get(name) + "'");
        }
        return value.equals("true");
    }

    /** Where it stands, for messages. */
    @Override
    public String toString() {
        return file == null ? "no connection" : "connection " + file;
    }
}
