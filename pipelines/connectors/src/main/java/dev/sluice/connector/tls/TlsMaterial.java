package dev.sluice.connector.tls;

import dev.sluice.connector.tls.TlsFiles.TlsFilesException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What {@link TlsFiles} hold, read and checked. Its parts are for a client's configuration, and for nothing else. */
public final class TlsMaterial {

    /** Of the stores in memory, which never leave it. */
    static final char[] IN_MEMORY = new char[0];

    private final @Nullable KeyStore authorities;
    private final @Nullable KeyStore identity;

    private TlsMaterial(@Nullable KeyStore authorities, @Nullable KeyStore identity) {
        this.authorities = authorities;
        this.identity = identity;
    }

    /** The authorities that are trusted, or null: those of the JVM. */
    public @Nullable KeyStore authorities() {
        return authorities;
    }

    /** The client's certificate and key, under a password of no characters, or null: none. */
    public @Nullable KeyStore identity() {
        return identity;
    }

    /** Trusts the authorities of the files, or those of the JVM. */
    public TrustManagerFactory trustManagers() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no trust managers", e);
        }
    }

    /** Shows the client's certificate, or null where it has none. */
    public @Nullable KeyManagerFactory keyManagers() {
        if (identity == null) {
            return null;
        }
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(identity, IN_MEMORY);
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no key managers", e);
        }
    }

    /** Both, for clients that take an {@link SSLContext}. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = keyManagers();
            context.init(
                    keys == null ? null : keys.getKeyManagers(), trustManagers().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    static TlsMaterial read(TlsFiles files) throws TlsFilesException {
        TlsReading reading = new TlsReading(Clock.systemUTC());
        KeyStore authorities = reading.authorities(files);
        KeyStore identity = reading.identity(files);
        if (!reading.mistakes().isEmpty()) {
            throw new TlsFilesException(reading.mistakes());
        }
        return new TlsMaterial(authorities, identity);
    }
}
