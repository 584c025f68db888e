package dev.sluice.sensehat.emulator;

import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProvider;
import com.pi4j.io.i2c.I2CProviderBase;
import java.util.HashMap;
import java.util.Map;

/** Gives Pi4J devices whose bus is emulated. */
final class EmulatedI2cProvider extends I2CProviderBase implements I2CProvider {

    private final Wiring wiring;
    private final Map<Integer, EmulatedI2cBus> buses = new HashMap<>();

    EmulatedI2cProvider(Wiring wiring) {
        super("emulated-i2c", "Emulated I2C");
        this.wiring = wiring;
    }

    @Override
    public synchronized I2C create(I2CConfig config) {
        EmulatedI2cBus bus = buses.computeIfAbsent(config.bus(), number -> new EmulatedI2cBus(config, wiring));
        I2C device = new EmulatedI2c(this, config, bus);
        context.registry().add(device);
        return device;
    }
}
