package dev.sluice.job;

import dev.sluice.connector.ConnectionFile;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a stream is reached, as settings of it: from the options, and from the connection its table names. */
public final class EndpointSettings {

    /** The setting by which a table names its connection, as Glue has it. */
    private static final String CONNECTION_NAME = "connectionName";

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._ -]*");

    private static final Map<String, Function<EndpointOptions, @Nullable String>> OPTIONS = options();

    /** Settings that change how a stream is reached, and not which stream it is. */
    private static final Set<String> MEANS = Set.of(
            ConnectionFile.SETTING,
            CONNECTION_NAME,
            "awsRegion",
            "awsSTSRoleARN",
            "awsSTSSessionName",
            "caFile",
            "certificateFile",
            "keyFile",
            "username",
            "passwordFile",
            "keepAlive",
            "mqttVersion",
            "receiveMaximum",
            "idleTimeout");

    private EndpointSettings() {}

    private static Map<String, Function<EndpointOptions, @Nullable String>> options() {
        Map<String, Function<EndpointOptions, @Nullable String>> options = new LinkedHashMap<>();
        options.put("bootstrapServers", EndpointOptions::getBootstrapServers);
        options.put("broker", EndpointOptions::getBroker);
        options.put("endpointUrl", EndpointOptions::getEndpointUrl);
        options.put("awsRegion", EndpointOptions::getAwsRegion);
        options.put("awsSTSRoleARN", EndpointOptions::getAwsSTSRoleARN);
        options.put("awsSTSSessionName", EndpointOptions::getAwsSTSSessionName);
        options.put(ConnectionFile.SETTING, EndpointOptions::getConnection);
        options.put("caFile", EndpointOptions::getCaFile);
        options.put("certificateFile", EndpointOptions::getCertificateFile);
        options.put("keyFile", EndpointOptions::getKeyFile);
        options.put("username", EndpointOptions::getUsername);
        options.put("passwordFile", EndpointOptions::getPasswordFile);
        options.put("keepAlive", EndpointOptions::getKeepAlive);
        options.put("mqttVersion", EndpointOptions::getMqttVersion);
        return options;
    }

    /** What the options say of how a stream is reached; files by their absolute paths. */
    public static Map<String, String> of(EndpointOptions options) {
        Map<String, String> settings = new HashMap<>();
        OPTIONS.forEach((name, option) -> {
            String value = option.apply(options);
            if (value != null) {
                boolean file = name.equals(ConnectionFile.SETTING) || name.endsWith("File");
                settings.put(
                        name, file ? Path.of(value).toAbsolutePath().normalize().toString() : value);
            }
        });
        return settings;
    }

    /**
     * Finds the connection that the settings name, unless they say which file it is: {@code NAME.json} in the directory
     * {@code connections} beside the catalog.
     *
     * @param settings gets the file
     * @param owner whose settings they are, for messages
     * @param mistakes takes a sentence where there is no such file
     */
    public static void findConnection(Map<String, String> settings, Path catalog, String owner, List<String> mistakes) {
        String name = settings.get(CONNECTION_NAME);
        if (name == null || settings.containsKey(ConnectionFile.SETTING)) {
            return;
        }
        if (!PLAIN_NAME.matcher(name).matches()) {
            mistakes.add(owner + ": connectionName: expected the name of a connection, found '" + name + "'");
            return;
        }
        Path file = catalog.toAbsolutePath()
                .normalize()
                .resolveSibling("connections")
                .resolve(name + ".json");
        if (!Files.isRegularFile(file)) {
            mistakes.add(
                    owner + " names the connection '" + name + "': expected it in " + file + ", or --connection=FILE");
            return;
        }
        settings.put(ConnectionFile.SETTING, file.toString());
    }

    /** A sentence where others than its owner can read the connection's secrets. */
    static Optional<String> warning(Map<String, String> settings) {
        return warning(settings.get(ConnectionFile.SETTING));
    }

    /** A sentence where others than its owner can read the secrets of a connection file, if there is one. */
    static Optional<String> warning(@Nullable String file) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Files.getPosixFilePermissions(Path.of(file)).contains(PosixFilePermission.OTHERS_READ)
                    ? Optional.of(
                            "everybody on this machine can read " + file + ", which may hold secrets: chmod 600 it")
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional
                    .empty(); // a file that cannot be read is a mistake of its own; Windows has no such permissions
        }
    }

    /** The table as a definition has it: on its stream, without what says how to be let in there. */
    public static TableDefinition described(TableDefinition table) {
        Map<String, String> settings = identity(table.stream().settings());
        settings.remove("clientId", "sluice-lake-" + table.name());
        return table.withStream(new TableDefinition.Stream(table.stream().kind(), settings));
    }

    /** Those settings that say which stream it is. */
    static Map<String, String> identity(Map<String, String> settings) {
        Map<String, String> identity = new HashMap<>(settings);
        identity.keySet().removeAll(MEANS);
        return identity;
    }
}
