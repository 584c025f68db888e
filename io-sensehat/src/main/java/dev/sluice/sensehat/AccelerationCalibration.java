package dev.sluice.sensehat;

/**
 * Makes one g of what the accelerometer shows at rest with an axis up or down.
 *
 * @param minimum what each axis shows when it points up, in g, below zero
 * @param maximum what each axis shows when it points down, in g, above zero
 */
public record AccelerationCalibration(Vector3 minimum, Vector3 maximum) {

    public AccelerationCalibration {
        if (!(minimum.x() < 0 && minimum.y() < 0 && minimum.z() < 0)
                || !(maximum.x() > 0 && maximum.y() > 0 && maximum.z() > 0)) {
            throw new IllegalArgumentException(
                    "expected accelerometer extremes below and above zero, found " + minimum + " to " + maximum);
        }
    }

    Vector3 apply(Vector3 g) {
        return new Vector3(
                g.x() >= 0 ? g.x() / maximum.x() : g.x() / -minimum.x(),
                g.y() >= 0 ? g.y() / maximum.y() : g.y() / -minimum.y(),
                g.z() >= 0 ? g.z() / maximum.z() : g.z() / -minimum.z());
    }
}
