package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.ChildJvm;
import dev.sluice.server.KafkaServer;
import dev.sluice.server.SchemaRegistryServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Avro behind the ids of a registry, through the command. */
final class SchemaRegistryIT {

    private static final String OLD =
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"}]}";
    private static final String NEW = "{\"type\":\"record\",\"name\":\"R\",\"fields\":["
            + "{\"name\":\"note\",\"type\":\"string\"},{\"name\":\"id\",\"type\":\"long\"}]}";

    @TempDir
    Path directory;

    @Test
    void recordsOfTwoWritersAreInOneLake() throws Exception {
        Path lake = directory.resolve("lake");
        table();
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"));
                SchemaRegistryServer registry = SchemaRegistryServer.start()) {
            kafka.createTopic("framed", 2);
            registry.put("/schemas/ids/1", "{\"schema\": \"" + OLD.replace("\"", "\\\"") + "\"}");
            registry.put("/schemas/ids/2", "{\"schema\": \"" + NEW.replace("\"", "\\\"") + "\"}");
            send(kafka);
            List<String> command = new ArrayList<>(List.of(
                    "lake",
                    "--catalog=" + directory,
                    "--table=framed",
                    "--bootstrapServers=" + kafka.bootstrapServers(),
                    "--startingPosition=EARLIEST",
                    "--endingPosition=LATEST",
                    "--output=" + lake));

            ChildJvm astray = SluiceProcess.run(
                    "DirectRunner", directory.resolve("astray"), with(command, "--schemaRegistry=http://127.0.0.1:1"));
            ChildJvm job = SluiceProcess.run(
                    "DirectRunner", directory.resolve("job"), with(command, "--schemaRegistry=" + registry.url()));

            assertThat(astray.exitValue()).isEqualTo(2);
            assertThat(astray.output())
                    .contains("the schema registry http://127.0.0.1:1 cannot be reached: connection refused")
                    .doesNotContain("\tat ", "Exception");
            assertThat(job.exitValue()).as(job.output()).isZero();
            assertThat(job.output()).contains("202 records published as 200 rows", "2 dead letters");
            String files = lake + "/ingest_year=*/**/*.parquet";
            assertThat(LakeCheck.rows(files, "note IS NULL AND id < 100")).isEqualTo(100);
            assertThat(LakeCheck.rows(files, "note = 'n' AND id >= 100")).isEqualTo(100);
            assertThat(registry.asked().stream().filter("/schemas/ids/2"::equals))
                    .hasSize(1);
        }
    }

    private void table() throws Exception {
        Files.writeString(directory.resolve("framed.json"), """
                {"Name": "framed", "Parameters": {"classification": "avro"},
                 "StorageDescriptor": {"Columns": [{"Name": "id", "Type": "int"}, {"Name": "note", "Type": "string"}],
                  "Parameters": {"typeOfData": "kafka", "topicName": "framed"}}}""");
    }

    private static List<String> with(List<String> command, String option) {
        List<String> all = new ArrayList<>(command);
        all.add(option);
        return all;
    }

    /** A hundred of each writer, one of an unknown one, and one that is none. */
    private static void send(KafkaServer kafka) throws Exception {
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            payloads.add(framed(1, number(i)));
            byte[] id = number(100 + i);
            payloads.add(framed(
                    2,
                    ByteBuffer.allocate(2 + id.length)
                            .put((byte) 2)
                            .put((byte) 'n')
                            .put(id)
                            .array()));
        }
        payloads.add(framed(3, number(7)));
        payloads.add("{\"id\": 7}".getBytes(StandardCharsets.UTF_8));
        Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (byte[] payload : payloads) {
                sent.add(producer.send(new ProducerRecord<>("framed", payload)));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    private static byte[] framed(int schema, byte[] datum) {
        return ByteBuffer.allocate(5 + datum.length)
                .put((byte) 0)
                .putInt(schema)
                .put(datum)
                .array();
    }

    /** A small number as Avro writes it. */
    private static byte[] number(int value) {
        int zigzag = value << 1;
        return zigzag < 128
                ? new byte[] {(byte) zigzag}
                : new byte[] {(byte) ((zigzag & 0x7F) | 0x80), (byte) (zigzag >>> 7)};
    }
}
