package dev.sluice.sensehat;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The registers of one chip. A transaction that fails is tried again at once, twice; where a kernel driver holds the
 * address it is not, since that would not help.
 */
final class I2cDevice {

    private static final int ATTEMPTS = 3;

    private final I2cBus bus;
    private final ChipType type;
    private final int address;
    private final AtomicLong retries = new AtomicLong();

    /** Reads or writes, and says how many bytes it did. */
    private interface Transaction {
        int run(com.pi4j.io.i2c.I2C device);
    }

    I2cDevice(I2cBus bus, ChipType type, int address) {
        this.bus = bus;
        this.type = type;
        this.address = address;
    }

    int address() {
        return address;
    }

    /** How often a transaction was tried again. */
    long retries() {
        return retries.get();
    }

    /** One register, 0 to 255. */
    int read(int register) throws I2cException {
        byte[] one = new byte[1];
        read(register, one);
        return one[0] & 0xFF;
    }

    /** Consecutive registers, in one transaction; {@code register} with the chip's own mark for counting up. */
    void read(int register, byte[] into) throws I2cException {
        run("read of register", register, into.length, device -> device.readRegister(register, into));
    }

    void write(int register, int value) throws I2cException {
        run("write of register", register, 2, device -> device.write((byte) register, (byte) value));
    }

    /**
     * Makes sure that a setting has been kept: a chip that was reset while it was set has some of them and not others.
     *
     * @throws I2cException if the register holds something else
     */
    void expect(int register, int value) throws I2cException {
        int found = read(register);
        if (found != value) {
            throw failed(
                    I2cFailure.OTHER,
                    "setting of register",
                    register,
                    new IllegalStateException(String.format("expected 0x%02X, found 0x%02X", value, found)));
        }
    }

    private void run(String what, int register, int length, Transaction transaction) throws I2cException {
        for (int attempt = 1; ; attempt++) {
            I2cException failed;
            try {
                int done = transaction.run(bus.device(address));
                if (done == length) {
                    return;
                }
                failed = failed(
                        I2cFailure.SHORT,
                        what,
                        register,
                        new IllegalStateException("expected " + length + " bytes, found " + done));
            } catch (RuntimeException | LinkageError e) {
                failed = failed(I2cFailure.of(e), what, register, e);
            }
            if (failed.failure() == I2cFailure.BUSY) {
                bus.reopen();
            }
            if (attempt == ATTEMPTS || !failed.failure().mayPass()) {
                throw failed;
            }
            retries.incrementAndGet();
        }
    }

    private I2cException failed(I2cFailure failure, String what, int register, Throwable cause) {
        return new I2cException(
                failure,
                String.format(
                        "%s at 0x%02X of bus %d: %s 0x%02X failed: %s",
                        type.label(), address, bus.number(), what, register & 0x7F, I2cFailure.words(cause)),
                cause);
    }
}
