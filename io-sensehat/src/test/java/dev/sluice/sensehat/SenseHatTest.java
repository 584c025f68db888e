package dev.sluice.sensehat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.sensehat.emulator.EmulatedBoard;
import dev.sluice.sensehat.emulator.Fault;
import dev.sluice.sensehat.emulator.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The board with its own thread and the machine's clock. */
final class SenseHatTest {

    @Test
    void everyValueComesWithinASecondAndTheThreadEndsWithTheBoard() {
        EmulatedBoard board = EmulatedBoard.of(Scenario.named("steady"), BoardClock.system());
        board.addTcs3472(0x29);
        Set<Thread> before = samplers(); // of boards that other tests have left to this JVM

        try (SenseHat hat = SenseHat.open(board.bus(), SenseHatOptions.DEFAULT)) {
            Reading reading = await().atMost(Duration.ofSeconds(20)).until(hat::read, SenseHatTest::isWhole);

            assertThat(reading.time()).isBeforeOrEqualTo(Instant.now());
            assertThat(reading.humidity()).isBetween(44.5, 45.5);
            assertThat(reading.temperatureFromHumidity()).isBetween(23.8, 24.2);
            assertThat(reading.temperatureFromPressure()).isBetween(23.8, 24.2);
            assertThat(reading.pressure()).isBetween(1013.1, 1013.4);
            assertThat(reading.orientation().yaw()).isBetween(117.0, 119.0);
            assertThat(reading.colour().clear()).isBetween(0.54, 0.56);
        }

        assertThat(before).containsAll(samplers());
    }

    private static Set<Thread> samplers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sense-hat"))
                .collect(Collectors.toSet());
    }

    private static boolean isWhole(Reading reading) {
        return reading.humidity() != null
                && reading.temperatureFromHumidity() != null
                && reading.temperatureFromPressure() != null
                && reading.pressure() != null
                && reading.orientation() != null
                && reading.colour() != null;
    }

    @Test
    void aClosedBoardIsNotRead() {
        SenseHat hat = SenseHat.open(
                EmulatedBoard.of(Scenario.named("steady"), BoardClock.system()).bus(), SenseHatOptions.DEFAULT);
        hat.close();

        assertThatThrownBy(hat::read).isInstanceOf(IllegalStateException.class).hasMessage("the board is closed");
    }

    @Test
    void aMachineWithoutABusIsToldHowToSwitchItOn() {
        assertThatThrownBy(() -> SenseHat.open(I2cBus.linux(77), SenseHatOptions.DEFAULT))
                .isInstanceOf(BoardException.class)
                .hasMessage("expected the I2C bus /dev/i2c-77, found none: switch it on with "
                        + "`sudo raspi-config nonint do_i2c 0`, or the line `dtparam=i2c_arm=on` in "
                        + "/boot/firmware/config.txt, and start the Pi anew");
    }

    @Test
    void allThatIsMissingIsNamedTogether() {
        EmulatedBoard board = EmulatedBoard.of(Scenario.named("steady"), BoardClock.system());
        board.remove(EmulatedBoard.HUMIDITY);
        board.remove(EmulatedBoard.MOTION);
        board.inject(new Fault.WrongId(EmulatedBoard.PRESSURE, 0xB1, Fault.Window.ALWAYS));

        assertThatThrownBy(() -> SenseHat.open(board.bus(), SenseHatOptions.DEFAULT))
                .isInstanceOf(BoardException.class)
                .hasMessage("""
                        HTS221 (humidity): expected id 0xBC on bus 1, found no answer at 0x5F
                        LPS25H (pressure): expected id 0xBD on bus 1, found another chip with id 0xB1 at 0x5C, no answer at 0x5D
                        LSM9DS1 (accelerometer, gyroscope): expected id 0x68 on bus 1, found no answer at 0x6A, no answer at 0x6B""");
    }
}
