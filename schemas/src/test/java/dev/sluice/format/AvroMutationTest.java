package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, rows come out, or none, or the record is malformed; the three together are all records. */
class AvroMutationTest {

    private static final Schema SCHEMA = AvroData.schema("""
            {'type': 'record', 'name': 'R', 'fields': [
              {'name': 'a', 'type': 'long'},
              {'name': 'b', 'type': ['null', 'string', {'type': 'array', 'items': 'null'}]},
              {'name': 'c', 'type': {'type': 'array', 'items': {'type': 'map', 'values': ['null', 'double', 'R']}}},
              {'name': 'd', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 2}},
              {'name': 'e', 'type': {'type': 'enum', 'name': 'E', 'symbols': ['A', 'B', 'C']}},
              {'name': 'f', 'type': {'type': 'fixed', 'name': 'F', 'size': 3}},
              {'name': 'g', 'type': {'type': 'long', 'logicalType': 'timestamp-micros'}},
              {'name': 'h', 'type': {'type': 'array', 'items': {'type': 'record', 'name': 'Empty', 'fields': []}}},
              {'name': 'i', 'type': 'float'}, {'name': 'j', 'type': 'boolean'},
              {'name': 'k', 'type': {'type': 'int', 'logicalType': 'date'}}]}
            """);
    private static final String VALUE = """
            {'a': 123456789, 'b': {'string': 'grün'}, 'c': [{'x': {'double': 1.5}, 'y': null,
              'z': {'R': {'a': 1, 'b': null, 'c': [], 'd': '\\u0001', 'e': 'A', 'f': 'abc', 'g': 0, 'h': [], 'i': 1.0,
                'j': true, 'k': 1}}}], 'd': '\\u0004\\u00d2', 'e': 'B', 'f': 'xyz', 'g': 1587036803123456,
              'h': [{}, {}], 'i': 2.5, 'j': false, 'k': 18368}
            """;
    /** Some columns read, some kept as text, some skipped. */
    private static final List<List<Column>> TABLES = List.of(
            columns("a bigint", "c array<map<string,struct<member0:double,member1:struct<a:int>>>>", "h array<string>"),
            columns(
                    "b string",
                    "c string",
                    "d decimal(9,2)",
                    "e string",
                    "f binary",
                    "g timestamp",
                    "h string",
                    "k date"),
            columns("i double", "j boolean", "a tinyint"),
            columns("k int"));

    private static List<Column> columns(String... columns) {
        return Arrays.stream(columns)
                .map(c -> c.split(" ", 2))
                .map(c -> new Column(c[0], ColumnType.parse(c[1])))
                .toList();
    }

    /** How many of the payloads are read without much ado. */
    private static final int CHEAP = 6;

    private record Registry() implements SchemaRegistry {
        @Override
        public Framing framing() {
            return Framing.CONFLUENT;
        }

        @Override
        public List<String> schema(String id) throws UnknownSchemaException {
            if (!id.equals("7")) {
                throw new UnknownSchemaException("there is no schema " + id);
            }
            return List.of(SCHEMA.toString());
        }
    }

    private static final class Outcome {
        int rows;
        int none;
        int malformed;
    }

    @Test
    void someThousandMutants() throws Exception {
        Outcome outcome = run(20200416, 20_000);

        assertThat(outcome.rows).as("with rows").isPositive();
        assertThat(outcome.malformed).as("malformed").isPositive();
    }

    @Test
    @Tag("long")
    void aMillionMutants() throws Exception {
        Outcome outcome = run(7, 1_000_000);

        System.out.printf(
                "1,000,000 mutants: %,d gave rows, %,d gave none, %,d malformed%n",
                outcome.rows, outcome.none, outcome.malformed);
        assertThat(outcome.rows + outcome.none + outcome.malformed).isEqualTo(1_000_000);
    }

    private static Outcome run(long seed, int mutants) {
        Random random = new Random(seed);
        byte[] datum = AvroData.datum(SCHEMA, VALUE);
        List<byte[]> payloads = new ArrayList<>(List.of(
                datum,
                ByteBuffer.allocate(5 + datum.length)
                        .put((byte) 0)
                        .putInt(7)
                        .put(datum)
                        .array()));
        for (String codec : List.of("null", "deflate", "snappy", "zstandard", "bzip2", "xz")) {
            payloads.add(AvroData.container(SCHEMA, CodecFactory.fromString(codec), VALUE, VALUE));
        }
        List<RecordDecoder> data = TABLES.stream()
                .map(t -> AvroFormat.of(SCHEMA.toString()).decoder(t))
                .toList();
        List<RecordDecoder> framed = TABLES.stream()
                .map(t -> AvroFormat.containers().withRegistry(new Registry()).decoder(t))
                .toList();
        Outcome outcome = new Outcome();
        for (int i = 0; i < mutants; i++) {
            // Mostly bare data, as a container holds the same; few of the codecs that take a megabyte to begin with.
            int which = random.nextInt(4) > 0 ? 0 : random.nextInt(random.nextInt(20) > 0 ? CHEAP : payloads.size());
            byte[] mutant = mutant(payloads.get(which), random);
            RecordDecoder decoder = (which == 1 ? framed : data).get(random.nextInt(TABLES.size()));
            try {
                if (decoder.decode(mutant).isEmpty()) {
                    outcome.none++;
                } else {
                    outcome.rows++;
                }
            } catch (MalformedRecordException e) {
                outcome.malformed++;
                assertThat(e.getMessage()).hasSizeLessThan(400);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "seed " + seed + ", mutant " + i + ": " + HexFormat.of().formatHex(mutant), e);
            }
        }
        return outcome;
    }

    private static byte[] mutant(byte[] payload, Random random) {
        byte[] mutant = payload;
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(Math.max(1, mutant.length));
            int to = Math.min(mutant.length, at + 1 + random.nextInt(12));
            mutant = switch (random.nextInt(7)) {
                case 0 -> flipped(mutant, at, random);
                case 1 -> splice(mutant, at, Math.min(mutant.length, at + 1), new byte[] {(byte) random.nextInt(256)});
                case 2 -> splice(mutant, at, to, new byte[0]);
                case 3 -> splice(mutant, at, at, Arrays.copyOfRange(mutant, at, to));
                case 4 -> splice(mutant, at, at, number(random));
                case 5 -> splice(mutant, at, to, number(random));
                default -> Arrays.copyOf(mutant, at);
            };
        }
        return mutant;
    }

    private static byte[] flipped(byte[] bytes, int at, Random random) {
        byte[] flipped = bytes.clone();
        if (at < flipped.length) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** A number as Avro writes it, of any size. */
    private static byte[] number(Random random) {
        long value = random.nextLong() >> random.nextInt(64);
        byte[] bytes = new byte[10];
        int length = 0;
        do {
            bytes[length++] = (byte) ((value & 0x7F) | 0x80);
            value >>>= 7;
        } while (value != 0);
        bytes[length - 1] &= 0x7F;
        return Arrays.copyOf(bytes, length);
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] put) {
        byte[] spliced = new byte[bytes.length - (to - from) + put.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(put, 0, spliced, from, put.length);
        System.arraycopy(bytes, to, spliced, from + put.length, bytes.length - to);
        return spliced;
    }
}
