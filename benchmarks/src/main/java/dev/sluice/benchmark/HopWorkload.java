package dev.sluice.benchmark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Streaming SQL: readings of sensors, counted and averaged in hopping windows, to another topic.
 *
 * @param size of a window; whole minutes
 */
record HopWorkload(Duration size) implements Workload {

    static final String NAME = "hop";
    static final OutputFigure ROWS = OutputFigure.count("rows", "rows of windows");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("windowMinutes", size.toMinutes());
    }

    @Override
    public List<OutputFigure> figures() {
        return List.of(ROWS);
    }

    @Override
    public List<String> topics(Trial trial) {
        return List.of(input(trial.records()), output(trial));
    }

    @Override
    public Task fill(Place place, long records) throws IOException, SQLException {
        String topic = input(records);
        Path sent = place.scratch().resolve(topic + ".ndjson");
        try (OutputStream copy = new BufferedOutputStream(Files.newOutputStream(sent), 1 << 16)) {
            new SensorReadings(records).sendTo(place.bootstrapServers(), topic, copy);
        }
        WindowedAnswer answer = WindowedAnswer.of(sent, size, place.scratch().resolve(topic + ".parquet"));
        Files.delete(sent);
        return new HopTask(place, size, records, answer);
    }

    /** The topic with so many readings. */
    static String input(long records) {
        return "readings-" + records;
    }

    /** The topic that takes a trial's windows. */
    static String output(Trial trial) {
        return "windows-" + trial.name();
    }
}
