package dev.sluice.benchmark;

import dev.sluice.server.KafkaPayloads;
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
 * Readings to windows, from one topic to another.
 *
 * @param place where it is
 * @param size of a window
 * @param records how many readings there are
 * @param answer what has to come out
 */
record HopTask(Place place, Duration size, long records, WindowedAnswer answer) implements Task {

    @Override
    public JobCommand command(Candidate candidate, Trial trial, Path directory) throws IOException {
        HopScript script =
                new HopScript(place.bootstrapServers(), HopWorkload.input(records), HopWorkload.output(trial), size);
        Files.createDirectories(directory);
        return candidate.sql(Files.writeString(directory.resolve("hop.sql"), script.text()), directory);
    }

    @Override
    public Outcome outcome(Candidate candidate, Trial trial, Path directory) throws IOException, SQLException {
        List<byte[]> payloads = KafkaPayloads.of(place.bootstrapServers(), HopWorkload.output(trial));
        Path rows = directory.resolve("rows.ndjson");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(rows))) {
            for (byte[] payload : payloads) {
                out.write(payload);
                out.write('\n');
            }
        }
        return new Outcome(Map.of(HopWorkload.ROWS.name(), (long) payloads.size()), answer.differences(rows));
    }
}
