package dev.sluice.benchmark;

import java.util.List;
import java.util.Map;

/**
 * What a trial left behind.
 *
 * @param output how much it is, by the names that the workload's figures have
 * @param mistakes what is wrong with it; none where it is verified
 */
record Outcome(Map<String, Long> output, List<String> mistakes) {

    Outcome {
        output = Map.copyOf(output);
        mistakes = List.copyOf(mistakes);
    }
}
