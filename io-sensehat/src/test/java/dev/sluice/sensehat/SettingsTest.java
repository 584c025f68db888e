package dev.sluice.sensehat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An {@code RTIMULib.ini} as it lies on a Pi. */
final class SettingsTest {

    @TempDir
    private Path dir;

    private Settings read(String text) throws Exception {
        return Settings.from(Files.writeString(dir.resolve("RTIMULib.ini"), text));
    }

    @Test
    void aFileWithoutKeysGivesTheDefaults() throws Exception {
        assertThat(read("# RTIMULib settings file\n\n # General\n")).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void everyKeyOfTheBoardCountsAndThoseOfOtherChipsDoNot() throws Exception {
        Settings settings = read("""
                #
                IMUType=6
                FusionType=1
                BusIsI2C=true
                I2CBus=1
                I2CSlaveAddress=107
                AxisRotation=7
                PressureType=3
                I2CPressureAddress=93
                HumidityType=0
                I2CHumidityAddress=95
                CompassCalValid=true
                CompassCalMinX=-26.5
                CompassCalMinY=-2
                CompassCalMinZ=-14
                CompassCalMaxX=49
                CompassCalMaxY=70
                CompassCalMaxZ=55
                compassAdjDeclination=0.05
                compassCalEllipsoidValid=true
                compassCalOffsetX=0.25
                compassCalCorr11=0.9
                compassCalCorr23=-0.02
                AccelCalValid=false
                AccelCalMinX=-0.9
                GyroBiasValid=true
                GyroBiasX=0.024
                GyroBiasZ=-0.011
                MPU9150GyroAccelSampleRate=50
                LSM9DS1GyroSampleRate=3
                LSM9DS1AccelFsr=0
                """);

        assertThat(settings)
                .isEqualTo(new Settings(
                        107,
                        93,
                        null,
                        new MotionSettings(3, 1, 4, 1, 3, 0, 3, 5, 0),
                        7,
                        FusionType.KALMAN,
                        0.05,
                        new CompassCalibration(
                                new Vector3(-26.5, -2, -14),
                                new Vector3(49, 70, 55),
                                new CompassCalibration.Ellipsoid(
                                        new Vector3(0.25, 0, 0),
                                        new Vector3(0.9, 0, 0),
                                        new Vector3(0, 1, -0.02),
                                        new Vector3(0, 0, 1))),
                        null,
                        new Vector3(0.024, 0, -0.011)));
    }

    @Test
    void allMistakesAreReportedWithTheirLines() {
        assertThatThrownBy(() -> read("""
                        IMUType=7
                        AxisRotation=24
                        nonsense
                        CompassCalValid=true
                        GyroBiasX=much
                        LSM9DS1CompassSampleRate=7
                        """))
                .isInstanceOf(BoardException.class)
                .hasMessageStartingWith(
                        dir.resolve("RTIMULib.ini") + ": line 3: expected key=value, found 'nonsense'; ")
                .hasMessageContaining("line 1: expected IMUType to be 0 or 6, the Sense HAT's, found '7'")
                .hasMessageContaining("expected an axis rotation from 0 to 23, found 24")
                .hasMessageContaining("expected compass extremes with each maximum above its minimum")
                .hasMessageContaining("line 5: expected GyroBiasX to be a number, found 'much'")
                .hasMessageContaining("expected LSM9DS1CompassSampleRate from 0 to 5, found 7");
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> Settings.from(dir.resolve("none.ini")))
                .isInstanceOf(BoardException.class)
                .hasMessageStartingWith("expected the settings of RTIMULib in " + dir.resolve("none.ini"));
    }
}
