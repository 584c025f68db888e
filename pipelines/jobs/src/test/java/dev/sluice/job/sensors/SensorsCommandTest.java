package dev.sluice.job.sensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.sensehat.ChipHealth;
import dev.sluice.sensehat.Orientation;
import dev.sluice.sensehat.Reading;
import dev.sluice.sensehat.Vector3;
import dev.sluice.sensehat.emulator.Device;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SensorsCommandTest {

    private static final Reading READING = new Reading(
            Instant.parse("2020-04-16T11:33:23.5Z"),
            44.5,
            27.25,
            null,
            1013.25,
            new Orientation(359.5, 0.25, 118),
            new Vector3(0.01, -0.02, 0.99),
            null,
            new Vector3(20, -3, 44),
            null);
    private static final List<ChipHealth> CHIPS = List.of(
            new ChipHealth("HTS221 (humidity)", 0x5F, true, 1200, 0, 0, 0, null),
            new ChipHealth("LPS25H (pressure)", 0x5C, false, 3, 6, 2, 1, "LPS25H (pressure): it has been reset"));

    @Test
    void theScreenShowsWhatThereIsAndWhatIsWrong() {
        assertThat(SensorsFormat.TEXT.text(READING, CHIPS, new Device("i2c:1"))).isEqualToNormalizingNewlines("""
                Sense HAT     i2c:1, 2020-04-16T11:33:23.500Z
                humidity      44.50 %RH
                temperature   27.25 °C (humidity chip), - (pressure chip)
                pressure      1013.25 hPa
                orientation   pitch 359.5°, roll 0.3°, yaw 118.0°
                acceleration  0.010, -0.020, 0.990 g
                rotation      -
                field         20.0, -3.0, 44.0 µT
                0x5F HTS221 (humidity): answers, 1,200 readings, 0 errors, set anew 0 times
                0x5C LPS25H (pressure): does not answer, 3 readings, 2 errors, set anew 1 times
                     LPS25H (pressure): it has been reset
                """);
    }

    @Test
    void onceAsJsonIsOneObjectWithEverythingMeasured() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        int code;
        try {
            code = new SensorsCommand()
                    .run(CommandLine.parse(List.of("--device=emulated:steady", "--once", "--format=json")));
        } finally {
            System.setOut(before);
        }

        JsonNode json = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(code).isZero();
        assertThat(json.get("device").asText()).isEqualTo("emulated:steady");
        assertThat(json.get("humidity").asDouble()).isBetween(44.5, 45.5);
        assertThat(json.get("yaw").asDouble()).isBetween(116.0, 120.0);
        JsonNode compass = json.get("compass");
        assertThat(Math.hypot(
                        Math.hypot(compass.get("x").asDouble(), compass.get("y").asDouble()),
                        compass.get("z").asDouble()))
                .as("the earth's field, whose mean begins at nothing")
                .isBetween(47.5, 49.2);
        assertThat(json.get("colour").isNull()).isTrue();
        assertThat(json.get("chips")).hasSize(4);
    }

    @Test
    void mistakesAreNamedTogetherBeforeTheBoardIsOpened() {
        assertThatThrownBy(() -> new SensorsCommand()
                        .run(CommandLine.parse(List.of(
                                "--device=usb", "--interval=soon", "--format=xml", "--onec", "--settings=none.ini"))))
                .isInstanceOfSatisfying(
                        MistakesException.class,
                        e -> assertThat(e.mistakes())
                                .hasSize(5)
                                .contains(
                                        "there is no option --onec; did you mean --once?",
                                        "--device: expected a device, i2c:1 or emulated:SCENARIO, found 'usb'",
                                        "--format: expected text or json, found 'xml'",
                                        "--interval: expected a duration such as PT1S, of 10 ms or more, found 'soon'"));
    }

    @Test
    void aMachineWithoutABoardIsToldWhatToDo() {
        assertThatThrownBy(() -> new SensorsCommand().run(CommandLine.parse(List.of("--device=i2c:77", "--once"))))
                .isInstanceOf(MistakesException.class)
                .hasMessageStartingWith("expected the I2C bus /dev/i2c-77, found none: switch it on with");
    }
}
