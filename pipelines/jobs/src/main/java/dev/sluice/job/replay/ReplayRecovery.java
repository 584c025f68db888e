package dev.sluice.job.replay;

import dev.sluice.job.JobLaunch;
import dev.sluice.job.MistakesException;
import dev.sluice.lake.ForeignCheckpointException;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.LakeRecovery;
import dev.sluice.lake.LetterLedger;
import dev.sluice.record.Progress;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Completes what a former replay was interrupted at, then finds out which letters are to be read. */
final class ReplayRecovery implements JobLaunch.Recovery {

    private final ReplayConfig config;
    private @Nullable LetterPlan plan;

    ReplayRecovery(ReplayConfig config) {
        this.config = config;
    }

    @Override
    public Progress recover() throws IOException, MistakesException {
        LakeLayout layout = config.lake().layout();
        try {
            LakeRecovery.of(layout, LetterLedger.SOURCE, true).recover();
        } catch (ForeignCheckpointException e) {
            throw MistakesException.of(String.valueOf(e.getMessage()));
        }
        plan = LetterPlan.of(config.selection(), LetterLedger.of(Path.of(layout.output())));
        return plan.progress();
    }

    /** What is read, once it is known. */
    LetterPlan plan() {
        if (plan == null) {
            throw new IllegalStateException("what is replayed is known when the lake is recovered");
        }
        return plan;
    }
}
