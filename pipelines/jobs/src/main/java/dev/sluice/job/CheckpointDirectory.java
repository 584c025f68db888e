package dev.sluice.job;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job's checkpoint directory, held by one job at a time. */
public final class CheckpointDirectory implements AutoCloseable {

    private final Path directory;
    private final FileChannel channel;

    private CheckpointDirectory(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** A short name for the directory, the same at every start. */
    public String id() {
        String path = directory.toAbsolutePath().normalize().toString();
        return UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    /**
     * Makes the directory where it is not there, and holds it. The hold ends with this process, however it ends.
     *
     * @throws MistakesException where another job holds it, or it cannot be written
     */
    public static CheckpointDirectory hold(Path directory) throws MistakesException {
        Path lock = directory.resolve("lock");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = tryLock(channel);
            if (held == null) {
                channel.close();
                throw MistakesException.of(
                        "another job is running on the checkpoint " + directory
                                + ": stop it first, or give this one directories of its own (--checkpoint and --output, or --spool)");
            }
            return new CheckpointDirectory(directory, channel);
        } catch (IOException e) {
            throw MistakesException.of("the checkpoint " + directory + " cannot be written: " + FailureMessage.of(e));
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held in this very process
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
