package dev.sluice.sensehat.emulator;

import dev.sluice.sensehat.BoardClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wires between the bus and the chips, on which things go wrong. Fails with the kernel's words. Thread-safe.
 *
 * <p>What the kernel has for selected is remembered as Linux and Pi4J do between them: a plain write goes to the chip that
 * was last selected with success, whatever the caller meant.
 */
final class Wiring {

    private final BoardClock clock;
    private final long began;
    private final Map<Integer, EmulatedChip> chips = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private long transactions;

    Wiring(BoardClock clock) {
        this.clock = clock;
        began = clock.nanoTime();
    }

    synchronized void put(int address, EmulatedChip chip, @Nullable Scenario scenario) {
        chip.power(scenario, now());
        chips.put(address, chip);
    }

    synchronized @Nullable EmulatedChip remove(int address) {
        return chips.remove(address);
    }

    synchronized @Nullable EmulatedChip chip(int address) {
        return chips.get(address);
    }

    synchronized void inject(Fault fault) {
        faults.add(fault);
    }

    synchronized void mend() {
        faults.clear();
    }

    synchronized long transactions() {
        return transactions;
    }

    long now() {
        return clock.nanoTime() - began;
    }

    /** The kernel's answer to who wants to use an address. */
    synchronized void select(int address) throws IOException {
        for (Fault fault : faults) {
            if (fault instanceof Fault.Busy busy
                    && busy.address() == address
                    && busy.window().contains(now())) {
                throw new IOException("Device or resource busy");
            }
        }
    }

    /**
     * One transaction: what is written, then after a repeated start what is read.
     *
     * @return how many bytes were read
     */
    synchronized int transfer(int address, byte[] written, int offset, int length, byte[] read, int into, int count)
            throws IOException {
        transactions++;
        long nanos = now();
        for (Fault fault : faults) {
            if (fault instanceof Fault.Reset reset && reset.transaction() == transactions) {
                EmulatedChip lost = chips.get(reset.address());
                if (lost != null) {
                    lost.reset();
                }
            }
        }
        Disturbance disturbance = Disturbance.of(faults, address, transactions, nanos);
        EmulatedChip chip = chips.get(address);
        if (chip == null || !disturbance.acknowledged()) {
            throw new IOException("Remote I/O error");
        }
        if (disturbance.silent()) {
            chip.skip(nanos);
        } else {
            chip.advance(nanos);
        }
        chip.write(written, offset, length);
        if (length > 1) {
            // What is switched on now converts from now on.
            chip.advance(nanos);
        }
        int bytes = disturbance.half() ? count / 2 : count;
        for (int i = 0; i < bytes; i++) {
            if (disturbance.torn() && i > 0) {
                chip.convertNow(nanos);
            }
            read[into + i] = (byte) chip.read(disturbance.id());
        }
        return bytes;
    }
}
