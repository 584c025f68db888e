package dev.sluice.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.CertificateAuthority;
import dev.sluice.server.CertificateAuthority.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsFilesTest {

    @TempDir
    private static Path directory;

    private static CertificateAuthority authority;
    private static Identity device;

    @BeforeAll
    static void issue() {
        authority = CertificateAuthority.create(directory.resolve("plant"));
        device = authority.issue("device");
    }

    private static TlsFiles files(Path certificate, Path key) {
        return TlsFiles.pem(authority.certificate().toString(), certificate.toString(), key.toString());
    }

    /** What a server that asks for a certificate reads from a client with these files. */
    private static String handshake(TlsFiles files) throws Exception {
        SSLContext server = files(device.certificate(), device.key()).open().context();
        SSLContext client = files.open().context();
        try (SSLServerSocket listener =
                (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0)) {
            listener.setNeedClientAuth(true);
            Thread sender = new Thread(() -> {
                try (SSLSocket socket = (SSLSocket)
                                client.getSocketFactory().createSocket("127.0.0.1", listener.getLocalPort());
                        OutputStream out = socket.getOutputStream()) {
                    out.write("let in".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            sender.start();
            try (SSLSocket accepted = (SSLSocket) listener.accept();
                    InputStream in = accepted.getInputStream()) {
                return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            } finally {
                sender.join();
            }
        }
    }

    @Test
    void aKeyInPkcs8AndOneInPkcs1LetIn() throws Exception {
        assertThat(handshake(files(device.certificate(), device.key()))).isEqualTo("let in");
        assertThat(handshake(files(device.certificate(), device.rsaKey()))).isEqualTo("let in");
    }

    @Test
    void storesLetInToo() throws Exception {
        for (String type : new String[] {"PKCS12", "JKS"}) {
            String store = authority.keyStore(device, type, "changeit").toString();

            assertThat(handshake(new TlsFiles(authority.certificate().toString(), null, store, null, "changeit")))
                    .isEqualTo("let in");
        }
    }

    @Test
    void aWrongPasswordOfAStoreIsSaidAndNotShown() {
        String store = authority.keyStore(device, "PKCS12", "changeit").toString();

        assertThat(new TlsFiles(null, null, store, null, "guessed").mistakes())
                .containsExactly(store + ": the password of the key store is wrong");
        assertThat(new TlsFiles(null, null, store, null, "guessed").toString()).doesNotContain("guessed");
    }

    @Test
    void anExpiredCertificateIsToldByItsNameAndTime() {
        Identity late = authority.issueExpired("late");

        assertThat(files(late.certificate(), late.key()).mistakes())
                .singleElement()
                .asString()
                .startsWith(late.certificate() + ": the certificate 'CN=late' expired at ");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        Identity other = authority.issue("other");

        assertThat(files(device.certificate(), other.key()).mistakes())
                .containsExactly(other.key() + ": the private key does not belong to the certificate 'CN=device' in "
                        + device.certificate());
    }

    @Test
    void allFilesThatCannotBeUsedAreToldTogether() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.pem"));

        assertThat(TlsFiles.pem("/no/such/ca.pem", empty.toString(), empty.toString())
                        .mistakes())
                .containsExactly(
                        "/no/such/ca.pem cannot be read: there is no such file",
                        empty
                                + ": expected a certificate in PEM (-----BEGIN CERTIFICATE-----), JKS or PKCS12, found none",
                        empty
                                + ": expected a private key in PEM (PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY), found"
                                + " none");
    }

    @Test
    void aKeyWithoutACertificateIsAMistake() {
        assertThat(TlsFiles.pem(null, null, device.key().toString()).mistakes())
                .containsExactly("the key " + device.key() + " has no certificate beside it: expected both or none");
    }
}
