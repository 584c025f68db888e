package dev.sluice.connector.registry;

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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a client shows a registry who it is, and whom it believes: the path of a connection file, never what it holds.
 *
 * @param connection the file, or null: nobody in particular, and the authorities of the JVM
 */
record RegistryAccess(@Nullable String connection) implements Serializable {

    static final RegistryAccess NONE = new RegistryAccess(null);

    /** What a connection file may hold. */
    enum Property {
        REGISTRY_USERNAME,
        REGISTRY_PASSWORD,
        REGISTRY_PASSWORD_FILE,
        REGISTRY_CUSTOM_CERT,
        REGISTRY_CLIENT_CERT,
        REGISTRY_CLIENT_KEY,
        REGISTRY_CLIENT_KEY_PASSWORD
    }

    private static final Set<String> PROPERTIES =
            Arrays.stream(Property.values()).map(Property::name).collect(Collectors.toUnmodifiableSet());

    /** One sentence for each mistake in the file, and in those it names. */
    List<String> mistakes(boolean tls) {
        List<String> mistakes = new ArrayList<>();
        ConnectionFile file = open(mistakes);
        if (!mistakes.isEmpty()) {
            return mistakes;
        }
        String username = file.property(Property.REGISTRY_USERNAME.name());
        boolean password = file.property(Property.REGISTRY_PASSWORD.name()) != null;
        boolean passwordFile = file.property(Property.REGISTRY_PASSWORD_FILE.name()) != null;
        if (username == null && (password || passwordFile)) {
            mistakes.add(file + ": expected REGISTRY_USERNAME beside the password, found none");
        }
        if (username != null && password == passwordFile) {
            mistakes.add(
                    file + ": expected either REGISTRY_PASSWORD or REGISTRY_PASSWORD_FILE beside REGISTRY_USERNAME,"
                            + " found " + (password ? "both" : "neither"));
        }
        TlsFiles files = files(file);
        if (!files.isEmpty() && !tls) {
            mistakes.add(file + " names files of TLS: expected a registry at https://");
        }
        mistakes.addAll(files.mistakes());
        try {
            password(file);
        } catch (IOException e) {
            mistakes.add(String.valueOf(e.getMessage()));
        }
        return mistakes;
    }

    /**
     * The files of TLS.
     *
     * @throws IOException with one sentence, where the connection file cannot be read
     */
    TlsFiles tls() throws IOException {
        return files(read());
    }

    /**
     * The value of the header that says who asks, or null where nobody in particular does.
     *
     * @throws IOException with one sentence, where a file cannot be read
     */
    @Nullable
    String authorization() throws IOException {
        ConnectionFile file = read();
        String username = file.property(Property.REGISTRY_USERNAME.name());
        String password = password(file);
        if (username == null || password == null) {
            return null;
        }
        byte[] both = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private static @Nullable String password(ConnectionFile file) throws IOException {
        String path = file.file(Property.REGISTRY_PASSWORD_FILE.name());
        if (path == null) {
            return file.property(Property.REGISTRY_PASSWORD.name());
        }
        try {
            return Files.readString(Path.of(path)).stripTrailing();
        } catch (NoSuchFileException e) {
            throw new IOException("REGISTRY_PASSWORD_FILE " + path + ": there is no such file", e);
        } catch (IOException e) {
            throw new IOException("REGISTRY_PASSWORD_FILE " + path + " cannot be read", e);
        }
    }

    private static TlsFiles files(ConnectionFile file) {
        return new TlsFiles(
                file.file(Property.REGISTRY_CUSTOM_CERT.name()),
                null,
                file.file(Property.REGISTRY_CLIENT_CERT.name()),
                file.file(Property.REGISTRY_CLIENT_KEY.name()),
                file.property(Property.REGISTRY_CLIENT_KEY_PASSWORD.name()));
    }

    private ConnectionFile read() throws IOException {
        List<String> mistakes = new ArrayList<>();
        ConnectionFile file = open(mistakes);
        if (!mistakes.isEmpty()) {
            throw new IOException(String.join("\n", mistakes));
        }
        return file;
    }

    private ConnectionFile open(List<String> mistakes) {
        Map<String, String> settings = connection == null ? Map.of() : Map.of(ConnectionFile.SETTING, connection);
        return ConnectionFile.of(new Stream("schema registry", settings), "SCHEMA_REGISTRY", PROPERTIES, mistakes);
    }
}
