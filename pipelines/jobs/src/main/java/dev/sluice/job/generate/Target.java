package dev.sluice.job.generate;

import dev.sluice.connector.RecordSender;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where generated messages go. What was sent has arrived when {@link #close} returns. */
interface Target extends Closeable {

    void send(Message message) throws IOException;

    /** A stream. One refused message fails the next call: made-up data has no dead letters. */
    static Target stream(RecordSender sender) {
        AtomicReference<@Nullable Exception> refusal = new AtomicReference<>();
        return new Target() {
            private long count;

            @Override
            public void send(Message message) throws IOException {
                check();
                sender.send(
                        new RawRecord(
                                "generate",
                                message.key(),
                                Position.offset(count++),
                                Instant.now(),
                                message.key().getBytes(StandardCharsets.UTF_8),
                                Map.of(),
                                message.payload()),
                        reason -> refusal.compareAndSet(null, reason));
            }

            private void check() throws IOException {
                Exception reason = refusal.get();
                if (reason != null) {
                    throw new IOException("a message was refused: " + reason.getMessage(), reason);
                }
            }

            @Override
            public void close() throws IOException {
                try (sender) {
                    sender.flush();
                }
                check();
            }
        };
    }

    /** A file, one message a line. */
    static Target file(Path file) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        return new Target() {
            @Override
            public void send(Message message) throws IOException {
                out.write(message.payload());
                out.write('\n');
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    /** This target, and a second one that gets what the first one has taken. */
    default Target andAlso(Target second) {
        Target first = this;
        return new Target() {
            @Override
            public void send(Message message) throws IOException {
                first.send(message);
                second.send(message);
            }

            @Override
            public void close() throws IOException {
                try (second) {
                    first.close();
                }
            }
        };
    }
}
