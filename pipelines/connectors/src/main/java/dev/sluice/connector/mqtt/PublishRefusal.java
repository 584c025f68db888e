package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubRecException;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import java.io.IOException;
import java.util.Optional;

/**
 * A no to one message, by the broker or by the protocol, while the connection is sound. MQTT 3.1.1 has none: a broker there
 * closes the connection, or says yes and drops the message.
 *
 * @param mayPass whether the same message may be taken a moment later
 */
record PublishRefusal(String reason, boolean mayPass, Throwable cause) {

    /** Empty where the failure is no refusal of this message. */
    static Optional<PublishRefusal> of(Throwable failure) {
        if (failure instanceof MqttEncodeException tooLarge) {
            return Optional.of(new PublishRefusal(
                    "it is larger than the broker takes (" + tooLarge.getMessage() + ")", false, failure));
        }
        if (failure instanceof Mqtt5PubAckException refused) {
            return of(
                    refused.getMqttMessage().getReasonCode(),
                    refused.getMqttMessage().getReasonString(),
                    failure);
        }
        if (failure instanceof Mqtt5PubRecException refused) {
            // The codes of both have the same numbers.
            int code = refused.getMqttMessage().getReasonCode().getCode();
            return of(
                    Mqtt5PubAckReasonCode.fromCode(code),
                    refused.getMqttMessage().getReasonString(),
                    failure);
        }
        return Optional.empty();
    }

    private static Optional<PublishRefusal> of(
            Mqtt5PubAckReasonCode code, Optional<? extends Object> said, Throwable failure) {
        boolean mayPass = switch (code) {
            case UNSPECIFIED_ERROR, IMPLEMENTATION_SPECIFIC_ERROR, PACKET_IDENTIFIER_IN_USE, QUOTA_EXCEEDED -> true;
            case NOT_AUTHORIZED, TOPIC_NAME_INVALID, PAYLOAD_FORMAT_INVALID, SUCCESS, NO_MATCHING_SUBSCRIBERS -> false;
        };
        String reason =
                "the broker refuses it (" + code + said.map(text -> ", " + text).orElse("") + ")";
        return Optional.of(new PublishRefusal(reason, mayPass, failure));
    }

    IOException toException() {
        return new IOException(reason, cause);
    }
}
