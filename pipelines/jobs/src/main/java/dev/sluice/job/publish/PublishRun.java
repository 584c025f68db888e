package dev.sluice.job.publish;

import dev.sluice.job.JobLaunch;
import dev.sluice.lake.LakeRecovery;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A run of the publish job: what it goes on with, what it tells, and the {@link Outbox} that is open meanwhile. */
final class PublishRun implements JobLaunch.Recovery, JobLaunch.ProgressReport, AutoCloseable {

    /** How long the end of a job waits for what is on its way. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PublishConfig config;
    private @Nullable Outbox open;
    private long keptBefore;
    private long sentBefore;
    private long toldDropped;
    private boolean toldAway;

    PublishRun(PublishConfig config) {
        this.config = config;
    }

    /** Letters that a crash left half way are completed, and the count goes on behind what was ever kept. */
    @Override
    public Progress recover() throws IOException {
        LakeRecovery.of(config.layout(), JobLaunch.describe(config.source().table()), false)
                .recover();
        Spool spool = Spool.open(config.spool(), config.spoolLimit());
        keptBefore = spool.last();
        sentBefore = spool.sent();
        toldDropped = spool.dropped();
        open = Outbox.open(
                config.layout().checkpoint(),
                config.clientId(),
                String.valueOf(config.broker().stream().setting("topic")),
                spool,
                () -> config.connector().sender(config.broker()));
        return keptBefore < 0
                ? Progress.none()
                : Progress.of(List.of(new PartitionRange(
                        config.clientId(), Position.offset(-1), Position.offset(keptBefore), keptBefore + 1)));
    }

    Outbox outbox() {
        if (open == null) {
            throw new IllegalStateException("the outbox is opened when the job's checkpoint is held");
        }
        return open;
    }

    @Override
    public void begin() {}

    /** What a person should look at: that nothing can be sent, that it can again, that messages give way. */
    @Override
    public synchronized @Nullable String line() {
        List<String> news = new ArrayList<>();
        Outbox.Away away = outbox().away();
        Spool spool = outbox().spool();
        if (away != null && !toldAway) {
            news.add("nothing can be sent since " + TIME.format(away.since()) + ": " + away.reason()
                    + "; readings are kept in " + config.spool());
        } else if (away == null && toldAway) {
            news.add(String.format(Locale.ROOT, "readings are sent again, %,d of them wait", spool.waiting()));
        }
        toldAway = away != null;
        if (spool.dropped() > toldDropped) {
            toldDropped = spool.dropped();
            news.add(dropped(toldDropped));
        }
        return news.isEmpty() ? null : String.join("; ", news);
    }

    @Override
    public synchronized String summary() {
        Spool spool = outbox().spool();
        spool.awaitEmpty(PATIENCE);
        return String.format(
                        Locale.ROOT,
                        "%,d readings; %,d sent, %,d wait for the next run",
                        spool.last() - keptBefore,
                        spool.sent() - sentBefore,
                        spool.waiting())
                + (spool.dropped() == 0 ? "" : "; " + dropped(spool.dropped()));
    }

    private static String dropped(long messages) {
        return String.format(
                Locale.ROOT, "%,d of the oldest readings gave way unsent so far, for the spool was full", messages);
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
