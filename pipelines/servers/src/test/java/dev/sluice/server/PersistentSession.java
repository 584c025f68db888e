package dev.sluice.server;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a device and a reader that was away do, on MQTT 3.1.1 with QoS 1. */
final class PersistentSession {

    private static final String TOPIC = "streaming-data";
    private static final String READER = "reader";

    private PersistentSession() {}

    /** Opens the reader's session, subscribes, and leaves. */
    static void open(URI broker) {
        Mqtt3BlockingClient reader = client(broker, READER).toBlocking();
        reader.connectWith().cleanSession(false).send();
        reader.subscribeWith().topicFilter(TOPIC).qos(MqttQos.AT_LEAST_ONCE).send();
        reader.disconnect();
    }

    static void publish(URI broker, List<String> payloads) {
        Mqtt3AsyncClient device = client(broker, "device").toAsync();
        device.connect().join();
        Stream<CompletableFuture<Mqtt3Publish>> sent = payloads.stream()
                .map(payload -> device.publishWith()
                        .topic(TOPIC)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(payload.getBytes(StandardCharsets.UTF_8))
                        .send());
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        device.disconnect().join();
    }

    /** Comes back and returns what arrives, in order, without acknowledging any of it before all is there. */
    static List<String> receive(URI broker, int messages) throws InterruptedException {
        Mqtt3AsyncClient reader = client(broker, READER).toAsync();
        BlockingQueue<Mqtt3Publish> arrived = new LinkedBlockingQueue<>();
        reader.publishes(MqttGlobalPublishFilter.ALL, arrived::add, true);
        reader.connectWith().cleanSession(false).send().join();
        List<Mqtt3Publish> received = new ArrayList<>();
        while (received.size() < messages) {
            Mqtt3Publish next = arrived.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                break;
            }
            received.add(next);
        }
        received.forEach(Mqtt3Publish::acknowledge);
        reader.disconnect().join();
        return received.stream()
                .map(message -> new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private static Mqtt3Client client(URI broker, String id) {
        return Mqtt3Client.builder()
                .identifier(id)
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .build();
    }
}
