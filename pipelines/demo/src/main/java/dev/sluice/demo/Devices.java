package dev.sluice.demo;

import dev.sluice.connector.mqtt.MqttSender;
import dev.sluice.job.generate.DeviceMessages;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The devices: they take turns, one reading a second among them, and send with QoS 1, each to a topic of its own. The same
 * number of them always says the same.
 */
final class Devices {

    /** Where the article begins, by the hour. */
    private static final Instant START = Instant.parse("2020-04-16T11:00:00Z");

    private record Device(String topic, DeviceMessages messages) {}

    private final List<Device> devices = new ArrayList<>();
    private final long rate;
    private final AtomicLong sent = new AtomicLong();
    private volatile @Nullable Exception failure;

    Devices(DemoConfig config) {
        rate = config.rate();
        int count = config.devices();
        for (int i = 0; i < count; i++) {
            String clientId = count == 1 ? "raspberrypi" : "raspberrypi-" + (i + 1);
            long records = config.records() / count + (i < config.records() % count ? 1 : 0);
            DeviceMessages messages =
                    new DeviceMessages(clientId, START.plusSeconds(i), Duration.ofSeconds(count), records, i + 1L);
            devices.add(new Device("streaming-data/" + clientId, messages));
        }
    }

    /** Begins to send, in a thread of its own. */
    void start(URI broker) {
        Thread thread = new Thread(() -> send(broker), "devices");
        thread.setDaemon(true);
        thread.start();
    }

    private void send(URI broker) {
        try (MqttSender sender = MqttSender.to(broker.toString())) {
            long begin = System.nanoTime();
            for (int i = 0; devices.get(i).messages.hasNext(); i = (i + 1) % devices.size()) {
                pace(begin);
                sender.send(devices.get(i).topic, devices.get(i).messages.next());
                sent.incrementAndGet();
            }
            sender.flush();
        } catch (IOException | RuntimeException e) {
            failure = e;
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
