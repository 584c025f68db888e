package dev.sluice.connector.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files, and collects what is wrong with them. */
final class TlsReading {

    private final Clock clock;
    private final List<String> mistakes = new ArrayList<>();

    TlsReading(Clock clock) {
        this.clock = clock;
    }

    /** What was found to be wrong so far, one sentence each. */
    List<String> mistakes() {
        return mistakes;
    }

    @Nullable
    KeyStore authorities(TlsFiles files) {
        if (files.authorities() == null) {
            return null;
        }
        try {
            byte[] content = content(files.authorities());
            List<X509Certificate> found = new ArrayList<>();
            if (isStore(content)) {
                KeyStore store = store(files.authorities(), content, files.authoritiesPassword());
                for (String alias : Collections.list(store.aliases())) {
                    if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                        found.add(certificate);
                    }
                }
            } else {
                found.addAll(certificates(files.authorities(), content));
            }
            KeyStore trusted = empty();
            for (X509Certificate certificate : found) {
                trusted.setCertificateEntry("authority-" + trusted.size(), certificate);
            }
            checkTime(files.authorities(), found);
            return trusted;
        } catch (IOException | GeneralSecurityException e) {
            mistakes.add(
                    e instanceof UsableMessage ? String.valueOf(e.getMessage()) : sentence(files.authorities(), e));
            return null;
        }
    }

    @Nullable
    KeyStore identity(TlsFiles files) {
        String file = files.certificate();
        if (file == null) {
            if (files.key() != null) {
                mistakes.add("the key " + files.key() + " has no certificate beside it: expected both or none");
            }
            return null;
        }
        try {
            byte[] content = content(file);
            return isStore(content) ? ofStore(files, file, content) : ofPem(files, file, content);
        } catch (IOException | GeneralSecurityException e) {
            mistakes.add(e instanceof UsableMessage ? String.valueOf(e.getMessage()) : sentence(file, e));
            return null;
        }
    }

    private @Nullable KeyStore ofStore(TlsFiles files, String file, byte[] content)
            throws IOException, GeneralSecurityException {
        KeyStore store = store(file, content, files.password());
        char[] password = characters(files.keyPassword() == null ? files.password() : files.keyPassword());
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && key(file, store, alias, password) instanceof PrivateKey key) {
                return identity(file, file, chain(store.getCertificateChain(alias)), key);
            }
        }
        throw new UsableMessage(file + ": expected a private key with its certificate, found none");
    }

    private @Nullable KeyStore ofPem(TlsFiles files, String file, byte[] content)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = List.of();
        try {
            chain = certificates(file, content);
        } catch (UsableMessage e) {
            mistakes.add(String.valueOf(e.getMessage())); // and the key is looked at all the same
        }
        String keyFile = files.key() == null ? file : files.key();
        PrivateKey key = PemKey.read(keyFile, content(keyFile), characters(files.password()));
        return chain.isEmpty() ? null : identity(file, keyFile, chain, key);
    }

    private @Nullable KeyStore identity(String file, String keyFile, List<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException {
        checkTime(file, chain.subList(0, 1));
        if (!belongs(key, chain.get(0).getPublicKey())) {
            throw new UsableMessage(keyFile + ": the private key does not belong to the certificate '"
                    + name(chain.get(0)) + "' in " + file);
        }
        KeyStore identity = empty();
        identity.setKeyEntry("identity", key, TlsMaterial.IN_MEMORY, chain.toArray(Certificate[]::new));
        return identity;
    }

    private static List<X509Certificate> chain(Certificate[] certificates) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : certificates) {
            chain.add((X509Certificate) certificate);
        }
        return chain;
    }

    private void checkTime(String file, List<X509Certificate> certificates) {
        Instant now = clock.instant();
        for (X509Certificate certificate : certificates) {
            if (certificate.getNotAfter().toInstant().isBefore(now)) {
                mistakes.add(file + ": the certificate '" + name(certificate) + "' expired at "
                        + certificate.getNotAfter().toInstant());
            } else if (certificate.getNotBefore().toInstant().isAfter(now)) {
                mistakes.add(file + ": the certificate '" + name(certificate) + "' is valid from "
                        + certificate.getNotBefore().toInstant() + " on only");
            }
        }
    }

    private static byte[] content(String file) throws IOException {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new UsableMessage(file + " cannot be read: there is no such file");
        } catch (IOException e) {
            throw new UsableMessage(file + " cannot be read: " + e.getMessage());
        }
    }

    /** JKS begins with a number of its own, PKCS12 with a DER sequence; PEM is text. */
    private static boolean isStore(byte[] content) {
        return content.length > 4 && ((content[0] == (byte) 0xfe && content[1] == (byte) 0xed) || content[0] == 0x30);
    }

    private static KeyStore store(String file, byte[] content, @Nullable String password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(content[0] == 0x30 ? "PKCS12" : "JKS");
        try {
            store.load(new ByteArrayInputStream(content), characters(password));
            return store;
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? new UsableMessage(file + ": the password of the key store is wrong")
                    : e;
        }
    }

    private static @Nullable Key key(String file, KeyStore store, String alias, char @Nullable [] password)
            throws IOException, GeneralSecurityException {
        try {
            return store.getKey(alias, password);
        } catch (UnrecoverableKeyException e) {
            throw new UsableMessage(file + ": the password of the key in the key store is wrong");
        }
    }

    private static List<X509Certificate> certificates(String file, byte[] content) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        try {
            for (byte[] der : PemKey.sections(content, "CERTIFICATE")) {
                Collection<? extends Certificate> one =
                        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(der));
                one.forEach(certificate -> found.add((X509Certificate) certificate));
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new UsableMessage(file + ": the certificate is damaged");
        }
        if (found.isEmpty()) {
            throw new UsableMessage(
                    file + ": expected a certificate in PEM (-----BEGIN CERTIFICATE-----), JKS or PKCS12, found none");
        }
        return found;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, TlsMaterial.IN_MEMORY);
        return store;
    }

    private static boolean belongs(PrivateKey key, PublicKey to) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(to.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        byte[] probe = {1, 2, 3};
        try {
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(to);
            signature.update(probe);
            return signature.verify(signed);
        } catch (InvalidKeyException | java.security.SignatureException e) {
            return false;
        }
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    private static char @Nullable [] characters(@Nullable String password) {
        return password == null ? null : password.toCharArray();
    }

    private static String sentence(String file, Exception e) {
        return file + " cannot be used: " + e.getMessage();
    }
}
