package dev.sluice.demo;

/**
 * How far the messages have come.
 *
 * @param sent by the devices
 * @param inKafka records in the topic
 * @param accounted records that the lake job has published, as rows or as dead letters
 * @param inLake rows in published files
 */
record Counts(long sent, long inKafka, long accounted, long inLake) {

    @Override
    public String toString() {
        return String.format("sent %,10d    in Kafka %,10d    in the lake %,10d", sent, inKafka, inLake);
    }
}
