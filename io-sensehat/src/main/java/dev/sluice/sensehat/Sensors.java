package dev.sluice.sensehat;

/** Which sensors have a say in the orientation. */
public record Sensors(boolean compass, boolean gyroscope, boolean accelerometer) {

    /** All three, which is where everything starts. */
    public static final Sensors ALL = new Sensors(true, true, true);
}
