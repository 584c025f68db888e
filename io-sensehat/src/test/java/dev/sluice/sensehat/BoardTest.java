package dev.sluice.sensehat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.sensehat.SenseHatOptions.Part;
import dev.sluice.sensehat.emulator.EmulatedBoard;
import dev.sluice.sensehat.emulator.Fault;
import dev.sluice.sensehat.emulator.Scenario;
import dev.sluice.sensehat.emulator.Truth;
import dev.sluice.sensehat.emulator.VirtualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chips that go wrong and come back, in virtual time. */
final class BoardTest {

    private final VirtualClock clock = VirtualClock.at(Instant.parse("2020-04-16T11:33:23Z"));
    private final EmulatedBoard chips = EmulatedBoard.of(Scenario.named("steady"), clock);

    private Board open() {
        return open(SenseHatOptions.DEFAULT);
    }

    private Board open(SenseHatOptions options) {
        return new Board(chips.bus(), options.withClock(clock));
    }

    private Reading after(Board board, Duration time) {
        long end = clock.nanoTime() + time.toNanos();
        while (clock.nanoTime() < end) {
            clock.advance(Math.max(1, board.poll()));
        }
        return board.reading();
    }

    private ChipHealth health(Board board, int address) {
        return board.health().stream()
                .filter(chip -> chip.address() == address)
                .findFirst()
                .orElseThrow();
    }

    private static Fault.Window seconds(int from, int until) {
        return new Fault.Window(Duration.ofSeconds(from), Duration.ofSeconds(until));
    }

    @Test
    void beforeTheFirstConversionEverythingIsMissing() {
        Board board = open();

        board.poll();

        assertThat(board.reading())
                .isEqualTo(new Reading(clock.now(), null, null, null, null, null, null, null, null, null));
    }

    @Test
    void aChipThatIsGoneIsMissingAndComesBack() {
        chips.inject(new Fault.Gone(EmulatedBoard.HUMIDITY, seconds(2, 4)));
        Board board = open();

        Reading before = after(board, Duration.ofMillis(1900));
        Reading during = after(board, Duration.ofSeconds(1));
        Reading behind = after(board, Duration.ofMillis(1500));

        assertThat(before.humidity()).isCloseTo(45, within(0.5));
        assertThat(during.humidity()).isNull();
        assertThat(during.temperatureFromHumidity()).isNull();
        assertThat(during.pressure()).isNotNull();
        assertThat(behind.humidity()).isCloseTo(45, within(0.5));
        assertThat(health(board, EmulatedBoard.HUMIDITY).errors()).isBetween(40L, 60L);
        assertThat(health(board, EmulatedBoard.HUMIDITY).lastFailure())
                .isEqualTo("HTS221 (humidity) at 0x5F of bus 1: read of register 0x27 failed: Remote I/O error");
    }

