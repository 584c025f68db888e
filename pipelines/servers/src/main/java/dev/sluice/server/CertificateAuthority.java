package dev.sluice.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObjectGenerator;

/**
 * A private certificate authority of a moment, and what it signs, as files: RSA keys of 2,048 bits, made anew each time.
 * Nobody outside of a test trusts it.
 *
 * <pre>{@code
 * CertificateAuthority authority = CertificateAuthority.create(directory);
 * Identity server = authority.issue("server");
 * Identity late = authority.issueExpired("late");
 * }</pre>
 */
public final class CertificateAuthority {

    private static final Duration LIFE = Duration.ofDays(2);
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

    private final Path directory;
    private final KeyPair keys;
    private final X509Certificate certificate;

    private CertificateAuthority(Path directory, KeyPair keys, X509Certificate certificate) {
        this.directory = directory;
        this.keys = keys;
        this.certificate = certificate;
    }

    /**
     * A certificate and its private key.
     *
     * @param certificate PEM
     * @param key PEM, PKCS#8 ({@code BEGIN PRIVATE KEY})
     * @param rsaKey the same key in PEM, PKCS#1 ({@code BEGIN RSA PRIVATE KEY})
     */
    public record Identity(Path certificate, Path key, Path rsaKey) {}

    /**
     * Makes an authority.
     *
     * @param directory takes {@code ca.pem} and what is issued; made where it is missing
     */
    public static CertificateAuthority create(Path directory) {
        try {
            Files.createDirectories(directory);
            KeyPair keys = newKeys();
            X500Principal name = new X500Principal("CN=" + directory.getFileName() + " authority");
            X509v3CertificateBuilder builder = builder(name, name, keys, Instant.now(), LIFE)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            CertificateAuthority authority = new CertificateAuthority(directory, keys, sign(builder, keys));
            write(authority.certificate(), new JcaMiscPEMGenerator(authority.certificate));
            return authority;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("expected a JVM that makes RSA certificates", e);
        }
    }

    /** The authority's own certificate, PEM: what whoever trusts it is given. */
    public Path certificate() {
        return directory.resolve("ca.pem");
    }

    /** Issues {@code name.pem} and its keys, valid now, for a server at 127.0.0.1 and localhost, or for a client. */
    public Identity issue(String name) {
        return issue(name, Instant.now(), LOOPBACK);
    }

    /** Issues one that was valid until yesterday. */
    public Identity issueExpired(String name) {
        return issue(name, Instant.now().minus(LIFE).minus(Duration.ofDays(1)), LOOPBACK);
    }

    /** Issues one for a server at another host than this. */
    public Identity issueFor(String host) {
        return issue(host, Instant.now(), List.of(host));
    }

    private Identity issue(String name, Instant from, List<String> hosts) {
        try {
            KeyPair own = newKeys();
            X500Principal issuer = certificate.getSubjectX500Principal();
            X509v3CertificateBuilder builder = builder(issuer, new X500Principal("CN=" + name), own, from, LIFE)
                    .addExtension(Extension.subjectAlternativeName, false, names(hosts));
            Identity identity = new Identity(
                    directory.resolve(name + ".pem"),
                    directory.resolve(name + ".key"),
                    directory.resolve(name + ".rsa.key"));
            write(identity.certificate(), new JcaMiscPEMGenerator(sign(builder, keys)));
            write(identity.key(), new JcaPKCS8Generator(own.getPrivate(), null));
            write(identity.rsaKey(), new JcaMiscPEMGenerator(own.getPrivate()));
            return identity;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("expected a JVM that makes RSA certificates", e);
        }
    }

    /**
     * Puts an identity into a key store beside its PEM files, under the alias {@code sluice}.
     *
     * @param type {@code PKCS12} or {@code JKS}
     * @param password of the store and of its key
     */
    public Path keyStore(Identity identity, String type, String password) {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            store.setKeyEntry("sluice", privateKey(identity), password.toCharArray(), chain(identity));
            Path file = Path.of(identity.certificate() + "." + type.toLowerCase(Locale.ROOT));
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected PKCS12 or JKS, found " + type, e);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, KeyPair keys, Instant from, Duration life) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(Long.SIZE, new SecureRandom()),
                Date.from(from.minus(Duration.ofHours(1))),
                Date.from(from.plus(life)),
                subject,
                keys.getPublic());
    }

    private static GeneralNames names(List<String> hosts) {
        return new GeneralNames(hosts.stream()
                .map(host -> new GeneralName(
                        ADDRESS.matcher(host).matches() ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new));
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair by)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(by.getPrivate())));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        return generator.generateKeyPair();
    }

    private static PrivateKey privateKey(Identity identity) throws IOException, GeneralSecurityException {
        try (PEMParser pem = new PEMParser(Files.newBufferedReader(identity.key()))) {
            byte[] content = pem.readPemObject().getContent();
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(content));
        }
    }

    private Certificate[] chain(Identity identity) throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(identity.certificate())) {
            return new Certificate[] {CertificateFactory.getInstance("X.509").generateCertificate(pem), certificate};
        }
    }

    private static void write(Path file, PemObjectGenerator content) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file);
                JcaPEMWriter pem = new JcaPEMWriter(writer)) {
            pem.writeObject(content);
        }
    }
}
