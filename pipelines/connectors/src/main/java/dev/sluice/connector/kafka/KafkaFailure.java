package dev.sluice.connector.kafka;

import dev.sluice.connector.tls.TlsFailure;
import java.io.IOException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.jspecify.annotations.Nullable;

/** Why Kafka's client failed, for people. */
final class KafkaFailure {

    private static final int DEPTH = 20;

    private KafkaFailure() {}

    /**
     * A failure in one sentence.
     *
     * @param who the beginning of it, such as {@code Kafka at 127.0.0.1:9092}
     */
    static IOException of(String who, Throwable failure) {
        IOException kerberos = KerberosTicket.failure(who, failure);
        if (kerberos != null) {
            return kerberos;
        }
        SaslAuthenticationException login = find(failure, SaslAuthenticationException.class);
        if (login != null) {
            return new IOException(who + " refuses the login: " + reason(login), failure);
        }
        return TlsFailure.reason(failure)
                .map(reason -> new IOException(who + " " + reason, failure))
                .orElseGet(() -> new IOException(who + ": " + innermost(failure), failure));
    }

    private static String reason(SaslAuthenticationException login) {
        String said = String.valueOf(login.getMessage());
        return said.contains("invalid credentials") || said.contains("Invalid username or password")
                ? "the user's name or password is wrong"
                : said;
    }

    /** A client that could not be made says why in its cause. */
    private static String innermost(Throwable failure) {
        Throwable said = failure;
        for (int depth = 0; depth < DEPTH && said instanceof KafkaException && said.getCause() != null; depth++) {
            said = said.getCause();
        }
        return String.valueOf(said.getMessage());
    }

    static <T> @Nullable T find(Throwable failure, Class<T> kind) {
        Throwable cause = failure;
        for (int depth = 0; depth < DEPTH && cause != null; depth++, cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return kind.cast(cause);
            }
        }
        return null;
    }
}
