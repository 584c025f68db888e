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
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Reads a {@link KafkaAccess} out of a stream's settings and the files they name, and collects what is wrong with them. */
final class KafkaAccessReading {

    private static final Pattern SERVERS = Pattern.compile("[^,:\\s]+:\\d{1,5}(,[^,:\\s]+:\\d{1,5})*");
    private static final String USERNAME_OPTION = "username";
    private static final String PASSWORD_OPTION = "passwordFile";

    private final Stream stream;
    private final List<String> mistakes;
    private final KafkaConnection connection;

    KafkaAccessReading(Stream stream, List<String> mistakes) {
        this.stream = stream;
        this.mistakes = mistakes;
        connection = KafkaConnection.of(stream, mistakes);
    }

    /** Gives nothing where there are mistakes. */
    @Nullable
    KafkaAccess read() {
        connection.checkThatItCanBeRead();
        String servers = servers();
        KafkaLogin login = login();
        SSLContext tls = tls();
        var unused = connection.flag(KafkaConnection.SKIP_CUSTOM_CERT_VALIDATION);
        boolean verifying = !connection.flag(KafkaConnection.SKIP_HOSTNAME_VERIFICATION);
        return servers == null || !mistakes.isEmpty() ? null : new KafkaAccess(servers, tls, verifying, login);
    }

    private @Nullable String servers() {
        String set = stream.setting(KafkaAddress.BOOTSTRAP_SERVERS);
        String servers = set == null ? connection.property(KafkaConnection.BOOTSTRAP_SERVERS) : set;
        if (servers == null) {
            mistakes.add("--bootstrapServers is missing: expected host:port of a Kafka broker"
                    + (stream.setting(ConnectionFile.SETTING) == null
                            ? ""
                            : ", or " + KafkaConnection.BOOTSTRAP_SERVERS + " in the " + connection));
        } else if (!SERVERS.matcher(servers).matches() || !portsAreInRange(servers)) {
            String expected = "expected host:port[,host:port…], found '" + servers + "'";
            if (set == null) {
                connection.mistake(KafkaConnection.BOOTSTRAP_SERVERS, expected);
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
                first(stream.setting("caFile"), connection.file(KafkaConnection.CUSTOM_CERT)),
                null,
                first(ownCertificate, connection.file(KafkaConnection.CLIENT_KEYSTORE)),
                stream.setting("keyFile"),
                first(
                        connection.property(KafkaConnection.CLIENT_KEYSTORE_PASSWORD),
                        connection.property(KafkaConnection.CLIENT_KEY_PASSWORD)),
                first(
                        connection.property(KafkaConnection.CLIENT_KEY_PASSWORD),
                        connection.property(KafkaConnection.CLIENT_KEYSTORE_PASSWORD)));
        boolean said = connection.property(KafkaConnection.SSL_ENABLED) != null;
        boolean wanted = said
                ? connection.flag(KafkaConnection.SSL_ENABLED)
                : stream.setting(ConnectionFile.SETTING) != null
                        || !files.isEmpty()
                        || stream.setting(USERNAME_OPTION) != null;
        if (!wanted) {
            if (!files.isEmpty()) {
                connection.mistake(
                        KafkaConnection.SSL_ENABLED, "expected true, because certificates are named, found false");
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
        String named = connection.property(KafkaConnection.MECHANISM);
        boolean byOptions = stream.setting(USERNAME_OPTION) != null || stream.setting(PASSWORD_OPTION) != null;
        if (named == null && !byOptions) {
            connection
                    .login()
                    .ifPresent(name -> connection.mistake(
                            KafkaConnection.MECHANISM,
                            "expected SCRAM-SHA-512, SCRAM-SHA-256, PLAIN or GSSAPI beside " + name + ", found none"));
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
                            + " for " + KafkaConnection.KEYTAB + " and " + KafkaConnection.PRINCIPAL + " instead");
                }
                return kerberos();
            }
            default -> {
                connection.mistake(
                        KafkaConnection.MECHANISM,
                        "expected SCRAM-SHA-512, SCRAM-SHA-256, PLAIN or GSSAPI, found '" + named + "'");
                return null;
            }
        }
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
        if (!plain && connection.property(KafkaConnection.SCRAM_SECRETS_FILE) != null) {
            return secret(mechanism);
        }
        String username =
                connection.required(plain ? KafkaConnection.PLAIN_USERNAME : KafkaConnection.SCRAM_USERNAME, mechanism);
        String password =
                connection.required(plain ? KafkaConnection.PLAIN_PASSWORD : KafkaConnection.SCRAM_PASSWORD, mechanism);
        return username == null || password == null ? null : new KafkaLogin.Password(mechanism, username, password);
    }

    /** A secret as AWS keeps it: {@code {"username": …, "password": …}}. */
    private @Nullable KafkaLogin secret(String mechanism) {
        String file = connection.file(KafkaConnection.SCRAM_SECRETS_FILE);
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
        String keytab = connection.file(KafkaConnection.KEYTAB);
        String krb5Conf = connection.file(KafkaConnection.KRB5_CONF);
        if (keytab == null) {
            connection.required(KafkaConnection.KEYTAB, KafkaLogin.Kerberos.GSSAPI);
        }
        String principal = connection.required(KafkaConnection.PRINCIPAL, KafkaLogin.Kerberos.GSSAPI);
        String service = first(connection.property(KafkaConnection.SERVICE), "kafka");
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

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
