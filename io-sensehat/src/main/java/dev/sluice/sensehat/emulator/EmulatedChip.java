package dev.sluice.sensehat.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registers of one chip and the rules by which the bus sees them: a pointer that the first written byte sets, that
 * counts up by the chip's own rule, and that stays between transactions; outputs that change as one while they are read,
 * if block data update is on; conversions that end as time passes.
 */
public abstract class EmulatedChip {

    /** Says how a chip of this kind is known, for faults that let it lie. */
    private final int idRegister;

    private final byte[] registers = new byte[256];
    private final List<Output> outputs = new ArrayList<>();
    private @Nullable Scenario scenario;
    private int pointer;
    private boolean counting;
    private long started;
    private long converted;
    private long period;

    /** Registers that hold one number, the low byte first, and the bit of the status that says it is new. */
    private static final class Output {
        private final int first;
        private final int last;
        private final int statusRegister;
        private final int newBit;
        private boolean open;
        private byte @Nullable [] pending;

        private Output(int first, int length, int statusRegister, int newBit) {
            this.first = first;
            last = first + length - 1;
            this.statusRegister = statusRegister;
            this.newBit = newBit;
        }
    }

    EmulatedChip(int idRegister) {
        this.idRegister = idRegister;
    }

    /** Puts registers at their defaults; calibration stays. */
    abstract void reset();

    /** What a write of the bus does. Registers that cannot be written stay. */
    abstract void written(int register, int value);

    /** Whether the pointer counts up behind a sub-address, which may carry a mark for it. */
    abstract boolean countsUp(int subAddress);

    /** The time between two conversions as the registers say, 0 for none. */
    abstract long periodNanos();

    /** Whether outputs wait until they have been read. */
    abstract boolean blockUpdate();

    /** Lays one conversion into the outputs. */
    abstract void convert(Truth truth);

    /** The register that a sub-address means. */
    int register(int subAddress) {
        return subAddress & 0x7F;
    }

    /** The register behind this one. */
    int next(int register) {
        return register + 1;
    }

    final void output(int first, int length, int statusRegister, int newBit) {
        outputs.add(new Output(first, length, statusRegister, newBit));
    }

    final void power(@Nullable Scenario around, long nanos) {
        scenario = around;
        started = nanos;
        reset();
    }

    /** The value of a register, 0 to 255, read without any effect. */
    public final int get(int register) {
        return registers[register] & 0xFF;
    }

    /** Lays bytes into the registers, also such as the bus cannot write. */
    public final void lay(int register, byte... bytes) {
        System.arraycopy(bytes, 0, registers, register, bytes.length);
    }

    /** The same in hexadecimal. */
    public final void lay(int register, String hex) {
        lay(register, HexFormat.of().parseHex(hex));
    }

    final void set(int register, int value) {
        registers[register] = (byte) value;
    }

    static boolean between(int register, int first, int last) {
        return register >= first && register <= last;
    }

    final void clear() {
        Arrays.fill(registers, (byte) 0);
        outputs.forEach(output -> {
            output.open = false;
            output.pending = null;
        });
        period = 0;
    }

    /** Ends the conversions that are due; of several that nobody has read the last one counts. */
    final void advance(long nanos) {
        Scenario around = scenario;
        long now = periodNanos();
        if (now != period) {
            period = now;
            started = nanos;
            converted = 0;
        }
        if (period == 0 || around == null) {
            return;
        }
        long due = (nanos - started) / period;
        if (due > converted) {
            converted = due;
            convert(around.at(started + due * period));
        }
    }

    /** Ends a conversion now, as one that was asked for. */
    final void convertNow(long nanos) {
        if (scenario != null) {
            convert(scenario.at(nanos));
        }
    }

    /** What would have ended while the chip was kept from converting is never seen. */
    final void skip(long nanos) {
        if (period != 0) {
            converted = (nanos - started) / period;
        }
    }

    final void write(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return;
        }
        pointer = register(bytes[offset] & 0xFF);
        counting = countsUp(bytes[offset] & 0xFF);
        for (int i = 1; i < length; i++) {
            written(pointer, bytes[offset + i] & 0xFF);
            step();
        }
    }

    final int read(@Nullable Integer liedId) {
        int register = pointer;
        int value = register == idRegister && liedId != null ? liedId : get(register);
        for (Output output : outputs) {
            if (register == output.first) {
                output.open = blockUpdate();
            }
            if (register == output.last) {
                output.open = false;
                set(output.statusRegister, get(output.statusRegister) & ~output.newBit);
                byte[] waiting = output.pending;
                output.pending = null;
                if (waiting != null) {
                    put(output, waiting);
                }
            }
        }
        step();
        return value;
    }

    private void step() {
        if (counting) {
            pointer = next(pointer) & 0xFF;
        }
    }

    /** A new number for the output that begins at a register. */
    final void put(int first, long value) {
        for (Output output : outputs) {
            if (output.first == first) {
                byte[] bytes = new byte[output.last - first + 1];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) (value >> (8 * i));
                }
                if (output.open) {
                    output.pending = bytes;
                } else {
                    put(output, bytes);
                }
                return;
            }
        }
        throw new IllegalArgumentException("no output begins at register " + first);
    }

    private void put(Output output, byte[] bytes) {
        lay(output.first, bytes);
        set(output.statusRegister, get(output.statusRegister) | output.newBit);
    }

    /** The nearest number of counts, within 16 bits with a sign. */
    static long counts(double value) {
        return Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value)));
    }
}
