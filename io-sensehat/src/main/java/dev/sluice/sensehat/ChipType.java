package dev.sluice.sensehat;

import java.util.List;
import java.util.stream.Collectors;

/** The chips of the board: how each is known, where it may be, and which kernel module could hold it. */
enum ChipType {
    HUMIDITY("HTS221 (humidity)", 0x0F, 0xFF, List.of(0xBC), "hts221_i2c", 0x5F),
    PRESSURE("LPS25H (pressure)", 0x0F, 0xFF, List.of(0xBD), "st_pressure_i2c", 0x5C, 0x5D),
    MOTION("LSM9DS1 (accelerometer, gyroscope)", 0x0F, 0xFF, List.of(0x68), "st_lsm6dsx_i2c", 0x6A, 0x6B),
    COMPASS("LSM9DS1 (magnetometer)", 0x0F, 0xFF, List.of(0x3D), "st_magn_i2c", 0x1C, 0x1D, 0x1E, 0x1F),
    TCS3400("TCS3400 (colour)", 0x92, 0xF8, List.of(0x90), "tcs3472", 0x39, 0x29),
    TCS3472("TCS3472 (colour)", 0x92, 0xF4, List.of(0x44), "tcs3472", 0x29, 0x39);

    private final String label;
    private final int idRegister;
    private final int idMask;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Integer> ids;

    private final String module;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Integer> addresses;

    ChipType(String label, int idRegister, int idMask, List<Integer> ids, String module, Integer... addresses) {
        this.label = label;
        this.idRegister = idRegister;
        this.idMask = idMask;
        this.ids = ids;
        this.module = module;
        this.addresses = List.of(addresses);
    }

    /** The part's name and what it measures. */
    String label() {
        return label;
    }

    /** The kernel module that drives such a chip. */
    String module() {
        return module;
    }

    /** Where it may be, the usual one first. */
    List<Integer> addresses() {
        return addresses;
    }

    /** Reads which chip this is. */
    int id(I2cDevice device) throws I2cException {
        return device.read(idRegister);
    }

    boolean is(int id) {
        return ids.contains(id & idMask);
    }

    String expectedIds() {
        return ids.stream().map(id -> String.format("0x%02X", id)).collect(Collectors.joining(" or "));
    }
}
