package dev.sluice.sensehat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.i2c.I2C;
import dev.sluice.sensehat.BoardException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver can see of the chips on the bus, by their data sheets, through Pi4J and nothing else. */
final class EmulatedChipTest {

    private final VirtualClock clock = VirtualClock.at(Instant.EPOCH);
    private final Wiring wiring = new Wiring(clock);
    private final Context context = Pi4J.newContextBuilder()
            .noAutoDetect()
            .disableShutdownHook()
            .add(new EmulatedI2cProvider(wiring))
            .build();

    @AfterEach
    void close() {
        context.shutdown();
    }

    private I2C on(int address, EmulatedChip chip) {
        wiring.put(address, chip, Scenario.named("steady"));
        return device(address);
    }

    private I2C device(int address) {
        return context.create(I2C.newConfigBuilder(context)
                .id("chip-" + address)
                .bus(1)
                .device(address)
                .build());
    }

    private void milliseconds(int time) {
        clock.advance(time * 1_000_000L);
    }

    @Test
    void thePointerCountsUpWithBitSevenAndStaysWithout() {
        I2C chip = on(0x5F, new EmulatedHts221(1));
        byte[] three = new byte[3];

        chip.readRegister(0x30, three);
        assertThat(three).containsExactly(0x3C, 0x3C, 0x3C);
        chip.readRegister(0xB0, three);
        assertThat(three).containsExactly(0x3C, 0xA0, 0x80);
        assertThat(chip.read()).as("from where the pointer stands").isEqualTo(0x20);
    }

    @Test
    void aWriteAndAReadInTwoTransactionsAreAsGoodAsOne() {
        I2C chip = on(0x5F, new EmulatedHts221(1));

        chip.write((byte) 0x0F);

        assertThat(chip.read()).isEqualTo(0xBC);
        assertThat(chip.readRegister(0x0F)).isEqualTo(0xBC);
    }

    @Test
    void calibrationAndIdentityCannotBeWritten() {
        I2C chip = on(0x5F, new EmulatedHts221(1));

        chip.writeRegister(0x30, (byte) 7);
        chip.writeRegister(0x0F, (byte) 7);

        assertThat(chip.readRegister(0x30)).isEqualTo(0x3C);
        assertThat(chip.readRegister(0x0F)).isEqualTo(0xBC);
    }

    @Test
    void nothingIsConvertedUntilTheChipIsActiveAndAReadClearsTheStatus() {
        I2C chip = on(0x5F, new EmulatedHts221(1));
        milliseconds(1000);
        assertThat(chip.readRegister(0x27)).isZero();

        chip.writeRegister(0x20, (byte) 0x87);
        milliseconds(79);
        assertThat(chip.readRegister(0x27)).isZero();
        milliseconds(2);
        assertThat(chip.readRegister(0x27)).isEqualTo(0b11);
        chip.readRegister(0xA8, new byte[2]);
        assertThat(chip.readRegister(0x27)).isEqualTo(0b01);
    }

    @Test
    void thePressureChipsBurstRoundsWhileTheFifoIsOn() {
        I2C chip = on(0x5C, new EmulatedLps25h(1));
        chip.writeRegister(0x20, (byte) 0xC4);
        milliseconds(100);
        byte[] six = new byte[6];

        chip.writeRegister(0x21, (byte) 0x40);
        chip.readRegister(0xA8, six);
        assertThat(new byte[] {six[3], six[4], six[5]}).containsExactly(six[0], six[1], six[2]);

        chip.writeRegister(0x21, (byte) 0x00);
        chip.readRegister(0xA8, six);
        double hectopascal = ((six[0] & 0xFF) + ((six[1] & 0xFF) << 8) + ((six[2] & 0xFF) << 16)) / 4096.0;
        double celsius = 42.5 + (short) ((six[3] & 0xFF) + (six[4] << 8)) / 480.0;
        assertThat(hectopascal).isCloseTo(1013.25, within(0.1));
        assertThat(celsius).isCloseTo(24, within(0.1));
    }

