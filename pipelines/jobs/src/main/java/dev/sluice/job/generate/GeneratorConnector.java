package dev.sluice.job.generate;

import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.RecordSample;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadOnlyConnector;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * A made-up device, live: one reading an interval, each at its time.
 *
 * <ul>
 *   <li>Ordering: as read. Parallelism: one split.
 *   <li>Guarantee: none over the end of a job, as with a real device: it begins anew, as another partition.
 *   <li>Timestamps: arrival is the time of the reading.
 *   <li>End: none.
 * </ul>
 *
 * <p>Settings of a table: {@code device} (the client id, {@code raspberrypi} by default), {@code interval} (whole
 * seconds, {@code PT1S} by default).
 */
public final class GeneratorConnector implements ReadOnlyConnector {

    static final String KIND = "generator";

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hasPositions() {
        return false;
    }

    @Override
    public String describe(TableDefinition table) {
        return "a made-up device '" + device(table) + "'";
    }

    @Override
    public List<String> mistakes(TableDefinition table, ReadSettings settings) {
        List<String> mistakes = new ArrayList<>();
        try {
            Duration interval = interval(table);
            if (!interval.equals(interval.truncatedTo(ChronoUnit.SECONDS)) || interval.compareTo(SHORTEST) < 0) {
                mistakes.add("interval: expected whole seconds such as PT1S or PT1M, found '" + interval + "'");
            }
        } catch (DateTimeParseException e) {
            mistakes.add("interval: expected a duration such as PT1S, found '" + e.getParsedString() + "'");
        }
        if (settings.ending() == EndingPosition.LATEST) {
            mistakes.add("--endingPosition=LATEST: a device has no end that could be read to; use --timeout");
        }
        return mistakes;
    }

    @Override
    public List<RawRecord> sample(TableDefinition table, ReadSettings settings, int most, Duration patience)
            throws IOException {
        return RecordSample.of(
                new GeneratorStream(device(table), Instant.now().truncatedTo(ChronoUnit.SECONDS), interval(table)),
                settings,
                most,
                patience);
    }

    @Override
    public PTransform<PBegin, PCollection<RecordBatch>> read(TableDefinition table, ReadSettings settings) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return Read.from(BatchedSource.of(new GeneratorStream(device(table), now, interval(table)), settings));
    }

    private static String device(TableDefinition table) {
        String device = table.stream().setting("device");
        return device == null ? "raspberrypi" : device;
    }

    private static Duration interval(TableDefinition table) {
        String interval = table.stream().setting("interval");
        return interval == null ? Duration.ofSeconds(1) : Duration.parse(interval);
    }
}
