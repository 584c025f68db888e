package dev.sluice.benchmark;

import dev.sluice.connector.kafka.KafkaSender;
import java.io.IOException;
import java.util.Map;

/**
 * A topic with a day of the fleet.
 *
 * @param name the topic
 * @param totals what a lake of it holds
 */
record FleetTopic(String name, LakeTotals totals) {

    /** The name of the topic with so many records. */
    static String name(long records) {
        return "fleet-" + records;
    }

    /**
     * Fills the topic, which is there and empty; a device's messages keep their order.
     *
     * @throws IOException where the broker does not have all of it
     */
    static FleetTopic fill(String bootstrapServers, long records) throws IOException {
        String name = name(records);
        DeviceFleet fleet = new DeviceFleet(records);
        try (KafkaSender sender = KafkaSender.to(bootstrapServers, name)) {
            while (fleet.hasNext()) {
                byte[] message = fleet.next();
                sender.send(fleet.key(), message, Map.of(), reason -> {
                    throw new IllegalStateException("Kafka refused a message: " + reason.getMessage(), reason);
                });
            }
            sender.flush();
        }
        return new FleetTopic(name, fleet.totals());
    }

    long records() {
        return totals.rows();
    }
}
