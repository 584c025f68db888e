package dev.sluice.job;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;

/** The runners on the class path. */
public final class Runners {

    private Runners() {}

    /**
     * The runner the options name.
     *
     * @throws MistakesException where it is not on the class path
     */
    public static RunnerSetup of(PipelineOptions options) throws MistakesException {
        Map<String, RunnerSetup> setups = new TreeMap<>();
        ServiceLoader.load(RunnerSetup.class).forEach(s -> setups.put(s.name(), s));
        RunnerSetup setup = setups.get(options.getRunner().getSimpleName());
        if (setup == null) {
            throw MistakesException.of("--runner: expected one of " + String.join(", ", setups.keySet()) + ", found '"
                    + options.getRunner().getSimpleName() + "'");
        }
        return setup;
    }
}
