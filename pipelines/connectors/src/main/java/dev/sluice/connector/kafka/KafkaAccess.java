package dev.sluice.connector.kafka;

import dev.sluice.schema.TableDefinition.Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Brokers, and how they let us in. Read where a client is opened, from the files that a stream's settings name, because it
 * holds secrets; it is not serializable for that reason.
 *
 * @param bootstrapServers {@code host:port}, several parted by commas
 * @param tls how TLS is spoken, or null: it is not
 * @param verifyingHosts whether a certificate has to be the one of the broker's host
 * @param login who we are, or null: nobody asks
 */
record KafkaAccess(
        String bootstrapServers,
        @Nullable SSLContext tls,
        boolean verifyingHosts,
        @Nullable KafkaLogin login) {

    /** Brokers that anybody may use, without TLS. */
    static KafkaAccess plain(String bootstrapServers) {
        return new KafkaAccess(bootstrapServers, null, true, null);
    }

    /** @throws IllegalArgumentException with one sentence for each mistake in the settings and in the files they name */
    static KafkaAccess of(Stream stream) {
        List<String> mistakes = new ArrayList<>();
        KafkaAccess access = new KafkaAccessReading(stream, mistakes).read();
        if (access == null || !mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        return access;
    }

    /** One sentence for each mistake in the settings and in the files they name. */
    static List<String> mistakes(Stream stream) {
        List<String> mistakes = new ArrayList<>();
        var unused = new KafkaAccessReading(stream, mistakes).read();
        return mistakes;
    }

    /** The brokers, for people: those of the settings or of the connection. */
    static String describe(Stream stream) {
        String servers = stream.setting(KafkaAddress.BOOTSTRAP_SERVERS);
        if (servers == null) {
            servers = KafkaConnection.of(stream, new ArrayList<>()).property(KafkaConnection.BOOTSTRAP_SERVERS);
        }
        return servers == null ? "no brokers" : servers;
    }

    /**
     * What every client is configured with. Holds secrets.
     *
     * @throws IOException where this JVM uses another Kerberos configuration already
     */
    Map<String, Object> clientSettings() throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put("enable.metrics.push", false);
        settings.put("reconnect.backoff.max.ms", 1_000);
        settings.put(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                (login == null ? "" : "SASL_") + (tls != null ? "SSL" : "PLAINTEXT"));
        if (tls != null) {
            settings.put("ssl.engine.factory.class", KafkaTls.class);
            settings.put(KafkaTls.CONTEXT, tls);
            settings.put("ssl.endpoint.identification.algorithm", verifyingHosts ? "https" : "");
        }
        if (login != null) {
            settings.putAll(login.clientSettings());
        }
        if (login instanceof KafkaLogin.Kerberos kerberos) {
            kerberos.enterRealm();
        }
        return settings;
    }

    /** Where, and by what means; never a secret. */
    @Override
    public String toString() {
        return bootstrapServers + (tls == null ? "" : " by TLS") + (login == null ? "" : " by " + login.mechanism());
    }
}
