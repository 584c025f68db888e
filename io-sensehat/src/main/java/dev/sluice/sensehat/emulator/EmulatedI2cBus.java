package dev.sluice.sensehat.emulator;

import com.pi4j.exception.Pi4JException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CBusBase;
import com.pi4j.io.i2c.I2CConfig;
import java.io.IOException;
import java.util.concurrent.Callable;

/** Pi4J's bus above the wires, with its lock, and with what it remembers of the last address: see {@link Wiring}. */
final class EmulatedI2cBus extends I2CBusBase {

    private static final byte[] NOTHING = new byte[0];

    private final Wiring wiring;
    /** What Pi4J takes for selected, as it sets this before it asks. */
    private int lastAddress = -1;
    /** What the kernel has selected. */
    private int selected = -1;

    EmulatedI2cBus(I2CConfig config, Wiring wiring) {
        super(config);
        this.wiring = wiring;
    }

    @Override
    public <R> R execute(I2C i2c, Callable<R> action) {
        return _execute(i2c, action);
    }

    /** Plain write: the kernel sends it to what is selected. */
    int write(I2C i2c, byte[] bytes, int offset, int length) {
        return _execute(i2c, () -> {
            try {
                select(i2c.device());
                wiring.transfer(selected, bytes, offset, length, NOTHING, 0, 0);
                return length;
            } catch (IOException e) {
                throw failed("action", i2c, e);
            }
        });
    }

    /** Plain read, from where the pointer of the selected chip stands. */
    int read(I2C i2c, byte[] into, int offset, int length) {
        return _execute(i2c, () -> {
            try {
                select(i2c.device());
                return wiring.transfer(selected, NOTHING, 0, 0, into, offset, length);
            } catch (IOException e) {
                throw failed("action", i2c, e);
            }
        });
    }

    /** Write and read in one, which names the address itself. */
    int writeRead(I2C i2c, byte[] written, byte[] into, int offset, int length) {
        return _execute(i2c, () -> {
            try {
                select(i2c.device());
                return wiring.transfer(i2c.device(), written, 0, written.length, into, offset, length);
            } catch (IOException e) {
                throw failed("ioctl", i2c, e);
            }
        });
    }

    private void select(int address) throws IOException {
        if (lastAddress == address) {
            return;
        }
        lastAddress = address;
        wiring.select(address);
        selected = address;
    }

    private Pi4JException failed(String what, I2C i2c, IOException e) {
        return new Pi4JException("Failed to execute " + what + " for device " + i2c.device() + " on bus " + bus, e);
    }
}