    @ParameterizedTest
    @ValueSource(ints = {EmulatedBoard.HUMIDITY, EmulatedBoard.PRESSURE, EmulatedBoard.MOTION, EmulatedBoard.COMPASS})
    void aChipThatLostItsSettingsIsSetAnew(int address) {
        Board board = open();
        after(board, Duration.ofSeconds(2));

        chips.inject(new Fault.Reset(address, chips.transactions() + 10));
        Reading reading = after(board, Duration.ofSeconds(1));

        assertThat(reading.humidity()).isNotNull();
        assertThat(reading.pressure()).isNotNull();
        assertThat(reading.orientation()).isNotNull();
        assertThat(health(board, address).resets()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {EmulatedBoard.HUMIDITY, EmulatedBoard.PRESSURE, EmulatedBoard.MOTION, EmulatedBoard.COMPASS})
    void aChipThatIsStuckIsMissingAfterASecondAndComesBack(int address) {
        chips.inject(new Fault.NotReady(address, seconds(2, 6)));
        Board board = open();

        Reading stuck = after(board, Duration.ofMillis(5500));
        Reading behind = after(board, Duration.ofSeconds(2));

        boolean moves = address == EmulatedBoard.MOTION || address == EmulatedBoard.COMPASS;
        assertThat(stuck.humidity() == null).isEqualTo(address == EmulatedBoard.HUMIDITY);
        assertThat(stuck.pressure() == null).isEqualTo(address == EmulatedBoard.PRESSURE);
        assertThat(stuck.orientation() == null).isEqualTo(moves);
        assertThat(behind).doesNotHaveToString("null").satisfies(reading -> {
            assertThat(reading.humidity()).isNotNull();
            assertThat(reading.pressure()).isNotNull();
            assertThat(reading.orientation()).isNotNull();
        });
    }

    @Test
    void oneTransactionThatIsNotAcknowledgedIsTriedAgainAndNothingIsMissing() {
        Board board = open();
        after(board, Duration.ofSeconds(2));

        for (int n = 1; n < 400; n += 3) {
            chips.inject(new Fault.NotAcknowledged(chips.transactions() + n));
        }
        Reading reading = after(board, Duration.ofMillis(500));

        assertThat(reading.humidity()).isNotNull();
        assertThat(reading.orientation()).isNotNull();
        assertThat(board.health()).allMatch(chip -> chip.errors() == 0);
        assertThat(board.health().stream().mapToLong(ChipHealth::retries).sum()).isBetween(100L, 134L);
    }

    @Test
    void valuesThatChangeWhileTheyAreReadAreNotTorn() {
        // One count to the next: 0x00FF to 0x0100 and the like, at each conversion.
        Truth one = Scenario.named("steady").at(0);
        long[] calls = new long[1];
        Scenario flicker = nanos -> {
            double step = calls[0]++ % 2 == 0 ? 0 : 20;
            return new Truth(
                    30 + step, one.celsius() - step, 900 + step, one.pose(), one.rotation(), one.shock(), one.light());
        };
        EmulatedBoard flickering = EmulatedBoard.of(flicker, clock);
        flickering.inject(new Fault.Torn(EmulatedBoard.HUMIDITY, Fault.Window.ALWAYS));
        flickering.inject(new Fault.Torn(EmulatedBoard.PRESSURE, Fault.Window.ALWAYS));
        Board board = new Board(
                flickering.bus(),
                SenseHatOptions.DEFAULT.withClock(clock).withParts(EnumSet.of(Part.HUMIDITY, Part.PRESSURE)));

        for (int i = 0; i < 200; i++) {
            Reading reading = after(board, Duration.ofMillis(80));
            if (i > 3) {
                assertThat(Math.min(Math.abs(reading.humidity() - 30), Math.abs(reading.humidity() - 50)))
                        .isLessThan(0.3);
                assertThat(Math.min(Math.abs(reading.pressure() - 900), Math.abs(reading.pressure() - 920)))
                        .isLessThan(0.1);
            }
        }
    }

    @Test
    void anAddressThatTheKernelHoldsIsNamedWithItsModule() {
        chips.inject(new Fault.Busy(EmulatedBoard.HUMIDITY, Fault.Window.ALWAYS));

        assertThatThrownBy(this::open)
                .isInstanceOf(BoardException.class)
                .hasMessageStartingWith(
                        "HTS221 (humidity): 0x5F of bus 1 is held by the kernel, most likely by its module "
                                + "hts221_i2c: `sudo modprobe -r hts221_i2c` frees it")
                .hasMessageContaining("the overlay rpi-sense");
    }

    @Test
    void anAddressThatTheKernelTakesForAWhileIsMissingAndNoOtherChipIsWrittenTo() {
        chips.inject(new Fault.Busy(EmulatedBoard.HUMIDITY, seconds(2, 4)));
        Board board = open();

        // The bus has selected the chip before; only a selection is refused, which happens as others are read between.
        Reading during = after(board, Duration.ofMillis(3500));
        Reading behind = after(board, Duration.ofMillis(1500));

        assertThat(during.humidity()).isNull();
        assertThat(during.pressure()).isCloseTo(1013.25, within(0.1));
        assertThat(during.orientation()).isNotNull();
        assertThat(behind.humidity()).isCloseTo(45, within(0.5));
        assertThat(health(board, EmulatedBoard.PRESSURE).resets()).isZero();
        assertThat(health(board, EmulatedBoard.MOTION).resets()).isZero();
    }

    @Test
    void aClockThatIsSetBackDoesNotMoveThePose() {
        Board board = open();
        Orientation before = after(board, Duration.ofSeconds(5)).orientation();

        clock.setWall(Instant.parse("1970-01-01T00:00:00Z"));
        Reading behind = after(board, Duration.ofMillis(100));

        assertThat(behind.orientation().yaw()).isCloseTo(before.yaw(), within(0.5));
        assertThat(behind.orientation().roll()).isCloseTo(before.roll(), within(0.5));
        assertThat(behind.time()).isBefore(Instant.parse("1970-01-01T00:00:01Z"));
    }

    @Test
    void chipsAreFoundAtTheirOtherAddresses() {
        chips.move(EmulatedBoard.PRESSURE, 0x5D);
        chips.move(EmulatedBoard.MOTION, 0x6B);
        chips.move(EmulatedBoard.COMPASS, 0x1E);
        chips.addTcs3400(0x39);

        Board board = open(SenseHatOptions.DEFAULT.withParts(EnumSet.allOf(Part.class)));
        Reading reading = after(board, Duration.ofSeconds(1));

        assertThat(board.health()).extracting(ChipHealth::address).containsExactly(0x5F, 0x5D, 0x6B, 0x1E, 0x39);
        assertThat(reading.pressure()).isCloseTo(1013.25, within(0.1));
        assertThat(reading.orientation().yaw()).isCloseTo(118, within(1.0));
        assertThat(reading.colour().green()).isCloseTo(0.25, within(0.001));
    }

    @Test
    void anAddressOfTheSettingsIsTheOnlyOneThatIsAsked() {
        chips.move(EmulatedBoard.PRESSURE, 0x5D);
        Settings d = Settings.DEFAULT;
        Settings elsewhere = new Settings(null, 0x5C, null, d.motion(), 0, d.fusion(), 0, null, null, Vector3.ZERO);

        assertThatThrownBy(() ->
                        open(SenseHatOptions.DEFAULT.withSettings(elsewhere).withParts(Set.of(Part.PRESSURE))))
                .isInstanceOf(BoardException.class)
                .hasMessage("LPS25H (pressure): expected id 0xBD on bus 1, found no answer at 0x5C");
    }

    @Test
    void theHeatOfTheProcessorIsTakenOutAndWithoutItsSensorTheTemperatureIsMissing(@TempDir Path dir) throws Exception {
        Path sensor = Files.writeString(dir.resolve("temp"), "54000\n");
        Board warm = open(SenseHatOptions.DEFAULT.withCpuHeat(new CpuHeat(sensor, 1.5)));
        Board blind = open(SenseHatOptions.DEFAULT.withCpuHeat(new CpuHeat(dir.resolve("none"), 1.5)));

        assertThat(after(warm, Duration.ofSeconds(1)).temperatureFromHumidity())
                .as("24 - (54 - 24) / 1.5")
                .isCloseTo(4, within(0.2));
        Reading without = after(blind, Duration.ofSeconds(1));
        assertThat(without.temperatureFromHumidity()).isNull();
        assertThat(without.humidity()).isNotNull();
    }
}
