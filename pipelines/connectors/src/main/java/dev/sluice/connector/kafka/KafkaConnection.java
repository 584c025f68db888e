package dev.sluice.connector.kafka;

import dev.sluice.connector.ConnectionFile;
import dev.sluice.schema.TableDefinition.Stream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The properties of the connection that a stream names, as Glue calls them, and what is wrong with them. */
final class KafkaConnection {

    /** What it says of itself. */
    private static final String TYPE = "KAFKA";

    static final String BOOTSTRAP_SERVERS = "KAFKA_BOOTSTRAP_SERVERS";

    static final String SSL_ENABLED = "KAFKA_SSL_ENABLED";
    static final String CUSTOM_CERT = "KAFKA_CUSTOM_CERT";
    /** In Glue it allows certificates with other algorithms than three; here all that the JVM knows are. */
    static final String SKIP_CUSTOM_CERT_VALIDATION = "KAFKA_SKIP_CUSTOM_CERT_VALIDATION";

    static final String SKIP_HOSTNAME_VERIFICATION = "KAFKA_SKIP_HOSTNAME_VERIFICATION";
    static final String CLIENT_KEYSTORE = "KAFKA_CLIENT_KEYSTORE";
    static final String CLIENT_KEYSTORE_PASSWORD = "KAFKA_CLIENT_KEYSTORE_PASSWORD";
    static final String CLIENT_KEY_PASSWORD = "KAFKA_CLIENT_KEY_PASSWORD";
    static final String MECHANISM = "KAFKA_SASL_MECHANISM";
    static final String SCRAM_USERNAME = "KAFKA_SASL_SCRAM_USERNAME";
    static final String SCRAM_PASSWORD = "KAFKA_SASL_SCRAM_PASSWORD";
    static final String SCRAM_SECRETS_FILE = "KAFKA_SASL_SCRAM_SECRETS_FILE";
    static final String PLAIN_USERNAME = "KAFKA_SASL_PLAIN_USERNAME";
    static final String PLAIN_PASSWORD = "KAFKA_SASL_PLAIN_PASSWORD";
    static final String KEYTAB = "KAFKA_SASL_GSSAPI_KEYTAB";
    static final String KRB5_CONF = "KAFKA_SASL_GSSAPI_KRB5_CONF";
    static final String SERVICE = "KAFKA_SASL_GSSAPI_SERVICE";
    static final String PRINCIPAL = "KAFKA_SASL_GSSAPI_PRINCIPAL";

    private static final Set<String> USED = Set.of(
            BOOTSTRAP_SERVERS,
            SSL_ENABLED,
            CUSTOM_CERT,
            SKIP_CUSTOM_CERT_VALIDATION,
            SKIP_HOSTNAME_VERIFICATION,
            CLIENT_KEYSTORE,
            CLIENT_KEYSTORE_PASSWORD,
            CLIENT_KEY_PASSWORD,
            MECHANISM,
            SCRAM_USERNAME,
            SCRAM_PASSWORD,
            SCRAM_SECRETS_FILE,
            PLAIN_USERNAME,
            PLAIN_PASSWORD,
            KEYTAB,
            KRB5_CONF,
            SERVICE,
            PRINCIPAL);

    /** What AWS keeps for its users, and what to write in its place. */
    private static final Map<String, String> KEPT_BY_AWS = Map.of(
            "KAFKA_SASL_SCRAM_SECRETS_ARN", "the secret in a file, named by " + SCRAM_SECRETS_FILE,
            "ENCRYPTED_KAFKA_SASL_SCRAM_PASSWORD", SCRAM_PASSWORD,
            "ENCRYPTED_KAFKA_SASL_PLAIN_PASSWORD", PLAIN_PASSWORD,
            "ENCRYPTED_KAFKA_CLIENT_KEYSTORE_PASSWORD", CLIENT_KEYSTORE_PASSWORD,
            "ENCRYPTED_KAFKA_CLIENT_KEY_PASSWORD", CLIENT_KEY_PASSWORD);

    /** All that it may hold. */
    private static final Set<String> PROPERTIES = java.util.stream.Stream.of(USED, KEPT_BY_AWS.keySet())
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final ConnectionFile file;
    private final List<String> mistakes;

    private KafkaConnection(ConnectionFile file, List<String> mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    /**
     * The connection of a stream, without properties where it names none.
     *
     * @param mistakes takes one sentence for each mistake, now and when a property is asked for
     */
    static KafkaConnection of(Stream stream, List<String> mistakes) {
        return new KafkaConnection(ConnectionFile.of(stream, TYPE, PROPERTIES, mistakes), mistakes);
    }

    /** Names what is held that only AWS can read. */
    void checkThatItCanBeRead() {
        KEPT_BY_AWS.forEach((name, instead) -> {
            if (property(name) != null) {
                mistake(name, "cannot be read outside of AWS: write " + instead + " in its place");
            }
        });
    }

    @Nullable
    String property(String name) {
        return file.property(name);
    }

    boolean flag(String name) {
        return file.flag(name, mistakes);
    }

    /** A property that the way of logging in asks for. */
    @Nullable
    String required(String property, String mechanism) {
        String value = property(property);
        if (value == null) {
            mistake(property, "is missing, which " + mechanism + " asks for");
        }
        return value;
    }

    /** A property that names a file on this machine. */
    @Nullable
    String file(String property) {
        String value = property(property);
        if (value != null && value.toLowerCase(Locale.ROOT).startsWith("s3://")) {
            mistake(property, "expected a file on this machine, found '" + value + "': copy it from there");
            return null;
        }
        return file.file(property);
    }

    /** The first of the properties by which it says who logs in, if there is one. */
    Optional<String> login() {
        return PROPERTIES.stream()
                .filter(name -> name.startsWith("KAFKA_SASL_") && property(name) != null)
                .sorted()
                .findFirst();
    }

    /** Takes a sentence about a property. */
    void mistake(String property, String what) {
        mistakes.add(file + ": /ConnectionProperties/" + property + ": " + what);
    }

    /** Which file it is, for messages. */
    @Override
    public String toString() {
        return file.toString();
    }
}
