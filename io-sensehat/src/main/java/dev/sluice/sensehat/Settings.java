package dev.sluice.sensehat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the board is wired, mounted and calibrated: what {@code RTIMULib.ini} says.
 *
 * @param motionAddress of accelerometer and gyroscope, null where they are to be looked for
 * @param pressureAddress of the pressure chip, null where it is to be looked for
 * @param humidityAddress of the humidity chip, null where it is to be looked for
 * @param motion rates and ranges
 * @param axisRotation how the board is mounted, 0 to 23
 * @param fusion how poses are put together
 * @param declination of the magnetic field, in radians
 * @param compass calibration of the compass, null for none
 * @param acceleration calibration of the accelerometer, null for none
 * @param gyroBias what the gyroscope shows at rest, in rad/s: a start for what is learned
 */
public record Settings(
        @Nullable Integer motionAddress,
        @Nullable Integer pressureAddress,
        @Nullable Integer humidityAddress,
        MotionSettings motion,
        int axisRotation,
        FusionType fusion,
        double declination,
        @Nullable CompassCalibration compass,
        @Nullable AccelerationCalibration acceleration,
        Vector3 gyroBias) {

    /** RTIMULib's own: every chip is looked for, nothing is calibrated. */
    public static final Settings DEFAULT =
            new Settings(null, null, null, MotionSettings.DEFAULT, 0, FusionType.RTQF, 0, null, null, Vector3.ZERO);

    /**
     * The settings of an {@code RTIMULib.ini}, which is read and never written. Keys that concern other chips are passed over.
     *
     * @throws BoardException if the file cannot be read, or says what cannot be; all mistakes together, with their lines
     */
    public static Settings from(Path ini) {
        return new RtimuIni(ini).settings();
    }

    /** The same with a calibrated compass. */
    public Settings withCompass(CompassCalibration calibration) {
        return new Settings(
                motionAddress,
                pressureAddress,
                humidityAddress,
                motion,
                axisRotation,
                fusion,
                declination,
                calibration,
                acceleration,
                gyroBias);
    }

    /** The same with another bias to start from, as a run before has learned it. */
    public Settings withGyroBias(Vector3 learned) {
        return new Settings(
                motionAddress,
                pressureAddress,
                humidityAddress,
                motion,
                axisRotation,
                fusion,
                declination,
                compass,
                acceleration,
                learned);
    }
}
