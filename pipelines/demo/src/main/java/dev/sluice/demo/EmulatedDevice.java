package dev.sluice.demo;

import dev.sluice.format.RecordEncoder;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.InvalidTableException;
import dev.sluice.schema.TableDefinition;
import dev.sluice.sensehat.Reading;
import dev.sluice.sensehat.SenseHatOptions;
import dev.sluice.sensehat.SteppedSenseHat;
import dev.sluice.sensehat.beam.BoardRecord;
import dev.sluice.sensehat.emulator.EmulatedBoard;
import dev.sluice.sensehat.emulator.Scenario;
import dev.sluice.sensehat.emulator.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A device that is not there: the driver reads the registers of emulated chips over I2C and fuses every motion sample, by a clock
 * that does not wait. Its messages are those that {@code ./sluice publish} sends. The same number of it always says the same.
 */
final class EmulatedDevice implements AutoCloseable {

    /** The rooms of the devices see the same day one after the other. */
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private static final Scenario DAY = Scenario.named("day-cycle");
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final String clientId;
    private final SteppedSenseHat hat;
    private final List<String> columns;
    private final RecordEncoder encoder;
    private long count;

    /**
     * @param number which device it is, from 0
     * @param start when it gives its first message; one a second follows
     */
    EmulatedDevice(String clientId, int number, Instant start) {
        this.clientId = clientId;
        VirtualClock clock = VirtualClock.at(start.minus(INTERVAL));
        Scenario room = nanos -> DAY.at(nanos + number * HOUR_NANOS);
        hat = SteppedSenseHat.open(
                EmulatedBoard.of(room, clock, 1 + 10L * number).bus(), SenseHatOptions.DEFAULT.withClock(clock));
        TableDefinition message = message();
        columns = message.columns().stream().map(Column::name).toList();
        encoder = message.format().encoder(message.columns());
    }

    private static TableDefinition message() {
        try {
            return Catalog.shipped("sense_hat");
        } catch (InvalidTableException e) {
            throw new IllegalStateException("the table of a device's messages ships", e);
        }
    }

    String topic() {
        return "streaming-data/" + clientId;
    }

    /** The message of the next second. */
    byte[] next() {
        Reading reading = hat.after(INTERVAL);
        return encoder.encode(new BoardRecord(count++, reading).values(columns, clientId));
    }

    @Override
    public void close() {
        hat.close();
    }
}
