package dev.sluice.sensehat;

/** A rotation from the board's axes to the earth's, as a quaternion with the scalar part {@code s}; products are Hamilton's. */
public record Quaternion(double s, double x, double y, double z) {

    static final Quaternion IDENTITY = new Quaternion(1, 0, 0, 0);

    /** The rotation by yaw about z, then pitch about y, then roll about x. */
    public static Quaternion of(Pose pose) {
        double cosX = Math.cos(pose.roll() / 2);
        double sinX = Math.sin(pose.roll() / 2);
        double cosY = Math.cos(pose.pitch() / 2);
        double sinY = Math.sin(pose.pitch() / 2);
        double cosZ = Math.cos(pose.yaw() / 2);
        double sinZ = Math.sin(pose.yaw() / 2);
        return new Quaternion(
                        cosX * cosY * cosZ + sinX * sinY * sinZ,
                        sinX * cosY * cosZ - cosX * sinY * sinZ,
                        cosX * sinY * cosZ + sinX * cosY * sinZ,
                        cosX * cosY * sinZ - sinX * sinY * cosZ)
                .normalised();
    }

    /** The angles of this rotation. At a pitch of ±90° rounding cannot push it over the edge: it is never NaN. */
    public Pose pose() {
        double sine = Math.max(-1, Math.min(1, 2 * (s * y - x * z)));
        return new Pose(
                Math.atan2(2 * (y * z + s * x), 1 - 2 * (x * x + y * y)),
                Math.asin(sine),
                Math.atan2(2 * (x * y + s * z), 1 - 2 * (y * y + z * z)));
    }

    /** Where this rotation takes a vector. */
    public Vector3 rotate(Vector3 v) {
        Quaternion turned = times(new Quaternion(0, v.x(), v.y(), v.z())).times(conjugate());
        return new Vector3(turned.x, turned.y, turned.z);
    }

    /** The rotation back. */
    public Quaternion conjugate() {
        return new Quaternion(s, -x, -y, -z);
    }

    Quaternion times(Quaternion q) {
        return new Quaternion(
                s * q.s - x * q.x - y * q.y - z * q.z,
                s * q.x + x * q.s + y * q.z - z * q.y,
                s * q.y - x * q.z + y * q.s + z * q.x,
                s * q.z + x * q.y - y * q.x + z * q.s);
    }

    Quaternion plus(Quaternion q) {
        return new Quaternion(s + q.s, x + q.x, y + q.y, z + q.z);
    }

    Quaternion times(double factor) {
        return new Quaternion(s * factor, x * factor, y * factor, z * factor);
    }

    Vector3 vector() {
        return new Vector3(x, y, z);
    }

    Quaternion normalised() {
        double length = Math.sqrt(s * s + x * x + y * y + z * z);
        return length == 0 ? this : times(1 / length);
    }

    /** This rotation by the sign that its largest component has in the other: both signs are the same rotation. */
    Quaternion signedAs(Quaternion other) {
        double mine = s;
        double theirs = other.s;
        if (Math.abs(x) > Math.abs(mine)) {
            mine = x;
            theirs = other.x;
        }
        if (Math.abs(y) > Math.abs(mine)) {
            mine = y;
            theirs = other.y;
        }
        if (Math.abs(z) > Math.abs(mine)) {
            mine = z;
            theirs = other.z;
        }
        return Math.signum(mine) * Math.signum(theirs) < 0 ? times(-1) : this;
    }
}
