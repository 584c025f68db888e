package dev.sluice.sensehat;

import org.jspecify.annotations.Nullable;

/**
 * Takes iron near the board out of a magnetic field: the middle between its extremes becomes zero, its axes become equally
 * long, and what is still an ellipsoid becomes a sphere.
 *
 * @param minimum the least field seen along each axis, in µT
 * @param maximum the greatest
 * @param ellipsoid what is left to correct, or null
 */
public record CompassCalibration(
        Vector3 minimum, Vector3 maximum, @Nullable Ellipsoid ellipsoid) {

    /**
     * A correction of a field whose extremes are centred already.
     *
     * @param offset the middle of the ellipsoid, in µT
     * @param row1 of the matrix
     * @param row2 of the matrix
     * @param row3 of the matrix
     */
    public record Ellipsoid(Vector3 offset, Vector3 row1, Vector3 row2, Vector3 row3) {

        Vector3 apply(Vector3 field) {
            Vector3 v = field.minus(offset);
            return new Vector3(dot(row1, v), dot(row2, v), dot(row3, v));
        }

        private static double dot(Vector3 a, Vector3 b) {
            return a.x() * b.x() + a.y() * b.y() + a.z() * b.z();
        }
    }

    public CompassCalibration {
        if (!(maximum.x() > minimum.x() && maximum.y() > minimum.y() && maximum.z() > minimum.z())) {
            throw new IllegalArgumentException("expected compass extremes with each maximum above its minimum, found "
                    + minimum + " to " + maximum);
        }
    }

    Vector3 apply(Vector3 field) {
        Vector3 half = maximum.minus(minimum).times(0.5);
        double longest = Math.max(half.x(), Math.max(half.y(), half.z()));
        Vector3 even = new Vector3(
                (field.x() - (maximum.x() + minimum.x()) / 2) * longest / half.x(),
                (field.y() - (maximum.y() + minimum.y()) / 2) * longest / half.y(),
                (field.z() - (maximum.z() + minimum.z()) / 2) * longest / half.z());
        return ellipsoid == null ? even : ellipsoid.apply(even);
    }
}
