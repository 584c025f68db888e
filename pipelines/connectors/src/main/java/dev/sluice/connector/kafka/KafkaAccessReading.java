package dev.sluice.connector.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connector.ConnectionFile;
import dev.sluice.connector.tls.TlsFiles;
import dev.sluice.connector.tls.TlsFiles.TlsFilesException;
import dev.sluice.schema.TableDefinition.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Reads a {@link KafkaAccess} out of a stream's settings and the files they name, and collects what is wrong with them. */
final class KafkaAccessReading {

    /** What a connection to Kafka says of itself. */
    static final String TYPE = "KAFKA";

    static final String BOOTSTRAP_SERVERS = "KAFKA_BOOTSTRAP_SERVERS";

    private static final String SSL_ENABLED = "KAFKA_SSL_ENABLED";
    private static final String CUSTOM_CERT = "KAFKA_CUSTOM_CERT";
    /** In Glue it allows certificates with other algorithms than three; here all that the JVM knows are. */
    private static final String SKIP_CUSTOM_CERT_VALIDATION = "KAFKA_SKIP_CUSTOM_CERT_VALIDATION";

    private static final String SKIP_HOSTNAME_VERIFICATION = "KAFKA_SKIP_HOSTNAME_VERIFICATION";
    private static final String CLIENT_KEYSTORE = "KAFKA_CLIENT_KEYSTORE";
    private static final String CLIENT_KEYSTORE_PASSWORD = "KAFKA_CLIENT_KEYSTORE_PASSWORD";
    private static final String CLIENT_KEY_PASSWORD = "KAFKA_CLIENT_KEY_PASSWORD";
    private static final String MECHANISM = "KAFKA_SASL_MECHANISM";
    private static final String SCRAM_USERNAME = "KAFKA_SASL_SCRAM_USERNAME";
    private static final String SCRAM_PASSWORD = "KAFKA_SASL_SCRAM_PASSWORD";
    private static final String SCRAM_SECRETS_FILE = "KAFKA_SASL_SCRAM_SECRETS_FILE";
    private static final String PLAIN_USERNAME = "KAFKA_SASL_PLAIN_USERNAME";
    private static final String PLAIN_PASSWORD = "KAFKA_SASL_PLAIN_PASSWORD";
    private static final String KEYTAB = "KAFKA_SASL_GSSAPI_KEYTAB";
    private static final String KRB5_CONF = "KAFKA_SASL_GSSAPI_KRB5_CONF";
    private static final String SERVICE = "KAFKA_SASL_GSSAPI_SERVICE";
    private static final String PRINCIPAL = "KAFKA_SASL_GSSAPI_PRINCIPAL";

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

    /** All that a connection to Kafka may hold. */
    static final Set<String> PROPERTIES = java.util.stream.Stream.of(USED, KEPT_BY_AWS.keySet())
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern SERVERS = Pattern.compile("[^,:\\s]+:\\d{1,5}(,[^,:\\s]+:\\d{1,5})*");
    private static final String USERNAME_OPTION = "username";
    private static final String PASSWORD_OPTION = "passwordFile";

    private final Stream stream;
    private final List<String> mistakes;
    private final ConnectionFile connection;

    KafkaAccessReading(Stream stream, List<String> mistakes) {
        this.stream = stream;
        this.mistakes = mistakes;
        connection = ConnectionFile.of(stream, TYPE, PROPERTIES, mistakes);
    }

    /** Gives nothing where there are mistakes. */
    @Nullable
    KafkaAccess read() {
        KEPT_BY_AWS.forEach((name, instead) -> {
            if (connection.property(name) != null) {
                mistake(name, "cannot be read outside of AWS: write " + instead + " in its place");
            }
        });
        String servers = servers();
        KafkaLogin login = login();
        SSLContext tls = tls();
        var unused = connection.flag(SKIP_CUSTOM_CERT_VALIDATION, mistakes);
        boolean verifying = !connection.flag(SKIP_HOSTNAME_VERIFICATION, mistakes);
        return servers == null || !mistakes.isEmpty() ? null : new KafkaAccess(servers, tls, verifying, login);
    }

