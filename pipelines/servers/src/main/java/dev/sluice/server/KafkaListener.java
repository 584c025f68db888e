package dev.sluice.server;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * One more door of a {@link KafkaServer}.
 *
 * @param name in capitals
 * @param protocol SSL, SASL_SSL or SASL_PLAINTEXT
 * @param settings of the broker, for this listener alone
 */
record KafkaListener(String name, int port, String protocol, Map<String, String> settings) {

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Adds it to the listeners that are there. */
    void addTo(Properties broker) {
        String door = name + "://" + address();
        broker.merge("listeners", door, (before, added) -> before + "," + added);
        broker.merge("advertised.listeners", door, (before, added) -> before + "," + added);
        broker.merge("listener.security.protocol.map", name + ":" + protocol, (before, added) -> before + "," + added);
        settings.forEach((setting, value) ->
                broker.setProperty("listener.name." + name.toLowerCase(Locale.ROOT) + "." + setting, value));
    }
}
