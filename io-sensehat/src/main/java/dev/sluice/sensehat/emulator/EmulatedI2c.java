package dev.sluice.sensehat.emulator;

import com.pi4j.io.i2c.I2CBase;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProvider;

/** Pi4J's device at one address of the emulated bus. */
final class EmulatedI2c extends I2CBase<EmulatedI2cBus> {

    EmulatedI2c(I2CProvider provider, I2CConfig config, EmulatedI2cBus bus) {
        super(provider, config, bus);
    }

    @Override
    public int write(byte b) {
        return write(new byte[] {b}, 0, 1);
    }

    @Override
    public int write(byte[] data, int offset, int length) {
        return i2CBus.write(this, data, offset, length);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xFF : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return i2CBus.read(this, buffer, offset, length);
    }

    @Override
    public int readRegister(int register) {
        byte[] one = new byte[1];
        readRegister(register, one, 0, 1);
        return one[0] & 0xFF;
    }

    @Override
    public int readRegister(byte[] register, byte[] buffer, int offset, int length) {
        return i2CBus.writeRead(this, register, buffer, offset, length);
    }

    @Override
    public int readRegister(int register, byte[] buffer, int offset, int length) {
        return readRegister(new byte[] {(byte) register}, buffer, offset, length);
    }

    @Override
    public int writeRegister(int register, byte b) {
        return write(new byte[] {(byte) register, b}, 0, 2) - 1;
    }

    @Override
    public int writeRegister(int register, byte[] data, int offset, int length) {
        return writeRegister(new byte[] {(byte) register}, data, offset, length);
    }

    @Override
    public int writeRegister(byte[] register, byte[] data, int offset, int length) {
        byte[] all = new byte[register.length + length];
        System.arraycopy(register, 0, all, 0, register.length);
        System.arraycopy(data, offset, all, register.length, length);
        return write(all, 0, all.length) - register.length;
    }

    @Override
    public int writeReadRegisterWord(int register, int word) {
        byte[] read = new byte[2];
        i2CBus.writeRead(this, new byte[] {(byte) register, (byte) word, (byte) (word >> 8)}, read, 0, 2);
        return (read[0] & 0xFF) | (read[1] & 0xFF) << 8;
    }
}
