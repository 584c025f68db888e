package dev.sluice.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;

/**
 * A Kerberos key distribution centre in this JVM: Apache Kerby, one realm in memory, TCP on one port of 127.0.0.1.
 *
 * <p>While it runs, the JVM's system property {@code java.security.krb5.conf} names its {@linkplain #config() configuration}:
 * there is one at a time.
 */
public final class KerberosServer implements AutoCloseable {

    /** Its realm. */
    public static final String REALM = "SLUICE.TEST";

    private final SimpleKdcServer kdc;
    private final Path directory;

    private KerberosServer(SimpleKdcServer kdc, Path directory) {
        this.kdc = kdc;
        this.directory = directory;
    }

    /**
     * Starts one on a free port and returns when it gives tickets.
     *
     * @param directory its own directory, made where it is missing; takes {@code krb5.conf} and key tabs
     */
    public static KerberosServer start(Path directory) {
        return Ports.start(port -> start(directory, port));
    }

    private static KerberosServer start(Path directory, int port) {
        try {
            Files.createDirectories(directory);
            SimpleKdcServer kdc = new SimpleKdcServer();
            kdc.setWorkDir(directory.toFile());
            kdc.setKdcRealm(REALM);
            kdc.setKdcHost("127.0.0.1");
            kdc.setKdcTcpPort(port);
            kdc.setAllowTcp(true);
            kdc.setAllowUdp(false);
            kdc.init();
            kdc.start();
            return new KerberosServer(kdc, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (KrbException e) {
            throw new IllegalStateException("Kerby does not start on port " + port + " in " + directory, e);
        }
    }

    /** Its {@code krb5.conf}. */
    public Path config() {
        return directory.resolve("krb5.conf");
    }

    /**
     * Makes a principal with a random key.
     *
     * @param name without the realm, such as {@code kafka/127.0.0.1}
     * @return its key tab
     */
    public Path principal(String name) {
        Path keytab = directory.resolve(name.replace('/', '_') + ".keytab");
        try {
            kdc.createPrincipal(name);
            kdc.exportPrincipal(name, keytab.toFile());
            return keytab;
        } catch (KrbException e) {
            throw new IllegalStateException("Kerby could not make the principal " + name, e);
        }
    }

    /** Stops it; its principals are forgotten. */
    @Override
    public void close() {
        try {
            kdc.stop();
        } catch (KrbException e) {
            throw new IllegalStateException("Kerby does not stop", e);
        }
    }
}
