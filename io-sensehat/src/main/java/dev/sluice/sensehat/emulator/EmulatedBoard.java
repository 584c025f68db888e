package dev.sluice.sensehat.emulator;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import dev.sluice.sensehat.BoardClock;
import dev.sluice.sensehat.I2cBus;
import dev.sluice.sensehat.Vector3;
import org.jspecify.annotations.Nullable;

/**
 * A Sense HAT of emulated chips, behind Pi4J's own I2C interface: a driver cannot tell it from a board. The chips are at the
 * board's addresses, and measure what happens in a scenario; without one they convert nothing, and show what is laid into
 * their registers. Things go wrong as {@linkplain #inject injected}. Thread-safe.
 */
public final class EmulatedBoard {

    public static final int HUMIDITY = 0x5F;
    public static final int PRESSURE = 0x5C;
    public static final int MOTION = 0x6A;
    public static final int COMPASS = 0x1C;

    /** The bus that the board is on. */
    private static final int BUS = 1;

    private final Wiring wiring;
    private final @Nullable Scenario scenario;

    private EmulatedBoard(@Nullable Scenario scenario, BoardClock clock, long seed) {
        this.scenario = scenario;
        wiring = new Wiring(clock);
        wiring.put(HUMIDITY, new EmulatedHts221(seed), scenario);
        wiring.put(PRESSURE, new EmulatedLps25h(seed + 1), scenario);
        wiring.put(MOTION, new EmulatedAccelGyro(seed + 2), scenario);
        wiring.put(COMPASS, new EmulatedMagnetometer(seed + 3), scenario);
    }

    /** A board around which a scenario happens, from now on by this clock. */
    public static EmulatedBoard of(Scenario scenario, BoardClock clock) {
        return new EmulatedBoard(scenario, clock, 1);
    }

    /** The same with other noise. */
    public static EmulatedBoard of(Scenario scenario, BoardClock clock, long seed) {
        return new EmulatedBoard(scenario, clock, seed);
    }

    /** A board that shows what is laid into its registers. */
    public static EmulatedBoard blank(BoardClock clock) {
        return new EmulatedBoard(null, clock, 1);
    }

    /** A bus to this board. */
    public I2cBus bus() {
        return I2cBus.over(BUS, this::context);
    }

    private Context context() {
        return Pi4J.newContextBuilder()
                .noAutoDetect()
                .disableShutdownHook()
                .add(new EmulatedI2cProvider(wiring))
                .build();
    }

    /**
     * The chip at an address.
     *
     * @throws IllegalArgumentException if there is none
     */
    public EmulatedChip chip(int address) {
        EmulatedChip chip = wiring.chip(address);
        if (chip == null) {
            throw new IllegalArgumentException(String.format("there is no chip at 0x%02X", address));
        }
        return chip;
    }

    /** Takes a chip off the board. */
    public void remove(int address) {
        chip(address);
        wiring.remove(address);
    }

    /** Puts a chip at another address, as a bridge on the board would. */
    public void move(int from, int to) {
        EmulatedChip chip = chip(from);
        wiring.remove(from);
        wiring.put(to, chip, scenario);
    }

    /** Adds the TCS3400 that boards of the second version have. */
    public void addTcs3400(int address) {
        wiring.put(address, new EmulatedColourSensor(EmulatedColourSensor.Kind.TCS3400), scenario);
    }

    /** Adds a TCS3472. */
    public void addTcs3472(int address) {
        wiring.put(address, new EmulatedColourSensor(EmulatedColourSensor.Kind.TCS3472), scenario);
    }

    /**
     * Puts iron on the board, which turns with it, before the board is read. The compass shows soft times the earth's field
     * along each of the board's axes, and hard besides.
     *
     * @param hard in µT
     * @param soft 1 for none
     */
    public void putIronNearby(Vector3 hard, Vector3 soft) {
        if (wiring.chip(COMPASS) instanceof EmulatedMagnetometer magnetometer) {
            magnetometer.putIronNearby(hard, soft);
        }
    }

    /** Lets something go wrong, from now on beside what does already. */
    public void inject(Fault fault) {
        wiring.inject(fault);
    }

    /** Nothing goes wrong any more. */
    public void mend() {
        wiring.mend();
    }

    /** How many transactions there have been on the bus. */
    public long transactions() {
        return wiring.transactions();
    }
}