    private @Nullable String servers() {
        String set = stream.setting(KafkaAddress.BOOTSTRAP_SERVERS);
        String servers = set == null ? connection.property(BOOTSTRAP_SERVERS) : set;
        if (servers == null) {
            mistakes.add("--bootstrapServers is missing: expected host:port of a Kafka broker"
                    + (stream.setting(ConnectionFile.SETTING) == null
                            ? ""
                            : ", or " + BOOTSTRAP_SERVERS + " in the " + connection));
        } else if (!SERVERS.matcher(servers).matches() || !portsAreInRange(servers)) {
            String expected = "expected host:port[,host:port…], found '" + servers + "'";
            if (set == null) {
                mistake(BOOTSTRAP_SERVERS, expected);
            } else {
                mistakes.add("--bootstrapServers: " + expected);
            }
        }
        return servers;
    }

    private static boolean portsAreInRange(String servers) {
        for (String server : servers.split(",", -1)) {
            int port = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
            if (port < 1 || port > 65_535) {
                return false;
            }
        }
        return true;
    }

    /** By Glue's default a connection speaks TLS; without one it is spoken where a file or a password asks for it. */
    private @Nullable SSLContext tls() {
        String ownCertificate = stream.setting("certificateFile");
        TlsFiles files = new TlsFiles(
                first(stream.setting("caFile"), file(CUSTOM_CERT)),
                null,
                first(ownCertificate, file(CLIENT_KEYSTORE)),
                stream.setting("keyFile"),
                first(connection.property(CLIENT_KEYSTORE_PASSWORD), connection.property(CLIENT_KEY_PASSWORD)),
                first(connection.property(CLIENT_KEY_PASSWORD), connection.property(CLIENT_KEYSTORE_PASSWORD)));
        boolean said = connection.property(SSL_ENABLED) != null;
        boolean wanted = said
                ? connection.flag(SSL_ENABLED, mistakes)
                : stream.setting(ConnectionFile.SETTING) != null
                        || !files.isEmpty()
                        || stream.setting(USERNAME_OPTION) != null;
        if (!wanted) {
            if (!files.isEmpty()) {
                mistake(SSL_ENABLED, "expected true, because certificates are named, found false");
            }
            return null;
        }
        try {
            return files.open().context();
        } catch (TlsFilesException e) {
            mistakes.addAll(e.mistakes());
            return null;
        }
    }

    private @Nullable KafkaLogin login() {
        String named = connection.property(MECHANISM);
        boolean byOptions = stream.setting(USERNAME_OPTION) != null || stream.setting(PASSWORD_OPTION) != null;
        if (named == null && !byOptions) {
            connectionSaysWhoWithoutHow();
            return null;
        }
        String mechanism = named == null ? KafkaLogin.Password.SCRAM_SHA_512 : named.toUpperCase(Locale.ROOT);
        switch (mechanism) {
            case KafkaLogin.Password.SCRAM_SHA_512, KafkaLogin.Password.SCRAM_SHA_256, KafkaLogin.Password.PLAIN -> {
                return byOptions ? passwordOfOptions(mechanism) : password(mechanism);
            }
            case KafkaLogin.Kerberos.GSSAPI -> {
                if (byOptions) {
                    mistakes.add("--username and --passwordFile: the " + connection + " logs in by GSSAPI, which asks"
                            + " for " + KEYTAB + " and " + PRINCIPAL + " instead");
                }
                return kerberos();
            }
            default -> {
                mistake(MECHANISM, "expected SCRAM-SHA-512, SCRAM-SHA-256, PLAIN or GSSAPI, found '" + named + "'");
                return null;
            }
        }
    }

