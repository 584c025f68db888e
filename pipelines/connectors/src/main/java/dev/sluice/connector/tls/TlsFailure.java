package dev.sluice.connector.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a handshake failed, for people. */
public final class TlsFailure {

    private static final int DEPTH = 20;

    private TlsFailure() {}

    /**
     * The reason in a failure and its causes, as the end of a sentence that begins with the other side's name; empty where
     * TLS has nothing to do with it.
     */
    public static Optional<String> reason(Throwable failure) {
        String reason = null;
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < DEPTH; cause = cause.getCause(), depth++) {
            // The innermost cause knows best.
            String here = one(cause);
            if (here != null) {
                reason = here;
            }
        }
        return Optional.ofNullable(reason);
    }

    private static @Nullable String one(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof CertificateExpiredException) {
            return "shows a certificate that has expired (" + said + ")";
        }
        if (cause instanceof CertificateNotYetValidException) {
            return "shows a certificate that is not valid yet (" + said + ")";
        }
        if (said.contains("No subject alternative") || said.contains("No name matching") || said.contains("HostName")) {
            return "shows a certificate of another host (" + said + ")";
        }
        if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
            return "shows a certificate of an authority that is not trusted here (see caFile)";
        }
        if (said.contains("not an SSL/TLS record") || said.contains("Unsupported or unrecognized SSL message")) {
            return "does not speak TLS on this port";
        }
        return cause instanceof SSLException ? alert(said) : null;
    }

    /** What the other side says of our certificate comes as an alert of TLS (RFC 8446, 6.2). */
    private static String alert(String said) {
        String text = said.toLowerCase(Locale.ROOT).replace(' ', '_');
        if (text.contains("certificate_required")) {
            return "asks for a client certificate, and was shown none (see certificateFile and keyFile)";
        }
        if (text.contains("certificate_expired")) {
            return "refuses the client certificate: it has expired";
        }
        if (text.contains("unknown_ca")) {
            return "refuses the client certificate: its authority is unknown there";
        }
        if (text.contains("bad_certificate")
                || text.contains("certificate_unknown")
                || text.contains("certificate_revoked")) {
            return "refuses the client certificate, or was shown none (" + said + ")";
        }
        if (text.contains("protocol_version") || text.contains("handshake_failure")) {
            return "cannot agree with this client on how to speak TLS, or asks for a client certificate (" + said + ")";
        }
        return "broke off the TLS handshake (" + said + ")";
    }
}
