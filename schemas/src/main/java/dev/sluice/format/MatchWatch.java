package dev.sluice.format;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongUnaryOperator;
import org.joni.Matcher;
import org.joni.Option;
import org.jspecify.annotations.Nullable;

/**
 * Ends matches that take too long: a regular expression may take the age of the universe for a line. What counts is the
 * CPU time of the matching thread, so that a machine that is busy, or collects its garbage, ends none.
 *
 * <p>Looks every 50 ms while there is a match, and not otherwise. It has no thread of its own: the looks are run by the
 * timer that the JDK keeps for its futures.
 */
final class MatchWatch {

    private static final Executor LATER = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS, Runnable::run);

    static final MatchWatch SHARED = new MatchWatch(LATER, cpuTimes());

    private final Set<Watched> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Executor later;
    private final LongUnaryOperator cpuTime;

    /**
     * @param later runs a look after a while
     * @param cpuTime the nanoseconds a thread has run, by its id; negative where it is not known
     */
    MatchWatch(Executor later, LongUnaryOperator cpuTime) {
        this.later = later;
        this.cpuTime = cpuTime;
    }

    private static LongUnaryOperator cpuTimes() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean isKnown = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        return isKnown ? threads::getThreadCpuTime : thread -> System.nanoTime();
    }

    /** Watches the matches of this thread until it is closed; all together they may take {@code limit}. */
    Watched open(Duration limit) {
        Watched watched = new Watched(Thread.currentThread().getId(), limit.toNanos());
        open.add(watched);
        lookLater();
        return watched;
    }

    private void lookLater() {
        if (!looking.get() && looking.compareAndSet(false, true)) {
            later.execute(this::look);
        }
    }

    private void look() {
        open.forEach(Watched::look);
        if (open.isEmpty()) {
            looking.set(false);
            if (open.isEmpty()) {
                return;
            }
            // One came in between, and may have seen that somebody was looking.
            lookLater();
        } else {
            later.execute(this::look);
        }
    }

    /** The matches of one thread. */
    final class Watched implements AutoCloseable {

        private final long thread;
        private final long limit;
        private volatile boolean isOver;
        private volatile @Nullable Matcher matcher;
        /** When it was first looked at, in the thread's CPU time; read and written by the look alone. */
        private long since = -1;

        private Watched(long thread, long limit) {
            this.thread = thread;
            this.limit = limit;
        }

        /**
         * Searches in the matcher's bytes, which are those of a line.
         *
         * @return where the match starts, or a negative number where there is none, or {@link #isOver} says why
         */
        int search(Matcher next, int from, int to) {
            matcher = next;
            return isOver ? Matcher.INTERRUPTED : next.search(from, to, Option.NONE);
        }

        /** Whether the time was up before the last search had its answer. */
        boolean isOver() {
            return isOver;
        }

        private void look() {
            long now = cpuTime.applyAsLong(thread);
            if (since < 0) {
                since = now;
            } else if (now - since >= limit) {
                isOver = true;
                Matcher running = matcher;
                if (running != null) {
                    running.interrupt();
                }
            }
        }

        @Override
        public void close() {
            open.remove(this);
        }
    }
}
