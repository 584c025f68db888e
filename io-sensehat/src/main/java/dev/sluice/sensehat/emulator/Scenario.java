package dev.sluice.sensehat.emulator;

import dev.sluice.sensehat.BoardException;
import java.nio.file.Path;
import java.util.List;

/** What happens around an emulated board: the truth at each moment. A pure function, asked from any thread. */
@FunctionalInterface
public interface Scenario {

    /** The names that {@link #named} knows, beside {@code replay:FILE.csv}. */
    List<String> NAMES = List.of("steady", "day-cycle", "slow-turn", "shaken");

    /** What is true at a moment, in nanoseconds since the board's clock began. */
    Truth at(long nanos);

    /**
     * The scenario of this name: {@code steady}, a room and a board that lie still; {@code day-cycle}, the air of a day;
     * {@code slow-turn}, a turn of the board in ten minutes while it nods; {@code shaken}, somebody shakes it twice a second;
     * {@code replay:FILE.csv}, a recording ({@link Recording}).
     *
     * @throws BoardException if there is none of this name, or the recording cannot be read
     */
    static Scenario named(String name) {
        if (name.startsWith("replay:")) {
            return Recording.from(Path.of(name.substring("replay:".length())));
        }
        return switch (name) {
            case "steady" -> Scenarios.STEADY;
            case "day-cycle" -> Scenarios.DAY_CYCLE;
            case "slow-turn" -> Scenarios.SLOW_TURN;
            case "shaken" -> Scenarios.SHAKEN;
            default ->
                throw new BoardException("expected a scenario, one of " + String.join(", ", NAMES)
                        + ", replay:FILE.csv, found '" + name + "'");
        };
    }
}
