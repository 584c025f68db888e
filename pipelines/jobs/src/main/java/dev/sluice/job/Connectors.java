package dev.sluice.job;

import dev.sluice.connector.datagen.DatagenConnector;
import dev.sluice.connector.file.FileConnector;
import dev.sluice.connector.kafka.KafkaConnector;
import dev.sluice.connector.kinesis.KinesisConnector;
import dev.sluice.connector.mqtt.MqttConnector;
import dev.sluice.job.board.BoardConnector;
import dev.sluice.job.generate.GeneratorConnector;
import dev.sluice.schema.TableConnector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The kinds of streams there are. */
public final class Connectors {

    private static final Map<String, TableConnector> ALL = List.of(
                    new DatagenConnector(),
                    new FileConnector(),
                    new GeneratorConnector(),
                    new KafkaConnector(),
                    new KinesisConnector(),
                    new MqttConnector(),
                    new BoardConnector())
            .stream()
            .collect(Collectors.toMap(TableConnector::kind, c -> c, (a, b) -> a, TreeMap::new));

    private Connectors() {}

    public static Optional<TableConnector> of(String kind) {
        return Optional.ofNullable(ALL.get(kind));
    }

    /** Their words, for a message. */
    public static String kinds() {
        return String.join(", ", ALL.keySet());
    }
}
