package dev.sluice.job.sql;

import dev.sluice.job.CommandLine;
import dev.sluice.job.RunnerSetup;
import dev.sluice.record.Durability;
import java.time.Duration;
import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** DirectRunner, set up as its own module does, which jobs do not know. */
final class DirectRuns implements RunnerSetup {

    @Override
    public String name() {
        return "DirectRunner";
    }

    @Override
    public Durability durability() {
        return Durability.PUBLICATION;
    }

    @Override
    public Duration batchDelay(Profile profile) {
        return Duration.ofMillis(50);
    }

    @Override
    public boolean isRemote(PipelineOptions options) {
        return false;
    }

    @Override
    public String configure(PipelineOptions options, Profile profile, CommandLine commandLine, List<String> mistakes) {
        DirectOptions direct = options.as(DirectOptions.class);
        direct.setBlockOnRun(false);
        direct.setEnforceImmutability(false);
        direct.setEnforceEncodability(false);
        return "";
    }

    @Override
    public void cancel(PipelineOptions options) {}

    @Override
    public void finished(Profile profile) {}
}
