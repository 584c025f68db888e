package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import dev.sluice.connector.tls.TlsFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Why a connection could not be made, or why it ended: what both versions of the protocol, TLS and the network say of it.
 *
 * @param reason the end of a sentence that begins with the broker
 */
record MqttFailure(Kind kind, String reason, Throwable cause) {

    /** What follows from it. */
    enum Kind {
        /** There is no use in trying again with the same settings. */
        REFUSED,
        /** Another client has come with the same client id. */
        TAKEN_OVER,
        /** A connection that was there is closed, and the broker did not say why. */
        CLOSED,
        /** It may pass. */
        OTHER
    }

    /** @param encrypted whether the connection is one of TLS */
    static MqttFailure of(Throwable thrown, boolean encrypted) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof CompletionException
                        || cause instanceof ExecutionException
                        || cause instanceof ConnectionFailedException)) {
            cause = cause.getCause();
        }
        if (isClosed(cause)) {
            return new MqttFailure(Kind.CLOSED, "closed the connection without a word", thrown);
        }
        Optional<String> tls = encrypted ? TlsFailure.reason(cause) : Optional.empty();
        return tls.isPresent() ? new MqttFailure(Kind.REFUSED, tls.get(), thrown) : plain(cause, thrown);
    }

    private static boolean isClosed(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost instanceof ConnectionClosedException
                || innermost instanceof ClosedChannelException
                || (innermost instanceof SocketException
                        && String.valueOf(innermost.getMessage()).contains("Connection reset"));
    }

    private static MqttFailure plain(Throwable cause, Throwable thrown) {
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return new MqttFailure(Kind.OTHER, "cannot be found: the host is not known", thrown);
        }
        if (cause instanceof TimeoutException
                || cause instanceof SocketTimeoutException
                || (cause instanceof ConnectException
                        && String.valueOf(cause.getMessage()).contains("timed out"))) {
            return new MqttFailure(Kind.OTHER, "does not answer", thrown);
        }
        if (cause instanceof ConnectException) {
            return new MqttFailure(Kind.OTHER, "cannot be reached: the connection is refused", thrown);
        }
        if (cause instanceof Mqtt5ConnAckException refused) {
            return refusal(refused, thrown);
        }
        if (cause instanceof Mqtt3ConnAckException refused) {
            return refusal(refused, thrown);
        }
        if (cause instanceof Mqtt5DisconnectException ended) {
            Mqtt5DisconnectReasonCode code = ended.getMqttMessage().getReasonCode();
            Kind kind = code == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER ? Kind.TAKEN_OVER : Kind.OTHER;
            return new MqttFailure(kind, "ended the connection (" + code + ")", thrown);
        }
        return new MqttFailure(Kind.OTHER, "cannot be used: " + cause.getMessage(), thrown);
    }

    private static MqttFailure refusal(Mqtt5ConnAckException refused, Throwable thrown) {
        Mqtt5ConnAck answer = refused.getMqttMessage();
        String said = " (" + answer.getReasonCode()
                + answer.getReasonString().map(text -> ", " + text).orElse("") + ")";
        return switch (answer.getReasonCode()) {
            case NOT_AUTHORIZED, BAD_USER_NAME_OR_PASSWORD, BAD_AUTHENTICATION_METHOD, BANNED ->
                new MqttFailure(Kind.REFUSED, "refuses the credentials" + said, thrown);
            case UNSUPPORTED_PROTOCOL_VERSION, CLIENT_IDENTIFIER_NOT_VALID ->
                new MqttFailure(Kind.REFUSED, "refuses the connection" + said, thrown);
            default -> new MqttFailure(Kind.OTHER, "refuses the connection" + said, thrown);
        };
    }

    private static MqttFailure refusal(Mqtt3ConnAckException refused, Throwable thrown) {
        var code = refused.getMqttMessage().getReturnCode();
        return switch (code) {
            case NOT_AUTHORIZED, BAD_USER_NAME_OR_PASSWORD ->
                new MqttFailure(Kind.REFUSED, "refuses the credentials (" + code + ")", thrown);
            case UNSUPPORTED_PROTOCOL_VERSION, IDENTIFIER_REJECTED ->
                new MqttFailure(Kind.REFUSED, "refuses the connection (" + code + ")", thrown);
            case SUCCESS, SERVER_UNAVAILABLE ->
                new MqttFailure(Kind.OTHER, "refuses the connection (" + code + ")", thrown);
        };
    }

    /** The same, of a connection that was never made. */
    MqttFailure beforeConnected(boolean encrypted) {
        if (kind != Kind.CLOSED) {
            return this;
        }
        String question = encrypted
                ? "does it speak TLS on this port, and take this client's certificate?"
                : "does it expect TLS (mqtts://)?";
        return new MqttFailure(Kind.OTHER, "closed the connection before it said anything: " + question, cause);
    }

    /** As one sentence. */
    IOException toException(MqttBroker broker) {
        return new IOException(broker + " " + reason, cause);
    }
}
