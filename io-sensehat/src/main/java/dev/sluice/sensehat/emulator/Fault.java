package dev.sluice.sensehat.emulator;

import java.time.Duration;

/**
 * Something that goes wrong on an emulated bus. Transactions are counted from 1; times are the board's, since its clock
 * began.
 */
public sealed interface Fault {

    /** The n-th transaction is not acknowledged, whoever it is for. */
    record NotAcknowledged(long transaction) implements Fault {}

    /** The n-th transaction, if it reads, ends half way. */
    record ShortRead(long transaction) implements Fault {}

    /** The chip loses its settings just before the n-th transaction: registers are back at their defaults. */
    record Reset(int address, long transaction) implements Fault {}

    /** The chip does not answer. */
    record Gone(int address, Window window) implements Fault {}

    /** The chip converts nothing, and says so. */
    record NotReady(int address, Window window) implements Fault {}

    /** The chip says to be another. */
    record WrongId(int address, int id, Window window) implements Fault {}

    /** Between any two bytes that are read a new conversion ends. */
    record Torn(int address, Window window) implements Fault {}

    /** A kernel driver holds the address. */
    record Busy(int address, Window window) implements Fault {}

    /** From one time to another, without the latter. */
    record Window(Duration from, Duration until) {

        /** For ever. */
        public static final Window ALWAYS = new Window(Duration.ZERO, Duration.ofDays(100_000));

        boolean contains(long nanos) {
            return nanos >= from.toNanos() && nanos < until.toNanos();
        }
    }
}
