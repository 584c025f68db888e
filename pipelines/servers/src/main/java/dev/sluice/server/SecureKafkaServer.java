package dev.sluice.server;

import dev.sluice.server.CertificateAuthority.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A {@link KafkaServer} with a door for each way of being let in, a private certificate authority and a Kerberos realm. The
 * topics are the same behind all doors, and nobody is forbidden anything.
 */
public final class SecureKafkaServer implements AutoCloseable {

    /** The user of {@link Door#PASSWORD}. */
    public static final String USERNAME = "sluice";

    /** That user's password; whoever quotes it has to do so well. */
    public static final String PASSWORD = "a \"quoted\" \\ secret";

    /** The principal of {@link Door#KERBEROS}, without the realm. */
    public static final String PRINCIPAL = "sluice";

    /** The first word of the broker's own principal. */
    public static final String SERVICE = "broker";

    /** Ways in. */
    public enum Door {
        /** Anybody. */
        PLAINTEXT,
        /** TLS for clients with a certificate of the authority. */
        MUTUAL_TLS,
        /** TLS, then a user's name and password by SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN. */
        PASSWORD,
        /** GSSAPI without TLS. */
        KERBEROS,
        /** TLS with a certificate that has expired. */
        EXPIRED,
        /** TLS with a certificate for another host. */
        OTHER_HOST
    }

    private final KafkaServer kafka;
    private final Map<Door, KafkaListener> listeners;
    private final CertificateAuthority authority;
    private final KerberosServer kerberos;
    private final Path keytab;

    private SecureKafkaServer(
            KafkaServer kafka,
            Map<Door, KafkaListener> listeners,
            CertificateAuthority authority,
            KerberosServer kerberos,
            Path keytab) {
        this.kafka = kafka;
        this.listeners = listeners;
        this.authority = authority;
        this.kerberos = kerberos;
        this.keytab = keytab;
    }

    /**
     * Starts one on free ports and returns when it takes requests.
     *
     * @param directory its own directory, made where it is missing
     */
    public static SecureKafkaServer start(Path directory) {
        CertificateAuthority authority = CertificateAuthority.create(directory.resolve("certificates"));
        KerberosServer kerberos = KerberosServer.start(directory.resolve("kerberos"));
        try {
            Path keytab = kerberos.principal(PRINCIPAL);
            Map<Door, KafkaListener> listeners = listeners(authority, kerberos.principal(brokerPrincipal()));
            KafkaServer kafka = KafkaServer.start(
                    directory.resolve("kafka"),
                    Ports.free(),
                    List.copyOf(listeners.values()),
                    List.of(scram("SCRAM-SHA-512"), scram("SCRAM-SHA-256")));
            return new SecureKafkaServer(kafka, listeners, authority, kerberos, keytab);
        } catch (RuntimeException e) {
            kerberos.close();
            throw e;
        }
    }

    private static Map<Door, KafkaListener> listeners(CertificateAuthority authority, Path brokerKeytab) {
        Map<String, String> tls = tls(authority, authority.issue("server"));
        Map<Door, KafkaListener> listeners = new EnumMap<>(Door.class);
        add(listeners, Door.MUTUAL_TLS, "SSL", with(tls, Map.of("ssl.client.auth", "required")));
        add(
                listeners,
                Door.PASSWORD,
                "SASL_SSL",
                with(
                        tls,
                        Map.of(
                                "sasl.enabled.mechanisms",
                                "SCRAM-SHA-512,SCRAM-SHA-256,PLAIN",
                                "scram-sha-512.sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                                "scram-sha-256.sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                                "plain.sasl.jaas.config",
                                "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + USERNAME
                                        + "=\"" + PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"") + "\";")));
        add(
                listeners,
                Door.KERBEROS,
                "SASL_PLAINTEXT",
                Map.of(
                        "sasl.enabled.mechanisms",
                        "GSSAPI",
                        "sasl.kerberos.service.name",
                        SERVICE,
                        "gssapi.sasl.jaas.config",
                        "com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true keyTab=\""
                                + brokerKeytab + "\" principal=\"" + brokerPrincipal() + "@" + KerberosServer.REALM
                                + "\";"));
        add(listeners, Door.EXPIRED, "SSL", tls(authority, authority.issueExpired("expired-server")));
        add(listeners, Door.OTHER_HOST, "SSL", tls(authority, authority.issueFor("broker.example")));
        return listeners;
    }

    /** By the name that clients find for the address, localhost on most machines. */
    private static String brokerPrincipal() {
        try {
            return SERVICE + "/"
                    + InetAddress.getByAddress(new byte[] {127, 0, 0, 1}).getHostName();
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    private static void add(
            Map<Door, KafkaListener> listeners, Door door, String protocol, Map<String, String> settings) {
        String name = door.name().replace("_", "");
        listeners.put(door, new KafkaListener(name, Ports.free(), protocol, settings));
    }

    private static Map<String, String> tls(CertificateAuthority authority, Identity server) {
        try {
            return Map.of(
                    "ssl.keystore.type", "PEM",
                    "ssl.keystore.certificate.chain", Files.readString(server.certificate()),
                    "ssl.keystore.key", Files.readString(server.key()),
                    "ssl.truststore.type", "PEM",
                    "ssl.truststore.certificates", Files.readString(authority.certificate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return Map.copyOf(all);
    }

    private static String scram(String mechanism) {
        return mechanism + "=[name=" + USERNAME + ",password=" + PASSWORD + "]";
    }

    /** Where clients connect to come in by this door, {@code 127.0.0.1:port}. */
    public String bootstrapServers(Door door) {
        return door == Door.PLAINTEXT
                ? kafka.bootstrapServers()
                : Objects.requireNonNull(listeners.get(door)).address();
    }

    /** The broker itself. */
    public KafkaServer kafka() {
        return kafka;
    }

    /** Who signed the broker's certificates, and whose clients {@link Door#MUTUAL_TLS} takes. */
    public CertificateAuthority authority() {
        return authority;
    }

    /** The realm of {@link Door#KERBEROS}. */
    public KerberosServer kerberos() {
        return kerberos;
    }

    /** The key tab of {@link #PRINCIPAL}. */
    public Path keytab() {
        return keytab;
    }

    /** Stops the broker, then the realm. */
    @Override
    public void close() {
        kafka.close();
        kerberos.close();
    }
}
