package dev.sluice.connector.kafka;

import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Hands Kafka's clients a TLS context that was read elsewhere: Kafka's own reading knows no PKCS#1 keys, and its messages
 * no files. Made by Kafka, by its class's name.
 */
public final class KafkaTls implements SslEngineFactory {

    /** The client's setting that holds the {@link SSLContext}. */
    static final String CONTEXT = "sluice.tls.context";

    private @Nullable SSLContext context;

    @Override
    public void configure(Map<String, ?> configs) {
        context = (SSLContext) configs.get(CONTEXT);
    }

    @Override
    public SSLEngine createClientSslEngine(String host, int port, String endpointIdentification) {
        if (context == null) {
            throw new IllegalStateException("expected a TLS context in the client's setting " + CONTEXT);
        }
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(endpointIdentification);
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        throw new UnsupportedOperationException("clients only");
    }

    /** A client that runs keeps what it was opened with. */
    @Override
    public boolean shouldBeRebuilt(Map<String, Object> configs) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void close() {}
}
