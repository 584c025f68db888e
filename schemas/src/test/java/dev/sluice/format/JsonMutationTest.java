package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMutationTest {

    private static final int MUTANTS = 200_000;
    private static final byte[] LIKELY = "{}[]\":,.-+0123456789eEntfu\\ \n\r\t\0".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {20200416})
    void whateverTheBytesARowComesOutOrTheRecordIsMalformed(long seed) throws Exception {
        Random random = new Random(seed);
        TableDefinition table = Catalog.in(Path.of("none")).table("sense_hat");
        RecordDecoder decoder = table.format().decoder(table.columns());
        List<String> messages = Files.readAllLines(Path.of("../src-test-data/device-messages.ndjson"));

        int[] outcome = run(random, decoder, messages);

        assertThat(outcome[0]).as("readable").isPositive();
        assertThat(outcome[1]).as("malformed").isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7})
    void everyTypeStandsIt(long seed) throws Exception {
        Random random = new Random(seed);
        List<Column> columns = List.of(
                new Column("a", ColumnType.parse("struct<b:array<decimal(9,2)>,c:map<string,timestamp>,d:string>")),
                new Column("e", ColumnType.parse("binary")),
                new Column("f", ColumnType.parse("date")),
                new Column("g", ColumnType.parse("float")),
                new Column("h", ColumnType.parse("boolean")),
                new Column("i", ColumnType.parse("smallint")),
                new Column("j", ColumnType.parse("timestamp")));
        List<String> messages = List.of("""
                {"a": {"b": [1.25, "2", null], "c": {"k": "2020-04-16T11:33:23.123456Z", "l": 1587036803}, "d": {"x": [1]}},
                 "e": "Zm9v", "f": "2020-04-16", "g": 1.5e3, "h": "true", "i": -17, "j": 1587036803123, "ü": "\\ud83d\\ude00"}""");

        int[] outcome = run(random, JsonFormat.defaults().decoder(columns), messages);

        assertThat(outcome[0]).as("readable").isPositive();
        assertThat(outcome[1]).as("malformed").isPositive();
    }

    private static int[] run(Random random, RecordDecoder decoder, List<String> messages) {
        int[] outcome = new int[2];
        for (int i = 0; i < MUTANTS; i++) {
            byte[] message =
                    mutant(messages.get(random.nextInt(messages.size())).getBytes(StandardCharsets.UTF_8), random);
            try {
                decoder.decode(message);
                outcome[0]++;
            } catch (MalformedRecordException e) {
                outcome[1]++;
                assertThat(e.getMessage()).hasSizeLessThan(300);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("mutant " + i + ": " + new String(message, StandardCharsets.ISO_8859_1), e);
            }
        }
        return outcome;
    }

    private static byte[] mutant(byte[] message, Random random) {
        byte[] mutant = message;
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(Math.max(1, mutant.length));
            mutant = switch (random.nextInt(5)) {
                case 0 -> splice(mutant, at, at, new byte[] {LIKELY[random.nextInt(LIKELY.length)]});
                case 1 -> splice(mutant, at, Math.min(mutant.length, at + 1), new byte[] {(byte) random.nextInt(256)});
                case 2 -> splice(mutant, at, Math.min(mutant.length, at + 1 + random.nextInt(8)), new byte[0]);
                case 3 ->
                    splice(mutant, at, at, java.util.Arrays.copyOfRange(mutant, at, Math.min(mutant.length, at + 20)));
                default ->
                    splice(mutant, at, Math.min(mutant.length, at + 1), new byte[] {
                        LIKELY[random.nextInt(LIKELY.length)]
                    });
            };
        }
        return mutant;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] put) {
        byte[] spliced = new byte[bytes.length - (to - from) + put.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(put, 0, spliced, from, put.length);
        System.arraycopy(bytes, to, spliced, from + put.length, bytes.length - to);
        return spliced;
    }
}
