package dev.sluice.connector.tls;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that a TLS client needs. A worker reads them where it opens its client: nothing of what they hold is carried
 * along with a job.
 *
 * @param authorities the certificates of authorities that are trusted: PEM, JKS or PKCS12; null: those of the JVM
 * @param authoritiesPassword of a JKS or PKCS12 store of authorities, or null where it has none
 * @param certificate the client's own certificate, and those between it and its authority: PEM, JKS or PKCS12; null: none
 * @param key the key of a PEM certificate, PKCS#8 (also encrypted), PKCS#1 or SEC1; null: it stands in the certificate's file
 * @param password of an encrypted key or of a JKS or PKCS12 store, or null where it has none
 * @param keyPassword of the key inside a store, or null: the store's
 */
public record TlsFiles(
        @Nullable String authorities,
        @Nullable String authoritiesPassword,
        @Nullable String certificate,
        @Nullable String key,
        @Nullable String password,
        @Nullable String keyPassword) {

    /** Files of which a store and its key have one password. */
    public TlsFiles(
            @Nullable String authorities,
            @Nullable String authoritiesPassword,
            @Nullable String certificate,
            @Nullable String key,
            @Nullable String password) {
        this(authorities, authoritiesPassword, certificate, key, password, null);
    }

    /** Files in PEM, as brokers hand them out; each may be null. */
    public static TlsFiles pem(@Nullable String authorities, @Nullable String certificate, @Nullable String key) {
        return new TlsFiles(authorities, null, certificate, key, null);
    }

    /** Whether no file is named: TLS with the authorities of the JVM, or none at all. */
    public boolean isEmpty() {
        return authorities == null && certificate == null && key == null;
    }

    /**
     * Reads and checks the files: they hold what they should, the key belongs to the certificate, nothing has expired.
     *
     * @throws TlsFilesException with one sentence for each mistake
     */
    public TlsMaterial open() throws TlsFilesException {
        return TlsMaterial.read(this);
    }

    /** One sentence for each mistake in the files; empty where they can be used. */
    public List<String> mistakes() {
        try {
            var unused = open();
            return List.of();
        } catch (TlsFilesException e) {
            return e.mistakes();
        }
    }

    /** The files; never a password. */
    @Override
    public String toString() {
        return "TLS[authorities " + authorities + ", certificate " + certificate + ", key " + key + "]";
    }

    /** The files cannot be used. */
    public static final class TlsFilesException extends IOException {
        private static final long serialVersionUID = 1;

        private final List<String> mistakes;

        TlsFilesException(List<String> mistakes) {
            super(String.join("\n", mistakes));
            this.mistakes = List.copyOf(mistakes);
        }

        public List<String> mistakes() {
            return mistakes;
        }
    }
}
