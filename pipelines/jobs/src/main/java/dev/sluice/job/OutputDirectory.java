package dev.sluice.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory that a job will write to, looked at before the job starts; nothing is made yet. */
public final class OutputDirectory {

    private OutputDirectory() {}

    /**
     * The absolute path of an option's directory.
     *
     * @param mistakes takes a sentence where no directory can be made or written there
     */
    public static Path of(String option, String given, List<String> mistakes) {
        if (given.contains("://")) {
            mistakes.add("--" + option + ": expected a local or shared directory, found '" + given
                    + "': object stores cannot be written yet");
            return Path.of("");
        }
        Path directory = Path.of(given).toAbsolutePath().normalize();
        Path existing = directory;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing != null && !Files.isDirectory(existing)) {
            mistakes.add("--" + option + ": " + existing + " is a file, expected a directory");
        } else if (existing == null || !Files.isWritable(existing)) {
            mistakes.add("--" + option + ": " + directory + " cannot be written: permission denied at " + existing);
        }
        return directory;
    }
}
