package dev.sluice.sensehat.emulator;

import dev.sluice.sensehat.BoardClock;
import dev.sluice.sensehat.BoardException;
import dev.sluice.sensehat.I2cBus;
import java.io.Serializable;

/**
 * Which board is meant: {@code i2c:1}, the one on a bus of this machine, or {@code emulated:SCENARIO}, one that is not there
 * ({@link Scenario#named}).
 *
 * @param text as it was given
 */
public record Device(String text) implements Serializable {

    private static final String BUS = "i2c:";
    private static final String EMULATED = "emulated:";

    /** @throws BoardException if no board can be meant */
    public Device {
        if (text.startsWith(EMULATED)) {
            Scenario.named(text.substring(EMULATED.length()));
        } else if (!text.matches("i2c:[0-9]{1,3}")) {
            throw new BoardException("expected a device, i2c:1 or emulated:SCENARIO, found '" + text + "'");
        }
    }

    /** The bus that the board is on; a new emulated board each time. */
    public I2cBus bus(BoardClock clock) {
        if (text.startsWith(EMULATED)) {
            return EmulatedBoard.of(Scenario.named(text.substring(EMULATED.length())), clock)
                    .bus();
        }
        return I2cBus.linux(Integer.parseInt(text.substring(BUS.length())));
    }

    @Override
    public String toString() {
        return text;
    }
}
