package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttClientIdentifier;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import dev.sluice.connector.ConnectionFile;
import dev.sluice.record.Template;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of a stream, each from the stream itself or else from the connection file it names, and collects what is
 * wrong with them. What was wrong stands as a default until {@link #mistakes} has been asked.
 */
final class MqttSettings {

    static final String BROKER = "broker";
    static final String TOPIC_FILTER = "topicFilter";
    static final String CLIENT_ID = "clientId";
    static final String TOPIC = "topic";
    static final String SESSION = "session";

    private static final String EXPECTED_FILTER = "an MQTT topic filter such as streaming-data/#";
    private static final String EXPECTED_TOPIC =
            "an MQTT topic such as streaming-data/board or streaming-data/${client_id}";
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final int SHARED_SESSIONS = 4;
    private static final int MOST = 65_535;

    /** What a connection file may hold. */
    enum Property {
        MQTT_BROKER,
        MQTT_CUSTOM_CERT,
        MQTT_CLIENT_CERT,
        MQTT_CLIENT_KEY,
        MQTT_CLIENT_KEY_PASSWORD,
        MQTT_USERNAME,
        MQTT_PASSWORD,
        MQTT_PASSWORD_FILE,
        MQTT_KEEP_ALIVE,
        MQTT_VERSION
    }

    private static final Set<String> PROPERTIES =
            Arrays.stream(Property.values()).map(Property::name).collect(Collectors.toUnmodifiableSet());

    private final String table;
    private final Stream stream;
    private final ConnectionFile connection;
    private final List<String> mistakes = new ArrayList<>();

    private MqttSettings(TableDefinition table) {
        this.table = table.name();
        stream = table.stream();
        connection = connection(stream, mistakes);
    }

    static MqttSettings of(TableDefinition table) {
        return new MqttSettings(table);
    }

    /** The connection file that the settings name. */
    static ConnectionFile connection(Stream stream, List<String> mistakes) {
        return ConnectionFile.of(stream, "MQTT", PROPERTIES, mistakes);
    }

    /** One sentence for each mistake in what was asked for. */
    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /** @throws IllegalArgumentException where there are {@link #mistakes} */
    void refuseMistakes() {
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
    }

    /** What is read. */
    MqttAddress address() {
        MqttBroker broker = broker();
        String filter = required(
                TOPIC_FILTER,
                EXPECTED_FILTER,
                "#",
                text -> MqttTopicFilter.of(text).toString());
        String clientId =
                required(CLIENT_ID, "the fixed name of the job's session at the broker", "-", MqttSettings::clientId);
        boolean shared = filter.startsWith("$share/");
        if (shared && broker.version() == MqttVersion.V3_1_1) {
            mistakes.add("topicFilter: a shared subscription is one of MQTT 5, found '" + filter
                    + "' with mqttVersion 3.1.1");
        }
        return new MqttAddress(
                broker,
                filter,
                clientId,
                Math.min(number("receiveMaximum", null, 1, MOST, Inbox.RECEIVE_MAXIMUM), Inbox.RECEIVE_MAXIMUM),
                shared ? number("sessions", null, 1, 1_000, SHARED_SESSIONS) : 0);
    }

    /** What is written to. */
    MqttTarget target() {
        return new MqttTarget(
                broker(),
                required(TOPIC, EXPECTED_TOPIC, Template.of("-"), MqttSettings::topic),
                optional("qos", null, "0, 1 or 2", MqttQos.AT_LEAST_ONCE, MqttSettings::qos),
                optional("retained", null, "true or false", false, MqttSettings::flag),
                stream.setting(SESSION) == null
                        ? null
                        : required(SESSION, "the fixed name of the sender's session", "-", MqttSettings::clientId));
    }

    /** Where it is, and how to get in. */
    MqttBroker broker() {
        String uri = value(BROKER, Property.MQTT_BROKER);
        MqttBroker at = MqttBroker.NOWHERE;
        if (uri == null) {
            mistakes.add("--broker is missing: expected " + MqttBroker.EXPECTED + " of an MQTT broker for table '"
                    + table + "'");
        } else {
            String mistake = MqttBroker.mistake(uri);
            if (mistake == null) {
                at = MqttBroker.of(uri);
            } else {
                mistakes.add("--broker: " + mistake);
            }
        }
        MqttAccess access = access();
        if (!at.equals(MqttBroker.NOWHERE) && !at.encrypted() && access.wantsTls()) {
            mistakes.add("--broker: expected mqtts://host:port, for certificates are named, found '" + uri + "'");
        }
        return new MqttBroker(
                at.host(),
                at.port(),
                at.encrypted(),
                optional("mqttVersion", Property.MQTT_VERSION, "5 or 3.1.1", MqttVersion.V5, MqttVersion::of),
                number("keepAlive", Property.MQTT_KEEP_ALIVE, 1, MOST, KEEP_ALIVE_SECONDS),
                access);
    }

    private MqttAccess access() {
        boolean secrets = connection.property(Property.MQTT_PASSWORD.name()) != null
                || connection.property(Property.MQTT_CLIENT_KEY_PASSWORD.name()) != null;
        MqttAccess access = new MqttAccess(
                path("caFile", Property.MQTT_CUSTOM_CERT),
                path("certificateFile", Property.MQTT_CLIENT_CERT),
                path("keyFile", Property.MQTT_CLIENT_KEY),
                value("username", Property.MQTT_USERNAME),
                path("passwordFile", Property.MQTT_PASSWORD_FILE),
                secrets ? stream.setting(ConnectionFile.SETTING) : null);
        boolean password = access.passwordFile() != null || connection.property(Property.MQTT_PASSWORD.name()) != null;
        if (password && access.username() == null) {
            mistakes.add("username is missing: expected the user whose password is given");
        }
        if (access.keyFile() != null && access.certificateFile() == null) {
            mistakes.add("certificateFile is missing: expected the certificate of the key in " + access.keyFile());
        }
        return access;
    }

    private @Nullable String value(String name, @Nullable Property property) {
        String value = stream.setting(name);
        return value != null || property == null ? value : connection.property(property.name());
    }

    private @Nullable String path(String name, Property property) {
        String value = stream.setting(name);
        return value != null ? value : connection.file(property.name());
    }

    private int number(String name, @Nullable Property property, int least, int most, int byDefault) {
        return optional(name, property, "a number from " + least + " to " + most, byDefault, text -> {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new NumberFormatException();
            }
            return number;
        });
    }

    private static String clientId(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it is blank, and the broker would choose another one at every connect");
        }
        return MqttClientIdentifier.of(text).toString();
    }

    /** What its places are filled with is not known here, the rest is. */
    private static Template topic(String text) {
        Template template = Template.of(text);
        var unused = MqttTopic.of(template.fill("topic", name -> "value"));
        return template;
    }

    private static MqttQos qos(String text) {
        MqttQos qos = MqttQos.fromCode(Integer.parseInt(text));
        if (qos == null) {
            throw new NumberFormatException();
        }
        return qos;
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("in small letters");
        }
        return text.equals("true");
    }

    private <T> T optional(
            String name, @Nullable Property property, String expected, T byDefault, Function<String, T> parser) {
        String value = value(name, property);
        return value == null ? byDefault : parse(name, value, expected, byDefault, parser);
    }

    private <T> T required(String name, String expected, T byDefault, Function<String, T> parser) {
        String value = value(name, null);
        if (value == null) {
            mistakes.add("table '" + table + "' names no " + name + ": expected " + expected);
            return byDefault;
        }
        return parse(name, value, expected, byDefault, parser);
    }

    private <T> T parse(String name, String value, String expected, T byDefault, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (NumberFormatException e) {
            mistakes.add(name + ": expected " + expected + ", found '" + value + "'");
        } catch (IllegalArgumentException e) {
            mistakes.add(name + ": expected " + expected + ", found '" + value + "' (" + e.getMessage() + ")");
        }
        return byDefault;
    }
}
