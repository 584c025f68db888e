package dev.sluice.benchmark;

import java.util.List;
import java.util.Map;

/**
 * How a process is started.
 *
 * @param words the command line
 * @param environment variables added to the environment of this process
 */
record JobCommand(List<String> words, Map<String, String> environment) {

    JobCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }
}
