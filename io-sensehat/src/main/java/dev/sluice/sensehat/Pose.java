package dev.sluice.sensehat;

/**
 * How the board lies, in radians: roll about x and yaw about z within ±π, pitch about y within ±π/2. Level with x to the
 * magnetic north is all zero.
 */
public record Pose(double roll, double pitch, double yaw) {

    static final Pose ZERO = new Pose(0, 0, 0);
}
