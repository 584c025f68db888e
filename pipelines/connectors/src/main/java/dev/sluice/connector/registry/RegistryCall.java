package dev.sluice.connector.registry;

import dev.sluice.connector.tls.TlsFailure;
import dev.sluice.format.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** One question to a registry, asked again for a while where it was not answered. */
@FunctionalInterface
interface RegistryCall {

    /** How long a connection, and an answer, may take. */
    Duration PATIENCE = Duration.ofSeconds(10);

    int TRIES = 6;
    Duration FIRST_PAUSE = Duration.ofMillis(200);

    List<String> ask() throws UnknownSchemaException, IOException;

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void of(Duration length) throws InterruptedException;
    }

    /** A failure that another try may not meet. */
    final class PassingFailure extends IOException {
        private static final long serialVersionUID = 1;

        PassingFailure(String message, Throwable cause) {
            super(message, cause);
        }

        PassingFailure(String message) {
            super(message);
        }
    }

    /** Asks six times at most, with pauses of 0.2, 0.4, 0.8, 1.6 and 3.2 seconds between. */
    static List<String> patiently(RegistryCall call, Pause pause) throws UnknownSchemaException, IOException {
        Duration next = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return call.ask();
            } catch (PassingFailure e) {
                if (attempt == TRIES) {
                    throw new IOException(e.getMessage() + " (asked " + TRIES + " times)", e);
                }
                try {
                    pause.of(next);
                } catch (InterruptedException interrupted) {
                    throw interrupted();
                }
                next = next.multipliedBy(2);
            }
        }
    }

    /** Of a thread that is to stop. */
    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while a schema registry was asked");
    }

    /** One sentence of why there was no answer: to be tried again, but where trust or a name is missing. */
    static IOException told(String where, IOException e) {
        Optional<String> tls = TlsFailure.reason(e);
        if (tls.isPresent()) {
            return new IOException(where + " " + tls.get(), e);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return new PassingFailure(where + " cannot be found: the host is not known", e);
            }
            if (cause instanceof HttpTimeoutException || cause instanceof SocketTimeoutException) {
                return new PassingFailure(where + " did not answer within " + PATIENCE.toSeconds() + " s", e);
            }
            if (cause instanceof ConnectException) {
                return new PassingFailure(where + " cannot be reached: connection refused", e);
            }
            if (cause instanceof SSLException) {
                return new IOException(where + " is not trusted: " + cause.getMessage(), e);
            }
        }
        return new PassingFailure(where + " broke off: " + e.getMessage(), e);
    }
}
