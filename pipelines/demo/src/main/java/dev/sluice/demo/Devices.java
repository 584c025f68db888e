package dev.sluice.demo;

import dev.sluice.connector.mqtt.MqttSender;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The devices: each is read once a second of its own time, and all are sent with QoS 1, each to a topic of its own. They are
 * sampled from the beginning on, ahead of what is sent: that takes some seconds of a processor.
 */
final class Devices {

    /** Where the article begins. */
    private static final Instant START = Instant.parse("2020-04-16T11:33:23Z");

    /** How far sampling may be ahead. */
    private static final int AHEAD = 20_000;

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Message(String topic, byte[] payload) {}

    private final int count;
    private final long records;
    private final long rate;
    private final BlockingQueue<Message> read = new ArrayBlockingQueue<>(AHEAD);
    private final AtomicLong sent = new AtomicLong();
    private volatile @Nullable Exception failure;

    Devices(DemoConfig config) {
        count = config.devices();
        records = config.records();
        rate = config.rate();
        begin("boards", this::sample);
    }

    /** Begins to send, in a thread of its own. */
    void start(URI broker) {
        begin("devices", () -> send(broker));
    }

    @FunctionalInterface
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private void begin(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException | RuntimeException e) {
                        failure = e;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void sample() throws InterruptedException {
        List<EmulatedDevice> devices = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                devices.add(new EmulatedDevice(count == 1 ? "raspberrypi" : "raspberrypi-" + (i + 1), i, START));
            }
            for (long n = 0; n < records; n++) {
                EmulatedDevice device = devices.get((int) (n % count));
                read.put(new Message(device.topic(), device.next()));
            }
        } finally {
            devices.forEach(EmulatedDevice::close);
        }
    }

    private void send(URI broker) throws IOException, InterruptedException {
        try (MqttSender sender = MqttSender.to(broker.toString())) {
            long begin = System.nanoTime();
            for (long n = 0; n < records; n++) {
                pace(begin);
                Message message = read.take();
                sender.send(message.topic(), message.payload());
                sent.incrementAndGet();
            }
            sender.flush();
        }
    }

    private void pace(long begin) {
        long due = rate == 0 ? 0 : begin + Math.round(sent.get() * 1e9 / rate);
        for (long now = System.nanoTime(); rate > 0 && now < due; now = System.nanoTime()) {
            LockSupport.parkNanos(due - now);
        }
    }

    /** How many messages were sent so far. */
    long sent() {
        return sent.get();
    }

    /** Throws what ended the devices, where something did. */
    void check() throws IOException {
        if (failure != null) {
            throw new IOException("the devices could not send", failure);
        }
    }
}
