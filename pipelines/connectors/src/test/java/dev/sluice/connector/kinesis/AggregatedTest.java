package dev.sluice.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.kinesis.Aggregated.Part;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;

final class AggregatedTest {

    /** Keys "a" and "bc", hash key "7", records (a, "x"), (bc, 7, "yz", a tag of later versions), worked by hand. */
    private static final String MESSAGE = "0a0161" + "0a026263" + "120137" + "1a05" + "0800" + "1a0178" + "1a0e"
            + "0801" + "1000" + "1a02797a" + "22040a02" + "7474";

    @Test
    void recordsComeOutInOrderWithTheirKeys() throws Exception {
        List<Part> parts = Aggregated.parts(aggregated(MESSAGE));

        assertThat(parts).extracting(Part::partitionKey).containsExactly("a", "bc");
        assertThat(parts).extracting(part -> part.data().asUtf8String()).containsExactly("x", "yz");
        assertThat(parts)
                .extracting(Part::hashKey)
                .as("MD5 of a; the explicit one")
                .containsExactly(new BigInteger("0cc175b9c0f1b6a831c399e269772661", 16), BigInteger.valueOf(7));
    }

    @Test
    void aRecordIsOfTheShardThatTakesItsHashKey() {
        Part part = new Part("k", BigInteger.valueOf(7), SdkBytes.fromUtf8String(""));

        assertThat(part.belongsTo(shard(0, 7))).isTrue();
        assertThat(part.belongsTo(shard(7, 9))).isTrue();
        assertThat(part.belongsTo(shard(8, 9))).isFalse();
        assertThat(part.belongsTo(shard(0, 6))).isFalse();
    }

    @Test
    void whatIsNotAggregatedIsARecordOfItsOwn() throws Exception {
        byte[] aggregated = aggregated(MESSAGE);
        byte[] changed = aggregated.clone();
        changed[6] = 'b';

        assertThat(Aggregated.parts(new byte[0])).isNull();
        assertThat(Aggregated.parts(KinesisStreams.bytes("{\"a\": 1}"))).isNull();
        assertThat(Aggregated.parts(changed)).as("another digest").isNull();
        assertThat(Aggregated.parts(Arrays.copyOf(aggregated, aggregated.length - 1)))
                .isNull();
    }

    @Test
    void aBufferThatIsNoneIsARecordOfItsOwn() throws Exception {
        for (String broken : List.of("0aff", "1a020805", "1a02100012", "0affffffffffffffffffff01", "0f", "1a7f08")) {
            assertThat(Aggregated.parts(aggregated(broken))).as(broken).isNull();
        }
    }

    private static Shard shard(long first, long last) {
        return new Shard("s", null, null, BigInteger.valueOf(first), BigInteger.valueOf(last), false);
    }

    private static byte[] aggregated(String hex) throws Exception {
        byte[] message = HexFormat.of().parseHex(hex);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(HexFormat.of().parseHex("f3899ac2"));
        out.write(message);
        out.write(MessageDigest.getInstance("MD5").digest(message));
        return out.toByteArray();
    }
}