    private void connectionSaysWhoWithoutHow() {
        PROPERTIES.stream()
                .filter(name -> name.startsWith("KAFKA_SASL_") && connection.property(name) != null)
                .sorted()
                .findFirst()
                .ifPresent(name -> mistake(
                        MECHANISM,
                        "expected SCRAM-SHA-512, SCRAM-SHA-256, PLAIN or GSSAPI beside " + name + ", found none"));
    }

    private @Nullable KafkaLogin passwordOfOptions(String mechanism) {
        String username = stream.setting(USERNAME_OPTION);
        String file = stream.setting(PASSWORD_OPTION);
        if (username == null || file == null) {
            mistakes.add("--username and --passwordFile: expected both or none, found one");
            return null;
        }
        String password = content(Path.of(file), "--passwordFile: ");
        return password == null ? null : new KafkaLogin.Password(mechanism, username, password.strip());
    }

    private @Nullable KafkaLogin password(String mechanism) {
        boolean plain = mechanism.equals(KafkaLogin.Password.PLAIN);
        if (!plain && connection.property(SCRAM_SECRETS_FILE) != null) {
            return secret(mechanism);
        }
        String username = required(plain ? PLAIN_USERNAME : SCRAM_USERNAME, mechanism);
        String password = required(plain ? PLAIN_PASSWORD : SCRAM_PASSWORD, mechanism);
        return username == null || password == null ? null : new KafkaLogin.Password(mechanism, username, password);
    }

    /** A secret as AWS keeps it: {@code {"username": …, "password": …}}. */
    private @Nullable KafkaLogin secret(String mechanism) {
        String file = file(SCRAM_SECRETS_FILE);
        String text = file == null ? null : content(Path.of(file), "");
        if (text == null) {
            return null;
        }
        try {
            JsonNode secret = new ObjectMapper().readTree(text);
            if (secret.path("username").isTextual() && secret.path("password").isTextual()) {
                return new KafkaLogin.Password(
                        mechanism,
                        secret.path("username").asText(),
                        secret.path("password").asText());
            }
        } catch (JsonProcessingException e) {
            // Its message would quote the secret; the sentence below says what was expected.
        }
        mistakes.add(file + ": expected {\"username\": …, \"password\": …}, found something else");
        return null;
    }

    private @Nullable KafkaLogin kerberos() {
        String keytab = file(KEYTAB);
        String krb5Conf = file(KRB5_CONF);
        if (keytab == null) {
            required(KEYTAB, KafkaLogin.Kerberos.GSSAPI);
        }
        String principal = required(PRINCIPAL, KafkaLogin.Kerberos.GSSAPI);
        String service = first(connection.property(SERVICE), "kafka");
        for (String file : java.util.stream.Stream.of(keytab, krb5Conf)
                .filter(java.util.Objects::nonNull)
                .toList()) {
            if (!Files.isReadable(Path.of(file))) {
                mistakes.add(file + " cannot be read: there is no such file, or it is not ours to read");
            }
        }
        return keytab == null || principal == null
                ? null
                : new KafkaLogin.Kerberos(
                        Path.of(keytab).normalize(),
                        krb5Conf == null ? null : Path.of(krb5Conf).normalize(),
                        String.valueOf(service),
                        principal);
    }

    private @Nullable String required(String property, String mechanism) {
        String value = connection.property(property);
        if (value == null) {
            mistake(property, "is missing, which " + mechanism + " asks for");
        }
        return value;
    }

    /** A property that names a file on this machine. */
    private @Nullable String file(String property) {
        String value = connection.property(property);
        if (value != null && value.toLowerCase(Locale.ROOT).startsWith("s3://")) {
            mistake(property, "expected a file on this machine, found '" + value + "': copy it from there");
            return null;
        }
        return connection.file(property);
    }

    private @Nullable String content(Path file, String where) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            mistakes.add(where + file + " cannot be read: there is no such file");
        } catch (IOException e) {
            mistakes.add(where + file + " cannot be read: " + e.getMessage());
        }
        return null;
    }

    private void mistake(String property, String what) {
        mistakes.add(connection + ": /ConnectionProperties/" + property + ": " + what);
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
