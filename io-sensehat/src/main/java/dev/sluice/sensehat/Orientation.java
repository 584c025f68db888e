package dev.sluice.sensehat;

/**
 * How the board lies, in degrees as Python's {@code sense_hat} gives them and by its names: each from 0 to 360, so that a
 * pitch downwards is between 270 and 360.
 */
public record Orientation(double pitch, double roll, double yaw) {

    /** The same pose in degrees; a tiny negative angle is exactly 360, as it is in Python. */
    public static Orientation of(Pose pose) {
        return new Orientation(degrees(pose.pitch()), degrees(pose.roll()), degrees(pose.yaw()));
    }

    private static double degrees(double radians) {
        double degrees = Math.toDegrees(radians);
        return degrees < 0 ? degrees + 360 : degrees;
    }
}
