package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class RecordBatchCoderTest {

    private static final Instant READ_AT = Instant.parse("2020-04-16T11:33:24.5Z");
    private static final Instant WATERMARK = Instant.parse("2020-04-16T11:33:18Z");
    private static final long ARRIVAL = Instant.parse("2020-04-16T11:33:23.25Z").toEpochMilli();

    @Test
    void aBatchOfSeveralPartitionsComesBackAsItWas() throws CoderException {
        RecordBatch.Builder builder = RecordBatch.Builder.of("kafka", true);
        builder.add("t/0", null, Position.offset(0), ARRIVAL, null, Map.of(), bytes("a"), READ_AT);
        builder.add("t/1", Position.offset(6), Position.offset(7), ARRIVAL - 9, bytes("k"), Map.of(), bytes(""), null);
        builder.add(
                "t/0", null, Position.offset(5), ARRIVAL + 1, bytes(""), Map.of("b", "2", "a", "1"), bytes("c"), null);
        RecordBatch batch = builder.build(READ_AT, WATERMARK);

        RecordBatch back = roundTrip(batch);

        assertThat(back).isEqualTo(batch);
        assertThat(back.ranges())
                .containsExactly(
                        new PartitionRange("t/0", null, Position.offset(5), 2),
                        new PartitionRange("t/1", Position.offset(6), Position.offset(7), 1));
        assertThat(back.record(2).attributes()).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(back.record(2).key()).isEmpty();
        assertThat(back.record(0).key()).isNull();
        assertThat(back.eventTime(0)).isEqualTo(READ_AT);
        assertThat(back.eventTime(1)).isNull();
        assertThat(back.watermark()).isEqualTo(WATERMARK);
    }

    @Test
    void kinesisSequenceNumbersComeBackDigitByDigit() throws CoderException {
        Position first = new Position.SequenceNumber("49590338271490256608559692538361571095921575989136588898");
        Position second = new Position.SequenceNumber("49590338271490256608559692540925702759324208523137515618");
        RecordBatch.Builder builder = RecordBatch.Builder.of("kinesis", false);
        builder.add("shardId-000000000000", first, second, ARRIVAL, bytes("77"), Map.of(), bytes("{}"), null);
        RecordBatch batch = builder.build(READ_AT, WATERMARK);

        RecordBatch back = roundTrip(batch);

        assertThat(back).isEqualTo(batch);
        assertThat(back.ranges()).containsExactly(new PartitionRange("shardId-000000000000", first, second, 1));
        assertThat(back.isTimed()).isFalse();
    }

    @Test
    void anEmptyBatchCarriesItsWatermark() throws CoderException {
        RecordBatch batch = RecordBatch.Builder.of("mqtt", true).build(READ_AT, WATERMARK);

        RecordBatch back = roundTrip(batch);

        assertThat(back).isEqualTo(batch);
        assertThat(back.isEmpty()).isTrue();
        assertThat(back.watermark()).isEqualTo(WATERMARK);
    }

    @Test
    void equalBatchesHaveEqualBytesWhateverTheOrderOfAttributes() throws CoderException {
        RecordBatch.Builder one = RecordBatch.Builder.of("mqtt", false);
        RecordBatch.Builder other = RecordBatch.Builder.of("mqtt", false);
        one.add("a", null, Position.offset(1), ARRIVAL, null, Map.of("qos", "1", "topic", "a"), bytes("x"), null);
        other.add("a", null, Position.offset(1), ARRIVAL, null, Map.of("topic", "a", "qos", "1"), bytes("x"), null);

        byte[] first = CoderUtils.encodeToByteArray(RecordBatchCoder.of(), one.build(READ_AT, WATERMARK));
        byte[] second = CoderUtils.encodeToByteArray(RecordBatchCoder.of(), other.build(READ_AT, WATERMARK));

        assertThat(first).isEqualTo(second);
    }

    /** A record of one partition costs its payload, two bytes for its length and one each for seven small things. */
    @Test
    void aThousandDeviceMessagesCostAtMostTenBytesEachBesideTheirPayloads() throws IOException {
        List<String> messages = Files.readAllLines(Path.of("../src-test-data/device-messages.ndjson"));
        RecordBatch.Builder builder = RecordBatch.Builder.of("kafka", true);
        long payloads = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] payload = bytes(messages.get(i % messages.size()));
            payloads += payload.length;
            builder.add("t/0", null, Position.offset(i), ARRIVAL + i, null, Map.of(), payload, null);
        }

        byte[] encoded = CoderUtils.encodeToByteArray(RecordBatchCoder.of(), builder.build(READ_AT, WATERMARK));

        assertThat(encoded.length - payloads).isBetween(1L, 1000L * 10);
    }

    @Test
    void whatWasTakenOutIsStillInTheRuns() throws CoderException {
        RecordBatch.Builder builder = RecordBatch.Builder.of("kafka", true);
        builder.add("t/0", Position.offset(6), Position.offset(7), ARRIVAL, bytes("k"), Map.of(), bytes("a"), READ_AT);
        builder.add("t/1", Position.offset(1), Position.offset(2), ARRIVAL, null, Map.of(), bytes("b"), null);
        builder.add("t/0", null, Position.offset(8), ARRIVAL, null, Map.of("a", "1"), bytes("c"), READ_AT);
        BitSet places = new BitSet();
        places.set(1, 3);
        RecordBatch batch = builder.build(READ_AT, WATERMARK).without(places);

        RecordBatch back = roundTrip(batch);

        assertThat(back).isEqualTo(batch);
        assertThat(back.size()).isEqualTo(1);
        assertThat(back.payload(0)).isEqualTo(bytes("a"));
        assertThat(back.eventTime(0)).isEqualTo(READ_AT);
        assertThat(back.duplicates()).isEqualTo(2);
        assertThat(back.ranges())
                .containsExactly(
                        new PartitionRange("t/0", Position.offset(6), Position.offset(8), 2),
                        new PartitionRange("t/1", Position.offset(1), Position.offset(2), 1));
    }

    @Test
    void aRunThatReachesBeyondItsRecordsComesBackAsItWas() throws CoderException {
        RecordBatch.Builder builder = RecordBatch.Builder.of("kafka", false);
        builder.add("t/0", Position.offset(6), Position.offset(7), ARRIVAL, null, Map.of(), bytes("a"), null);
        builder.reachTo("t/0", null, Position.offset(20));
        builder.reachTo("t/1", Position.offset(3), Position.offset(5));
        RecordBatch batch = builder.build(READ_AT, WATERMARK);

        assertThat(roundTrip(batch)).isEqualTo(batch);
    }

    @Test
    void theLayoutBeforeDuplicatesIsRead() throws IOException {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(first);
        out.write(new byte[] {1, 5, 'k', 'a', 'f', 'k', 'a'});
        out.writeLong(READ_AT.toEpochMilli());
        out.writeLong(WATERMARK.toEpochMilli());
        out.write(new byte[] {0, 1, 3, 't', '/', '0', 1, 1, '6'}); // not timed; one run, t/0, after 6
        out.write(new byte[] {1, 0, 0, 14, 0, 0, 0, 2, 'a'}); // one record: of it, offset 7, arrival 0, "a"

        RecordBatch batch = CoderUtils.decodeFromByteArray(RecordBatchCoder.of(), first.toByteArray());

        assertThat(batch.ranges())
                .containsExactly(new PartitionRange("t/0", Position.offset(6), Position.offset(7), 1));
        assertThat(batch.payload(0)).isEqualTo(bytes("a"));
        assertThat(batch.duplicates()).isZero();
    }

    @Test
    void anotherLayoutIsRefusedByItsNumber() {
        assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(RecordBatchCoder.of(), new byte[] {9}))
                .isInstanceOf(CoderException.class)
                .hasMessageContaining("expected layout 1 or 2 of a record batch, found 9");
    }

    private static RecordBatch roundTrip(RecordBatch batch) throws CoderException {
        byte[] encoded = CoderUtils.encodeToByteArray(RecordBatchCoder.of(), batch);
        return CoderUtils.decodeFromByteArray(RecordBatchCoder.of(), encoded);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
