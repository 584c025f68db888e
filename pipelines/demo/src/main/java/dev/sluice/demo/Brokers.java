package dev.sluice.demo;

import dev.sluice.server.KafkaServer;
import dev.sluice.server.MqttServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An MQTT and a Kafka broker in this JVM; they start, and stop, side by side. */
final class Brokers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Brokers.class);

    private final CompletableFuture<MqttServer> mqtt;
    private final CompletableFuture<KafkaServer> kafka;
    private @Nullable CompletableFuture<?> stopped;

    private Brokers(CompletableFuture<MqttServer> mqtt, CompletableFuture<KafkaServer> kafka) {
        this.mqtt = mqtt;
        this.kafka = kafka;
    }

    /** Starts both, and returns when both take clients. */
    static Brokers start(Workspace workspace) throws InterruptedException, ExecutionException {
        ExecutorService threads = threads();
        Brokers brokers = new Brokers(
                CompletableFuture.supplyAsync(() -> MqttServer.start(workspace.resolve("mqtt")), threads),
                CompletableFuture.supplyAsync(() -> KafkaServer.start(workspace.resolve("kafka")), threads));
        threads.shutdown();
        try {
            CompletableFuture.allOf(brokers.mqtt, brokers.kafka).get();
        } catch (InterruptedException | ExecutionException e) {
            brokers.close();
            throw e;
        }
        return brokers;
    }

    MqttServer mqtt() {
        return mqtt.join();
    }

    KafkaServer kafka() {
        return kafka.join();
    }

    /** Begins to stop those that have started. */
    synchronized CompletableFuture<?> stop() {
        if (stopped == null) {
            ExecutorService threads = threads();
            CompletableFuture<?> mqttStopped = mqtt.thenAcceptAsync(MqttServer::close, threads);
            CompletableFuture<?> kafkaStopped = kafka.thenAcceptAsync(KafkaServer::close, threads);
            stopped = CompletableFuture.allOf(mqttStopped, kafkaStopped).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warn("a broker did not stop in order", failure);
                }
                threads.shutdown();
            });
        }
        return stopped;
    }

    /** Waits until both have stopped, in order or not. */
    @Override
    public void close() {
        stop().handle((done, failure) -> null).join();
    }

    private static ExecutorService threads() {
        return Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "brokers");
            thread.setDaemon(true);
            return thread;
        });
    }
}
