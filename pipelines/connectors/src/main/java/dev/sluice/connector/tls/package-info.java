/**
 * Keys and certificates in files, for every client that speaks TLS: what they hold is checked before a connection is
 * tried, and a failed handshake is told in one sentence.
 *
 * <pre>{@code
 * TlsFiles files = TlsFiles.pem("ca.pem", "device.pem", "device.key");
 * SSLContext context = files.open().context();
 * }</pre>
 */
@NullMarked
package dev.sluice.connector.tls;

import org.jspecify.annotations.NullMarked;
