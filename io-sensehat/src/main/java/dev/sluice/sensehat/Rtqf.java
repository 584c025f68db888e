package dev.sluice.sensehat;

import org.jspecify.annotations.Nullable;

/**
 * RTIMULib's default filter: the gyroscope turns the attitude, then it goes a fiftieth of the way to the measured one.
 */
final class Rtqf implements Fusion.Filter {

    private static final double WAY = 0.02;

    @Override
    public void reset() {
        // it remembers nothing but the attitude
    }

    @Override
    public Quaternion step(
            Quaternion state, double seconds, @Nullable Vector3 rotation, @Nullable Quaternion measured) {
        Quaternion q = state;
        if (rotation != null) {
            Quaternion rate = new Quaternion(0, rotation.x(), rotation.y(), rotation.z());
            q = q.plus(q.times(rate).times(seconds / 2)).normalised();
        }
        if (measured != null) {
            Quaternion difference = q.conjugate().times(measured).normalised();
            double angle = Math.acos(Math.max(-1, Math.min(1, difference.s()))) * WAY;
            Vector3 part = difference.vector().direction().times(Math.sin(angle));
            q = q.times(new Quaternion(Math.cos(angle), part.x(), part.y(), part.z()).normalised())
                    .normalised();
        }
        return q;
    }
}
