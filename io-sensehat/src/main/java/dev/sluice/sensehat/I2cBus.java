package dev.sluice.sensehat;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.i2c.I2C;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One I2C bus, over Pi4J. Opened when it is first used, and opened anew after a kernel driver turned out to hold an
 * address: Pi4J then takes the address for selected, and would send what is written next to the chip before.
 *
 * <p>Thread-safe. A bus belongs to one {@link SenseHat}; two of them would take each other's samples.
 */
public final class I2cBus implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(I2cBus.class);

    private final int number;
    private final Supplier<Context> contexts;
    private final Map<Integer, I2C> devices = new HashMap<>();
    private @Nullable Context context;
    private boolean closed;

    private I2cBus(int number, Supplier<Context> contexts) {
        this.number = number;
        this.contexts = contexts;
    }

    /** The bus {@code /dev/i2c-number} of this machine; the Sense HAT's is 1. */
    public static I2cBus linux(int number) {
        return over(
                number,
                () -> Pi4J.newContextBuilder()
                        .noAutoDetect()
                        .disableShutdownHook()
                        .add(LinuxFsI2CProvider.newInstance())
                        .build());
    }

    /**
     * A bus of Pi4J contexts.
     *
     * @param contexts gives a new context with one I2C provider; called again when the one before was given up
     */
    public static I2cBus over(int number, Supplier<Context> contexts) {
        return new I2cBus(number, contexts);
    }

    /** The bus's number, as in {@code /dev/i2c-1}. */
    public int number() {
        return number;
    }

    /** Pi4J's device at an address. */
    synchronized I2C device(int address) {
        if (closed) {
            throw new IllegalStateException("bus " + number + " is closed");
        }
        if (context == null) {
            context = contexts.get();
        }
        Context open = context;
        return devices.computeIfAbsent(
                address,
                key -> open.create(I2C.newConfigBuilder(open)
                        .id("sense-hat-" + number + "-" + Integer.toHexString(address))
                        .bus(number)
                        .device(address)
                        .build()));
    }

    /** Gives up what is open; the next transaction opens it anew. */
    synchronized void reopen() {
        Context open = context;
        context = null;
        devices.clear();
        if (open != null) {
            try {
                open.shutdown();
            } catch (RuntimeException e) {
                LOG.warn("bus {} was not closed in order", number, e);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        reopen();
    }
}
