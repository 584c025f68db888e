package dev.sluice.runner.flink;

import dev.sluice.connector.mqtt.MqttSender;
import dev.sluice.job.generate.DeviceMessages;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Devices that publish with QoS 1, evenly, each to a topic of its own. While the broker is away they wait, and afterwards
 * send again what was not acknowledged. What was sent is in a file too, one message a line.
 */
final class MqttProduction {

    private static final Instant FIRST = Instant.parse("2020-04-16T11:33:23Z");
    private static final int DEVICES = 4;
    private static final long PAUSE_NANOS = 10_000_000;

    private final String broker;
    private final Path file;
    private final int messages;
    private final int perSecond;
    private final AtomicInteger sent = new AtomicInteger();
    private volatile int allowed;

    MqttProduction(String broker, Path file, int messages, int perSecond) {
        this.broker = broker;
        this.file = file;
        this.messages = messages;
        this.perSecond = perSecond;
    }

    /** Lets the devices send so many messages in all. */
    void allow(int count) {
        allowed = count;
    }

    /** Begins to send in the background; complete when the broker has everything. */
    CompletableFuture<Void> send() {
        return CompletableFuture.runAsync(() -> {
            try (OutputStream copy = new BufferedOutputStream(Files.newOutputStream(file));
                    MqttSender sender = MqttSender.to(broker)) {
                send(sender, copy);
                sender.flush();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    private void send(MqttSender sender, OutputStream copy) throws IOException {
        List<DeviceMessages> devices = new ArrayList<>();
        for (int d = 0; d < DEVICES; d++) {
            devices.add(new DeviceMessages("device" + d, FIRST, messages, d));
        }
        long begin = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            long due = begin + 1_000_000_000L / perSecond * i;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            while (i >= allowed) {
                LockSupport.parkNanos(PAUSE_NANOS);
                begin += PAUSE_NANOS;
            }
            byte[] message = devices.get(i % DEVICES).next();
            sender.send("streaming-data/device" + i % DEVICES, message);
            copy.write(message);
            copy.write('\n');
            sent.incrementAndGet();
        }
    }

    /** How many messages were sent so far. */
    int sent() {
        return sent.get();
    }

    int messages() {
        return messages;
    }

    /** What was sent, complete when the future is. */
    Path file() {
        return file;
    }
}
