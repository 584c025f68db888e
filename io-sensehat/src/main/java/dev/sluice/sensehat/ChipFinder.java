package dev.sluice.sensehat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for a chip where it may be, by its identity; an address that answers with another one is passed over, and named. */
final class ChipFinder {

    private final I2cBus bus;
    private final Path kernelDevices;

    ChipFinder(I2cBus bus) {
        this(bus, Path.of("/sys/bus/i2c/devices"));
    }

    /** @param kernelDevices where the kernel says which driver holds an address */
    ChipFinder(I2cBus bus, Path kernelDevices) {
        this.bus = bus;
        this.kernelDevices = kernelDevices;
    }

    /**
     * The chip.
     *
     * @param address where it has to be, null for anywhere it can
     * @throws BoardException if it is not there; says what was found at each address, and what to do
     */
    I2cDevice find(ChipType type, @Nullable Integer address) {
        List<Integer> addresses = address == null ? type.addresses() : List.of(address);
        List<String> found = new ArrayList<>();
        I2cException cause = null;
        for (int candidate : addresses) {
            I2cDevice device = new I2cDevice(bus, type, candidate);
            String at = String.format(" at 0x%02X", candidate);
            try {
                int id = type.id(device);
                if (type.is(id)) {
                    return device;
                }
                found.add(String.format("another chip with id 0x%02X", id) + at);
            } catch (I2cException e) {
                cause = e;
                switch (e.failure()) {
                    case NO_BUS, FORBIDDEN, OTHER -> throw new BoardException(bus(e), e);
                    case BUSY -> throw new BoardException(type.label() + ": " + held(type, candidate), e);
                    case NOT_ACKNOWLEDGED -> found.add("no answer" + at);
                    case SHORT -> found.add("half an answer" + at);
                }
            }
        }
        String message = type.label() + ": expected id " + type.expectedIds() + " on bus " + bus.number() + ", found "
                + String.join(", ", found);
        throw cause == null ? new BoardException(message) : new BoardException(message, cause);
    }

    private String bus(I2cException e) {
        return switch (e.failure()) {
            case NO_BUS ->
                "expected the I2C bus /dev/i2c-" + bus.number()
                        + ", found none: switch it on with `sudo raspi-config nonint do_i2c 0`, or the line "
                        + "`dtparam=i2c_arm=on` in /boot/firmware/config.txt, and start the Pi anew";
            case FORBIDDEN ->
                "expected to read and write /dev/i2c-" + bus.number()
                        + ", found no permission: `sudo usermod -aG i2c $USER`, then log in anew";
            default -> "expected to use the I2C bus " + bus.number() + ", found: " + I2cFailure.words(e);
        };
    }

    private String held(ChipType type, int address) {
        String module = driver(address);
        String name = module == null ? type.module() : module;
        return String.format(
                "0x%02X of bus %d is held by the kernel%s: `sudo modprobe -r %s` frees it, a line `blacklist %s` in "
                        + "/etc/modprobe.d/sense-hat.conf keeps it free; it is the overlay rpi-sense that names the chip "
                        + "to the kernel",
                address,
                bus.number(),
                module == null ? ", most likely by its module " + name : "'s module " + name,
                name,
                name);
    }

    /** The module of the driver that is bound to an address, where the kernel tells. */
    private @Nullable String driver(int address) {
        Path link = kernelDevices.resolve(String.format("%d-%04x/driver/module", bus.number(), address));
        try {
            return Files.exists(link) ? link.toRealPath().getFileName().toString() : null;
        } catch (IOException e) {
            return null;
        }
    }
}
