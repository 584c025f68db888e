package dev.sluice.sensehat;

/** How a measured pose corrects the one that the gyroscope predicts. */
public enum FusionType {
    /** No orientation at all. */
    NONE,
    /** A Kalman filter over the four components of the attitude. */
    KALMAN,
    /** A fiftieth of the way at each sample: the default, of RTIMULib and of Python's {@code sense_hat}. */
    RTQF;

    /**
     * The type that RTIMULib has a number for.
     *
     * @throws IllegalArgumentException if there is none
     */
    static FusionType of(int number) {
        return switch (number) {
            case 0 -> NONE;
            case 1 -> KALMAN;
            case 2 -> RTQF;
            default ->
                throw new IllegalArgumentException(
                        "expected FusionType 0 for none, 1 for Kalman or 2 for RTQF, found " + number);
        };
    }
}
