package dev.sluice.connector.kinesis;

import dev.sluice.record.Position;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Readers that were closed and may be opened again at once: DirectRunner closes the reader of one bundle in twenty, to make
 * sure that it can. Such a reader goes on with what it has fetched already. One that nobody opens for half a minute ends.
 */
final class ParkedReaders {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Executor LATER = CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS);
    private static final Map<Place, Parked> PARKED = new ConcurrentHashMap<>();

    private ParkedReaders() {}

    /** Where a reader is looked for: the part of a stream, in a run of a job. */
    record Place(String jobId, KinesisStream stream) {}

    /** One stay of a reader: the same one may be parked again. */
    private static final class Parked {

        private final KinesisReader reader;

        Parked(KinesisReader reader) {
            this.reader = reader;
        }
    }

    static void park(Place place, KinesisReader reader) {
        Parked parked = new Parked(reader);
        Parked other = PARKED.put(place, parked);
        if (other != null) {
            other.reader.stop();
        }
        LATER.execute(() -> {
            if (PARKED.remove(place, parked)) {
                reader.stop();
            }
        });
    }

    /** The reader that was closed there, if it is where it is to go on; else null. */
    static @Nullable KinesisReader take(Place place, Map<String, Position> after) {
        Parked parked = PARKED.remove(place);
        if (parked == null) {
            return null;
        }
        if (parked.reader.isAt(after)) {
            return parked.reader;
        }
        parked.reader.stop();
        return null;
    }
}
