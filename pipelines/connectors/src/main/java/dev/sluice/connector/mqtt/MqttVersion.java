package dev.sluice.connector.mqtt;

import java.util.Arrays;

/** The versions of the protocol. */
enum MqttVersion {
    V5("5"),

    /** No receive maximum, no user properties, no reasons why a connection ends. */
    V3_1_1("3.1.1");

    private final String text;

    MqttVersion(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException where it is none of them */
    static MqttVersion of(String text) {
        return Arrays.stream(values())
                .filter(version -> version.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no other is known here"));
    }

    @Override
    public String toString() {
        return text;
    }
}
