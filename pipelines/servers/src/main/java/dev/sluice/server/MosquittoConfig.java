package dev.sluice.server;

import dev.sluice.server.CertificateAuthority.Identity;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Whom a {@link MosquittoServer} lets in, and what else its configuration says.
 *
 * @param isEncrypted whether its clients speak TLS
 * @param users lines of its password file; empty: nobody needs a password
 * @param lines lines of its configuration, after those that every server has
 */
public record MosquittoConfig(boolean isEncrypted, List<String> users, List<String> lines) {

    private static final int ITERATIONS = 101;
    private static final int SALT_BYTES = 12;
    private static final int HASH_BITS = 512;

    public MosquittoConfig {
        users = List.copyOf(users);
        lines = List.copyOf(lines);
    }

    /** Everybody may come, without TLS. */
    public static MosquittoConfig open() {
        return new MosquittoConfig(false, List.of(), List.of());
    }

    /** TLS; clients show no certificate. */
    public static MosquittoConfig tls(Identity server) {
        return new MosquittoConfig(
                true, List.of(), List.of("certfile " + server.certificate(), "keyfile " + server.key()));
    }

    /** TLS; clients show a certificate of this authority. */
    public static MosquittoConfig mutualTls(Identity server, CertificateAuthority ofClients) {
        return tls(server).with("cafile " + ofClients.certificate()).with("require_certificate true");
    }

    /** Clients that say no user name and password, or wrong ones, are refused. */
    public MosquittoConfig withUser(String name, String password) {
        List<String> more = new ArrayList<>(users);
        more.add(name + ":" + hash(password));
        return new MosquittoConfig(isEncrypted, more, lines);
    }

    /** One more line, as {@code mosquitto.conf} takes it. */
    public MosquittoConfig with(String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return new MosquittoConfig(isEncrypted, users, more);
    }

    /** As {@code mosquitto_passwd} writes it: PBKDF2 with SHA-512. */
    private static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, HASH_BITS))
                    .getEncoded();
            Base64.Encoder base64 = Base64.getEncoder();
            return "$7$" + ITERATIONS + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected a JVM with PBKDF2", e);
        }
    }

    /** The password file. */
    byte[] passwords() {
        return (String.join("\n", users) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
