package dev.sluice.sql.table;

import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition.Stream;
import java.util.Map;

/** Where the records of a table come from and go to: what the options of its connector say. */
record Connection(Stream stream, StartingPosition start, EndingPosition ending) {

    static Connection of(String kind, Map<String, String> settings) {
        return new Connection(new Stream(kind, settings), StartingPosition.latest(), EndingPosition.NEVER);
    }

    Connection startingAt(StartingPosition position) {
        return new Connection(stream, position, ending);
    }

    Connection endingAt(EndingPosition position) {
        return new Connection(stream, start, position);
    }
}
