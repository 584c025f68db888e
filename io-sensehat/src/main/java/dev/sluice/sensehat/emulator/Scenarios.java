package dev.sluice.sensehat.emulator;

import dev.sluice.sensehat.Colour;
import dev.sluice.sensehat.Pose;
import dev.sluice.sensehat.Vector3;

/** The scenarios that have a name. Angles and their speeds are given together, so that gyroscope and gravity agree. */
final class Scenarios {

    static final Scenario STEADY =
            nanos -> steady(24.0, 45.0, 1013.25, still(Math.toRadians(2), Math.toRadians(-1.5), Math.toRadians(118)));

    static final Scenario DAY_CYCLE = nanos -> {
        double day = 2 * Math.PI * nanos / 86_400e9;
        return steady(
                20 + 5 * Math.sin(day),
                50 - 12 * Math.sin(day),
                1013.25 + 3 * Math.sin(day / 3),
                still(0, 0, Math.toRadians(118)));
    };

    static final Scenario SLOW_TURN = nanos -> {
        double seconds = nanos / 1e9;
        Swing pitch = Swing.of(seconds, Math.toRadians(6), 60);
        Swing roll = Swing.of(seconds, Math.toRadians(4), 47);
        double yawRate = 2 * Math.PI / 600;
        double yaw = Math.IEEEremainder(yawRate * seconds, 2 * Math.PI);
        return steady(24.0, 45.0, 1013.25, new Motion(roll, pitch, new Swing(yaw, yawRate)));
    };

    static final Scenario SHAKEN = nanos -> {
        double seconds = nanos / 1e9;
        Swing pitch = Swing.of(seconds, Math.toRadians(15), 0.5);
        Swing roll = Swing.of(seconds, Math.toRadians(10), 0.4);
        Swing yaw = Swing.of(seconds, Math.toRadians(20), 0.9);
        Truth truth = steady(24.0, 45.0, 1013.25, new Motion(roll, pitch, yaw));
        double push = 0.3 * Math.sin(2 * Math.PI * seconds * 2);
        return new Truth(
                truth.humidity(),
                truth.celsius(),
                truth.hectopascal(),
                truth.pose(),
                truth.rotation(),
                new Vector3(push, -push, push / 2),
                truth.light());
    };

    private Scenarios() {}

    /** One angle and how fast it changes, in radians and rad/s. */
    record Swing(double angle, double speed) {

        static Swing of(double seconds, double amplitude, double period) {
            double w = 2 * Math.PI / period;
            return new Swing(amplitude * Math.sin(w * seconds), amplitude * w * Math.cos(w * seconds));
        }
    }

    /** The three angles of a board. */
    record Motion(Swing roll, Swing pitch, Swing yaw) {

        Pose pose() {
            return new Pose(roll.angle, pitch.angle, yaw.angle);
        }

        /** The speeds of the angles as rotation about the board's own axes. */
        Vector3 rotation() {
            double sinRoll = Math.sin(roll.angle);
            double cosRoll = Math.cos(roll.angle);
            double cosPitch = Math.cos(pitch.angle);
            return new Vector3(
                    roll.speed - yaw.speed * Math.sin(pitch.angle),
                    pitch.speed * cosRoll + yaw.speed * cosPitch * sinRoll,
                    -pitch.speed * sinRoll + yaw.speed * cosPitch * cosRoll);
        }
    }

    static Motion still(double roll, double pitch, double yaw) {
        return new Motion(new Swing(roll, 0), new Swing(pitch, 0), new Swing(yaw, 0));
    }

    static Truth steady(double celsius, double humidity, double hectopascal, Motion motion) {
        return new Truth(
                humidity,
                celsius,
                hectopascal,
                motion.pose(),
                motion.rotation(),
                new Vector3(0, 0, 0),
                new Colour(0.20, 0.25, 0.15, 0.55));
    }
}
