package dev.sluice.sensehat.emulator;

import dev.sluice.sensehat.Colour;
import dev.sluice.sensehat.Pose;
import dev.sluice.sensehat.Quaternion;
import dev.sluice.sensehat.Vector3;

/**
 * What is really so around the board at one moment.
 *
 * @param humidity in %RH
 * @param celsius of the air
 * @param hectopascal of the air
 * @param pose how the board lies
 * @param rotation in rad/s about the board's axes
 * @param shock acceleration beside gravity, in g along the board's axes, by the sign the chip's driver gives
 * @param light on the board
 */
public record Truth(
        double humidity, double celsius, double hectopascal, Pose pose, Vector3 rotation, Vector3 shock, Colour light) {

    /** The earth's field in µT: 20 to the north, 44 down, as in the middle of Europe. */
    static final Vector3 EARTH_FIELD = new Vector3(20, 0, 44);

    private static final Vector3 DOWN = new Vector3(0, 0, 1);

    /** What an accelerometer without a fault shows, in g. */
    Vector3 acceleration() {
        Vector3 gravity = Quaternion.of(pose).conjugate().rotate(DOWN);
        return new Vector3(gravity.x() + shock.x(), gravity.y() + shock.y(), gravity.z() + shock.z());
    }

    /** What a magnetometer without a fault shows, in µT. */
    Vector3 field() {
        return Quaternion.of(pose).conjugate().rotate(EARTH_FIELD);
    }
}
