package dev.sluice.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the steps of one job tell each other inside one JVM, beside the runner. A step that makes records durable
 * {@linkplain #published says so}; a source that owes somebody an acknowledgement listens. Where the steps of a job lie
 * in several JVMs nobody listens, and sources go by the runner's checkpoints instead ({@link Durability}).
 *
 * <p>Thread-safe.
 */
public final class JobLocal {

    private static final Logger LOG = LoggerFactory.getLogger(JobLocal.class);
    private static final Map<String, JobLocal> JOBS = new ConcurrentHashMap<>();

    private final @Nullable JobLocal whole;
    private final List<Consumer<PartitionRange>> listeners = new CopyOnWriteArrayList<>();
    private final List<Preparation> preparations = new CopyOnWriteArrayList<>();
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong flushes = new AtomicLong();
    private Progress published = Progress.none();
    private volatile @Nullable Consumer<PartitionRange> starts;
    private volatile boolean stopping;

    /** @param whole the job that this is a branch of, or null */
    private JobLocal(@Nullable JobLocal whole) {
        this.whole = whole;
    }

    /** The register of the job with this id, the same object for every step in this JVM. */
    public static JobLocal of(String jobId) {
        return JOBS.computeIfAbsent(jobId, id -> new JobLocal(null));
    }

    /**
     * Parts a job into branches of which each handles every record: what all of them have published, the job has. Called
     * once for a job, where it is assembled.
     *
     * @return an id for each branch, to be told of what that publishes; the job's own where there is one branch
     */
    public static List<String> branches(String jobId, int count) {
        if (count == 1) {
            return List.of(jobId);
        }
        JobLocal whole = of(jobId);
        List<String> ids = new ArrayList<>();
        List<JobLocal> branches = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            JobLocal branch = new JobLocal(whole);
            ids.add(jobId + "/" + i);
            branches.add(branch);
            JOBS.put(jobId + "/" + i, branch);
        }
        // A branch knows of a run before it asks the others, so that the last one of them finds it everywhere.
        branches.forEach(branch -> branch.onPublished(run -> whole.published(sharedByAll(run, branches))));
        return ids;
    }

    private static List<PartitionRange> sharedByAll(PartitionRange run, List<JobLocal> branches) {
        List<PartitionRange> shared = List.of(run);
        for (JobLocal branch : branches) {
            shared = branch.sharedWith(shared);
        }
        return shared;
    }

    /** What of these runs is published here. */
    private synchronized List<PartitionRange> sharedWith(List<PartitionRange> runs) {
        List<PartitionRange> shared = new ArrayList<>();
        for (PartitionRange run : runs) {
            for (PartitionRange mine : published.ranges().getOrDefault(run.partition(), List.of())) {
                PartitionRange both = mine.sharedWith(run);
                if (both != null) {
                    shared.add(both);
                }
            }
        }
        return shared;
    }

    /** Remembers what has to be closed when the job has ended, should nobody close it before: a runner that cancels a job leaves it open. */
    public void opened(AutoCloseable resource) {
        open.add(resource);
    }

    /** Forgets what somebody has closed. */
    public void closed(AutoCloseable resource) {
        open.remove(resource);
    }

    /** Forgets a job that has ended, and closes what it has left open. */
    public static void end(String jobId) {
        JobLocal ended = JOBS.remove(jobId);
        if (ended != null) {
            for (AutoCloseable resource : List.copyOf(ended.open)) {
                try {
                    resource.close();
                } catch (Exception e) {
                    LOG.warn("{} cannot be closed", resource, e);
                }
            }
        }
    }

    /** What has to be on the disk before records are published. */
    @FunctionalInterface
    public interface Preparation {
        void prepare() throws IOException;
    }

    /** Says that something is about to be published, and returns when what has to be on the disk before is. */
    public void publishing() throws IOException {
        for (Preparation preparation : preparations) {
            preparation.prepare();
        }
    }

    /** Calls {@code preparation} before anything is published, on the publishing thread. */
    public void onPublishing(Preparation preparation) {
        preparations.add(preparation);
    }

    /** Says that the effect of these records is durable: their files are published, their copies are acknowledged. */
    public void published(List<PartitionRange> ranges) {
        join(ranges);
        for (PartitionRange range : ranges) {
            listeners.forEach(listener -> listener.accept(range));
        }
    }

    private synchronized void join(Collection<PartitionRange> ranges) {
        List<PartitionRange> all = new ArrayList<>(ranges);
        published.ranges().values().forEach(all::addAll);
        published = Progress.of(all);
    }

    /**
     * Whether all records behind {@code progress}, up to and with these positions, are published.
     *
     * @param upTo by partition, the position of the last record given
     */
    public synchronized boolean isPublished(Progress progress, Map<String, Position> upTo) {
        List<PartitionRange> all = new ArrayList<>();
        upTo.keySet().forEach(partition -> {
            all.addAll(progress.ranges().getOrDefault(partition, List.of()));
            all.addAll(published.ranges().getOrDefault(partition, List.of()));
        });
        Progress joined = Progress.of(all);
        return upTo.entrySet().stream().allMatch(e -> {
            Position reached = joined.reached(e.getKey());
            return reached != null && reached.compareTo(e.getValue()) >= 0;
        });
    }

    /**
     * A source has found a partition and will give records of it, all behind {@code start}: whoever keeps the job's progress
     * remembers that before any of them can be published.
     */
    public void starting(PartitionRange start) {
        Consumer<PartitionRange> keeper = starts;
        if (keeper != null) {
            keeper.accept(start);
        }
    }

    /** Calls {@code keeper} with the start of each partition that is found while the job runs. */
    public void onStarting(Consumer<PartitionRange> keeper) {
        starts = keeper;
    }

    /** A source waits for what it gave: asks the job's writers to publish what they hold, however little it is. */
    public void flush() {
        flushes.incrementAndGet();
    }

    /** How often a source has asked. What was collected before the last time is to be published. */
    public long flushes() {
        return whole == null ? flushes.get() : whole.flushes();
    }

    /** Calls {@code listener} with each published run, on the publishing thread. */
    public void onPublished(Consumer<PartitionRange> listener) {
        listeners.add(listener);
    }

    public void removeListener(Consumer<PartitionRange> listener) {
        listeners.remove(listener);
    }

    /** Asks the job's sources in this JVM to end: they give what they hold, then their watermark goes to the end. */
    public void stop() {
        stopping = true;
    }

    public boolean isStopping() {
        return whole == null ? stopping : whole.isStopping();
    }
}
