package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.format.Compression;
import dev.sluice.format.PayloadEncoding;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PayloadConfigTest {

    private final List<String> mistakes = new ArrayList<>();
    private TableDefinition table;

    @BeforeEach
    void findTable() throws Exception {
        table = Catalog.in(Path.of("none"))
                .table("sense_hat")
                .withStream(new Stream("kafka", Map.of()))
                .withEncoding(PayloadEncoding.defaults().with(Compression.XZ));
    }

    private PayloadEncoding encoding(String... arguments) {
        PayloadOptions options = CommandLine.parse(List.of(arguments)).as(PayloadOptions.class, mistakes);
        return PayloadConfig.of(table, options, mistakes);
    }

    @Test
    void theTableSaysHowPayloadsArePackedUnlessAnOptionDoes() {
        assertThat(encoding()).isEqualTo(new PayloadEncoding(Compression.XZ, 64 << 20));
        assertThat(encoding("--payloadCompression=Snappy-Raw", "--maxRecordSize=8MiB"))
                .isEqualTo(new PayloadEncoding(Compression.SNAPPY_RAW, 8 << 20));
        assertThat(mistakes).isEmpty();
    }

    @Test
    void theRecordsOfAFileArePlainWhateverTheTableSaysOfItsStream() {
        table = table.withStream(new Stream("file", Map.of()));

        assertThat(encoding().compression()).isEqualTo(Compression.NONE);
        assertThat(encoding("--payloadCompression=auto").compression()).isEqualTo(Compression.NONE);
        assertThat(mistakes).isEmpty();

        encoding("--payloadCompression=zstd");
        assertThat(mistakes)
                .containsExactly("--payloadCompression: expected none with --source=file, found 'zstd'; a file's own"
                        + " compression is told by its first bytes");
    }

    @Test
    void whatCannotBeReadIsAMistake() {
        encoding("--payloadCompression=lzo", "--maxRecordSize=2GiB");
        encoding("--maxRecordSize=10");

        assertThat(mistakes)
                .containsExactly(
                        "--maxRecordSize: expected less than 2 GiB, found '2GiB'",
                        "--payloadCompression: expected one of auto, none, gzip, bzip2, xz, zstd, snappy,"
                                + " snappy-framed, snappy-raw, deflate, deflate-raw, found 'lzo'",
                        "--maxRecordSize: expected a size such as 128MiB, 512KiB or 1048576 (bytes), of at least 1 KiB,"
                                + " found '10'");
    }
}
