package dev.sluice.connector.kafka;

import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import dev.sluice.server.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupListing;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;

/** What tests do to the topics of a server, with Kafka's own clients. */
final class KafkaTopics implements AutoCloseable {

    private final KafkaServer server;
    private final Admin admin;
    private final KafkaProducer<String, String> producer;

    KafkaTopics(KafkaServer server) {
        this.server = server;
        admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()));
        producer = producer(Map.of());
    }

    TableDefinition table(String topic) {
        return TableDefinition.ofRecords(
                topic, new Stream("kafka", Map.of("bootstrapServers", server.bootstrapServers(), "topicName", topic)));
    }

    /** All topics whose name begins so. */
    KafkaStream streamOfAll(String prefix) {
        return KafkaStream.of(KafkaAddress.of(TableDefinition.ofRecords(
                prefix,
                new Stream(
                        "kafka",
                        Map.of("bootstrapServers", server.bootstrapServers(), "topicPattern", prefix + ".*")))));
    }

    KafkaStream stream(String topic) {
        return KafkaStream.of(KafkaAddress.of(table(topic)));
    }

    void send(String topic, int partition, String... values) throws Exception {
        for (String value : values) {
            send(new ProducerRecord<>(topic, partition, null, null, value));
        }
    }

    void sendAt(String topic, int partition, long timestamp, String value) throws Exception {
        send(new ProducerRecord<>(topic, partition, timestamp, null, value));
    }

    void send(ProducerRecord<String, String> record) throws Exception {
        producer.send(record).get();
    }

    /** Sends the values in a transaction, to partition 0. */
    void transaction(String topic, boolean commit, String... values) throws Exception {
        try (KafkaProducer<String, String> own = producer(Map.of("transactional.id", topic))) {
            own.initTransactions();
            own.beginTransaction();
            for (String value : values) {
                own.send(new ProducerRecord<>(topic, 0, null, null, value)).get();
            }
            if (commit) {
                own.commitTransaction();
            } else {
                own.abortTransaction();
            }
        }
    }

    void addPartitions(String topic, int total) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total)))
                .all()
                .get();
    }

    /** The groups that anybody has committed positions for. */
    List<String> consumerGroups() throws Exception {
        return admin.listConsumerGroups().all().get().stream()
                .map(ConsumerGroupListing::groupId)
                .toList();
    }

    void compact(String topic) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    void deleteBefore(String topic, long offset) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    private KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", server.bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
