package dev.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.CertificateAuthority.Identity;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SignatureException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertificateAuthorityTest {

    @TempDir
    Path directory;

    @Test
    void whatItIssuesIsSignedByItAndByNoOther() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create(directory.resolve("own"));
        CertificateAuthority other = CertificateAuthority.create(directory.resolve("foreign"));

        X509Certificate server = read(authority.issue("server").certificate());

        server.checkValidity();
        server.verify(read(authority.certificate()).getPublicKey());
        assertThat(server.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(7, "127.0.0.1"), List.of(2, "localhost"));
        assertThatThrownBy(() -> server.verify(read(other.certificate()).getPublicKey()))
                .isInstanceOf(SignatureException.class);
    }

    @Test
    void anExpiredOneIsExpiredAndOneForAnotherHostNamesIt() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create(directory.resolve("own"));

        X509Certificate expired = read(authority.issueExpired("late").certificate());
        X509Certificate elsewhere = read(authority.issueFor("broker.example").certificate());

        assertThatThrownBy(expired::checkValidity).isInstanceOf(CertificateExpiredException.class);
        assertThat(elsewhere.getSubjectAlternativeNames()).containsExactly(List.of(2, "broker.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void keysComeInPemOfBothKindsAndInKeyStores(String type) throws Exception {
        CertificateAuthority authority = CertificateAuthority.create(directory.resolve("own"));
        Identity client = authority.issue("client");

        KeyStore store = KeyStore.getInstance(type);
        try (InputStream in = Files.newInputStream(authority.keyStore(client, type, "secret"))) {
            store.load(in, "secret".toCharArray());
        }

        assertThat(client.key()).content().startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(client.rsaKey()).content().startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertThat(store.getCertificate("sluice")).isEqualTo(read(client.certificate()));
        assertThat(store.isKeyEntry("sluice")).isTrue();
    }

    private static X509Certificate read(Path pem) throws Exception {
        try (InputStream in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
