package dev.sluice.connector.mqtt;

import dev.sluice.connector.ConnectionFile;
import dev.sluice.connector.tls.TlsFiles;
import dev.sluice.schema.TableDefinition.Stream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a client shows who it is, and whom it believes: the paths of files, never what they hold. That is read where a client
 * is made, so that a job carries no secret.
 *
 * @param caFile the authorities that are trusted, or null: those of the JVM
 * @param certificateFile the client's certificate, or null: none
 * @param keyFile its private key, or null: none, or in the certificate's file
 * @param username null: none
 * @param passwordFile null: the password stands in the connection file, or there is none
 * @param connection the connection file, for the secrets that stand in it; null: none
 */
record MqttAccess(
        @Nullable String caFile,
        @Nullable String certificateFile,
        @Nullable String keyFile,
        @Nullable String username,
        @Nullable String passwordFile,
        @Nullable String connection)
        implements Serializable {

    static final MqttAccess NONE = new MqttAccess(null, null, null, null, null, null);

    /** Whether it names files that only TLS has a use for. */
    boolean wantsTls() {
        return caFile != null || certificateFile != null || keyFile != null;
    }

    /**
     * The files of TLS.
     *
     * @throws IOException with one sentence, where the connection file cannot be read
     */
    TlsFiles tls() throws IOException {
        return new TlsFiles(
                caFile,
                null,
                certificateFile,
                keyFile,
                openConnection().property(MqttSettings.Property.MQTT_CLIENT_KEY_PASSWORD.name()));
    }

    /**
     * The password, without the line's end that an editor leaves; null: none.
     *
     * @throws IOException with one sentence, where the file cannot be read
     */
    byte @Nullable [] password() throws IOException {
        if (passwordFile != null) {
            try {
                return bytes(Files.readString(Path.of(passwordFile)).stripTrailing());
            } catch (NoSuchFileException e) {
                throw new IOException("passwordFile " + passwordFile + ": there is no such file", e);
            } catch (IOException e) {
                throw new IOException("passwordFile " + passwordFile + " cannot be read", e);
            }
        }
        String password = openConnection().property(MqttSettings.Property.MQTT_PASSWORD.name());
        return password == null ? null : bytes(password);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ConnectionFile openConnection() throws IOException {
        List<String> mistakes = new ArrayList<>();
        Map<String, String> settings = connection == null ? Map.of() : Map.of(ConnectionFile.SETTING, connection);
        ConnectionFile file = MqttSettings.connection(new Stream(MqttConnector.KIND, settings), mistakes);
        if (!mistakes.isEmpty()) {
            throw new IOException(String.join("\n", mistakes));
        }
        return file;
    }
}
