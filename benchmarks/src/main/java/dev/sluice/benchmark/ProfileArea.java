package dev.sluice.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whose code a method is, by its class. What belongs to none (the JDK) is counted for its caller. */
enum ProfileArea {
    SLUICE("Sluice", "dev.sluice."),
    JSON("Jackson", "com.fasterxml.jackson.", "com.ctc."),
    ZSTD("zstd", "com.github.luben.zstd."),
    PARQUET("Parquet and Hadoop", "org.apache.parquet.", "shaded.parquet.", "org.apache.hadoop."),
    KAFKA("Kafka client", "org.apache.kafka.", "net.jpountz."),
    BEAM("Beam", "org.apache.beam."),
    FLINK("Flink", "org.apache.flink.", "org.apache.pekko.", "akka."),
    LOGGING("logging", "org.slf4j.", "ch.qos.logback."),
    OTHER("other", "");

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // a List.of
    private final List<String> prefixes;

    ProfileArea(String title, String... prefixes) {
        this.title = title;
        this.prefixes = List.of(prefixes);
    }

    String title() {
        return title;
    }

    /** The area of a class, none for those of the JDK and of nobody known. */
    static Optional<ProfileArea> of(String className) {
        return Arrays.stream(values())
                .filter(area -> area != OTHER && area.prefixes.stream().anyMatch(className::startsWith))
                .findFirst();
    }
}
