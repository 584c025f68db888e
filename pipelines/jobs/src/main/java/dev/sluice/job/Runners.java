package dev.sluice.job;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;

/** The runners on the class path. */
public final class Runners {

    /** Of the runners there are, the launcher puts one on the class path; it names them all here. */
    private static final String KNOWN = "sluice.runners";

    private Runners() {}

    /**
     * The runner the options name.
     *
     * @throws MistakesException where it is not on the class path
     */
    public static RunnerSetup of(PipelineOptions options) throws MistakesException {
        String name = options.getRunner().getSimpleName();
        RunnerSetup setup = setups().get(name);
        if (setup == null) {
            throw MistakesException.of(mistake(name).orElseThrow());
        }
        return setup;
    }

    /** What is wrong with a value of {@code --runner}; empty where nothing is. */
    static Optional<String> mistake(String name) {
        Set<String> there = setups().keySet();
        if (there.stream().anyMatch(name::equalsIgnoreCase)) {
            return Optional.empty();
        }
        String known = System.getProperty(KNOWN, String.join(" or ", there));
        return Optional.of("--runner: expected " + (known.isEmpty() ? "a runner on the class path" : known)
                + ", found '" + name + "'");
    }

    /** Whether no runner is set up: in a test of the jobs alone. */
    static boolean none() {
        return setups().isEmpty();
    }

    private static Map<String, RunnerSetup> setups() {
        Map<String, RunnerSetup> setups = new TreeMap<>();
        ServiceLoader.load(RunnerSetup.class).forEach(s -> setups.put(s.name(), s));
        return setups;
    }
}
