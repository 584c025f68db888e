package dev.sluice.lake;

import dev.sluice.record.JobLocal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import org.apache.beam.sdk.schemas.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a bundle takes its writer from, and where it leaves it.
 *
 * <p>Where checkpoints make things durable, each bundle has a writer of its own and closes it: bundles end at checkpoints.
 * Where publishing does, a bundle may be as small as a record. There the writers of a job lie in one place in the JVM; a
 * bundle takes the one that has collected longest, or a new one, and leaves it for the next, until its time is up or the
 * job's sources {@linkplain JobLocal#flush wait for what they gave}.
 */
final class Writers {

    private static final Map<String, Queue<Collecting>> LEFT = new ConcurrentHashMap<>();

    private final LakeLayout layout;
    private final Schema schema;
    private final WriterSettings settings;
    private final String jobId;
    private final Clock clock;

    Writers(LakeLayout layout, Schema schema, WriterSettings settings, String jobId, Clock clock) {
        this.layout = layout;
        this.schema = schema;
        this.settings = settings;
        this.jobId = jobId;
        this.clock = clock;
    }

    /** A writer that was left, or is new; {@code since} and {@code flushes} are of when it was new. */
    private record Collecting(OpenFiles files, Instant since, long flushes) {}

    /** A bundle's hold of a writer. */
    final class Lease {
        private final Collecting held;

        private Lease(Collecting held) {
            this.held = held;
        }

        OpenFiles files() {
            return held.files;
        }

        /** Ends the bundle. Null where nothing is to be published by it. */
        @Nullable
        Publication end() throws IOException {
            Duration window = settings.collecting();
            if (window == null) {
                return held.files.close();
            }
            if (held.files.isEmpty()) {
                held.files.discard();
                return null;
            }
            boolean isDue = held.files.holdsStartsOnly()
                    || !clock.instant().isBefore(held.since.plus(window))
                    || JobLocal.of(jobId).flushes() > held.flushes;
            if (!isDue) {
                left().add(held);
                return null;
            }
            return held.files.close();
        }

        /** The bundle has failed. */
        void discard() throws IOException {
            held.files.discard();
        }
    }

    /** Begins a bundle. */
    Lease take() throws IOException {
        Collecting left = settings.collecting() == null ? null : left().poll();
        return new Lease(
                left != null
                        ? left
                        : new Collecting(
                                new OpenFiles(layout, schema, settings),
                                clock.instant(),
                                JobLocal.of(jobId).flushes()));
    }

    private Queue<Collecting> left() {
        return LEFT.computeIfAbsent(
                jobId, id -> new PriorityBlockingQueue<>(4, Comparator.comparing(Collecting::since)));
    }
}
