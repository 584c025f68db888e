package dev.sluice.connector.kafka;

import java.io.IOException;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;

/**
 * Gets a ticket for a broker, only to see whether there is one: Kafka's own client takes a realm that does not know the
 * broker for a broker that is away, and asks again for as long as it is let.
 */
final class KerberosTicket {

    private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";
    private static final String KERBEROS_5 = "1.2.840.113554.1.2.2";

    private KerberosTicket() {}

    /**
     * Gets one.
     *
     * @param who the broker, for messages
     * @param host the broker's, as its principal has it
     * @throws IOException with one sentence, where there is none
     */
    static void check(KafkaLogin.Kerberos login, String who, String host) throws IOException {
        login.enterRealm();
        try {
            LoginContext context = new LoginContext("kafka", new Subject(), null, configuration(login));
            context.login();
            try {
                PrivilegedExceptionAction<byte[]> ask = () -> ask(login.service() + "@" + host);
                var unused = Subject.doAs(context.getSubject(), ask);
            } finally {
                context.logout();
            }
        } catch (LoginException e) {
            throw new IOException(
                    who + ": Kerberos gives no ticket to " + login.principal() + " by the key tab " + login.keytab()
                            + ": " + reason(e),
                    e);
        } catch (PrivilegedActionException e) {
            throw new IOException(
                    who + ": Kerberos gives no ticket for the broker, " + login.service() + "/" + host
                            + " (see KAFKA_SASL_GSSAPI_SERVICE): "
                            + e.getException().getMessage(),
                    e);
        }
    }

    /** The module asks for a password where it finds no key. */
    private static String reason(LoginException failure) {
        String said = String.valueOf(failure.getMessage()).strip();
        return said.startsWith("Unable to obtain password") ? "it holds no key of that principal" : said;
    }

    private static byte[] ask(String broker) throws GSSException {
        GSSManager manager = GSSManager.getInstance();
        GSSName name = manager.createName(broker, GSSName.NT_HOSTBASED_SERVICE);
        GSSContext context = manager.createContext(name, new Oid(KERBEROS_5), null, GSSContext.DEFAULT_LIFETIME);
        try {
            return context.initSecContext(new byte[0], 0, 0);
        } finally {
            context.dispose();
        }
    }

    private static Configuration configuration(KafkaLogin.Kerberos login) {
        Map<String, String> options = login.moduleOptions();
        return new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {
                    new AppConfigurationEntry(MODULE, LoginModuleControlFlag.REQUIRED, options)
                };
            }
        };
    }

    /** A sentence of a failure to get a ticket, or null where the failure is another one. */
    static @Nullable IOException failure(String who, Throwable failure) {
        LoginException login = KafkaFailure.find(failure, LoginException.class);
        if (login != null) {
            return new IOException(who + ": Kerberos gives no ticket: " + reason(login), failure);
        }
        GSSException ticket = KafkaFailure.find(failure, GSSException.class);
        return ticket == null
                ? null
                : new IOException(who + ": Kerberos gives no ticket for the broker: " + ticket.getMessage(), failure);
    }
}
