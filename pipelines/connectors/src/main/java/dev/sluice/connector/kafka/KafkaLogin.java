package dev.sluice.connector.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a client says who it is, once it is connected. */
sealed interface KafkaLogin {

    /** SASL's word for it. */
    String mechanism();

    /** What Kafka's own clients are configured with. Holds secrets. */
    Map<String, Object> clientSettings();

    /**
     * A name and a password.
     *
     * @param mechanism SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN
     */
    record Password(String mechanism, String username, String password) implements KafkaLogin {

        static final String SCRAM_SHA_512 = "SCRAM-SHA-512";
        static final String SCRAM_SHA_256 = "SCRAM-SHA-256";
        static final String PLAIN = "PLAIN";

        @Override
        public Map<String, Object> clientSettings() {
            String module =
                    mechanism.equals(PLAIN) ? "plain.PlainLoginModule required" : "scram.ScramLoginModule required";
            return Map.of(
                    "sasl.mechanism",
                    mechanism,
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security." + module + " username=" + quoted(username) + " password="
                            + quoted(password) + ";");
        }

        /** Who; never the password. */
        @Override
        public String toString() {
            return mechanism + " as " + username;
        }
    }

    /**
     * A Kerberos ticket.
     *
     * @param keytab holds the principal's key
     * @param krb5Conf where the realm is described, or null: where the JVM finds it
     * @param service the first word of the broker's own principal
     */
    record Kerberos(Path keytab, @Nullable Path krb5Conf, String service, String principal) implements KafkaLogin {

        static final String GSSAPI = "GSSAPI";

        private static final String JVM_KRB5_CONF = "java.security.krb5.conf";

        @Override
        public String mechanism() {
            return GSSAPI;
        }

        @Override
        public Map<String, Object> clientSettings() {
            StringBuilder module = new StringBuilder("com.sun.security.auth.module.Krb5LoginModule required");
            moduleOptions()
                    .forEach((name, value) ->
                            module.append(' ').append(name).append('=').append(quoted(value)));
            return Map.of(
                    "sasl.mechanism", GSSAPI,
                    "sasl.kerberos.service.name", service,
                    "sasl.jaas.config", module.append(';').toString());
        }

        /**
         * Makes the realm known to this JVM. The JDK knows one Kerberos configuration in a JVM: whoever came first has it.
         *
         * @throws IOException where that is another one
         */
        void enterRealm() throws IOException {
            if (krb5Conf == null) {
                return;
            }
            synchronized (Kerberos.class) {
                String used = System.getProperty(JVM_KRB5_CONF);
                if (used == null) {
                    System.setProperty(JVM_KRB5_CONF, krb5Conf.toString());
                } else if (!Path.of(used).toAbsolutePath().normalize().equals(krb5Conf)) {
                    throw new IOException("a JVM has one Kerberos configuration, and this one uses " + used
                            + ": the connection cannot use " + krb5Conf + " beside it");
                }
            }
        }

        /** What the JDK's own login module is told. */
        Map<String, String> moduleOptions() {
            return Map.of(
                    "useKeyTab", "true",
                    "storeKey", "true",
                    "doNotPrompt", "true",
                    "refreshKrb5Config", "true",
                    "keyTab", keytab.toString(),
                    "principal", principal);
        }
    }

    /** As JAAS reads a value back. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