    @Test
    void theMotionChipCountsUpByItsControlRegisterAndAResetSetsThatBack() {
        I2C chip = on(0x6A, new EmulatedAccelGyro(1));
        byte[] two = new byte[2];

        chip.writeRegister(0x22, (byte) 0x80);
        chip.readRegister(0x0F, two);
        assertThat(two).as("rebooted without counting up").containsExactly(0x68, 0x68);
        assertThat(chip.readRegister(0x22)).isZero();

        chip.writeRegister(0x10, (byte) 0x69);
        chip.writeRegister(0x22, (byte) 0x05);
        assertThat(chip.readRegister(0x22)).isEqualTo(0x04);
        assertThat(chip.readRegister(0x10)).isZero();
        milliseconds(100);
        assertThat(chip.readRegister(0x17)).as("powered down").isZero();
        chip.readRegister(0x0F, two);
        assertThat(two).as("counting up").containsExactly(0x68, 0);
    }

    @Test
    void theMagnetometersBurstWrapsAndItStartsPoweredDown() {
        I2C chip = on(0x1C, new EmulatedMagnetometer(1));
        milliseconds(200);
        assertThat(chip.readRegister(0x27)).isZero();

        chip.writeRegister(0x20, (byte) 0x14);
        chip.writeRegister(0x22, (byte) 0x00);
        milliseconds(51);
        assertThat(chip.readRegister(0x27)).isEqualTo(0x0F);
        byte[] seven = new byte[7];
        chip.readRegister(0xA8, seven);
        assertThat(seven[6]).isEqualTo(seven[0]);
    }

    @Test
    void anAbsentChipFailsWithTheKernelsWords() {
        assertThatThrownBy(() -> device(0x44).readRegister(0))
                .isInstanceOf(Pi4JException.class)
                .rootCause()
                .hasMessage("Remote I/O error");
    }

    @Test
    void whatIsWrittenAfterARefusedSelectionGoesToTheChipBefore() {
        I2C humidity = on(0x5F, new EmulatedHts221(1));
        I2C pressure = on(0x5C, new EmulatedLps25h(1));
        humidity.readRegister(0x0F);
        wiring.inject(new Fault.Busy(0x5C, Fault.Window.ALWAYS));

        assertThatThrownBy(() -> pressure.writeRegister(0x20, (byte) 0x90))
                .rootCause()
                .hasMessage("Device or resource busy");
        pressure.writeRegister(0x20, (byte) 0x90);

        assertThat(wiring.chip(0x5F).get(0x20))
                .as("as Linux and Pi4J do it between them")
                .isEqualTo(0x90);
        assertThat(wiring.chip(0x5C).get(0x20)).isZero();
    }

    @Test
    void aRecordingIsPlayedBetweenItsRowsAndAgain(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(
                dir.resolve("day.csv"),
                "seconds,temperature,humidity,pressure,yaw,roll,pitch\n10,20,40,1000,350,0,0\n12,22,44,1002,10,0,0\n");
        Scenario scenario = Scenario.named("replay:" + file);

        Truth middle = scenario.at(1_000_000_000L);
        assertThat(middle.celsius()).isEqualTo(21);
        assertThat(middle.humidity()).isEqualTo(42);
        assertThat(middle.pose().yaw()).as("on the shorter way").isCloseTo(0, within(1e-9));
        assertThat(middle.rotation().z()).isCloseTo(Math.toRadians(10), within(1e-9));
        assertThat(scenario.at(2_500_000_000L).celsius()).isEqualTo(20.5);

        Path broken = Files.writeString(dir.resolve("broken.csv"), "seconds,temperature\n1,2\n");
        assertThatThrownBy(() -> Scenario.named("replay:" + broken))
                .isInstanceOf(BoardException.class)
                .hasMessage(broken + ": expected a column humidity, found [seconds, temperature]");
        assertThatThrownBy(() -> Scenario.named("storm"))
                .hasMessage(
                        "expected a scenario, one of steady, day-cycle, slow-turn, shaken, replay:FILE.csv, found 'storm'");
    }
}
