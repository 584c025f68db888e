package dev.sluice.sensehat;

/** Three components along the axes of the board: x forward, y right, z down. What they measure stands where it is used. */
public record Vector3(double x, double y, double z) {

    static final Vector3 ZERO = new Vector3(0, 0, 0);

    /** The length of this vector, in its own unit. */
    public double length() {
        return Math.sqrt(x * x + y * y + z * z);
    }

    Vector3 minus(Vector3 other) {
        return new Vector3(x - other.x, y - other.y, z - other.z);
    }

    Vector3 times(double factor) {
        return new Vector3(x * factor, y * factor, z * factor);
    }

    /** A weighted mean of two vectors: {@code weight} of the other one, the rest of this. */
    Vector3 towards(Vector3 other, double weight) {
        double rest = 1 - weight;
        return new Vector3(rest * x + weight * other.x, rest * y + weight * other.y, rest * z + weight * other.z);
    }

    /** The vector of length one in this direction; the null vector has none and stays itself. */
    Vector3 direction() {
        double length = length();
        return length == 0 ? this : times(1 / length);
    }
}
