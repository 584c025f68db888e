package dev.sluice.job.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.OptionDefaults;
import org.junit.jupiter.api.Test;

final class LakeOptionsTest {

    @Test
    void everyDefaultIsTheDocumentedOne() throws Exception {
        assertThat(OptionDefaults.of(LakeOptions.class))
                .hasSize(14)
                .containsEntry("isInferSchema", false)
                .containsEntry("getPartitionBy", null)
                .containsEntry("getWindowSize", "PT100S")
                .containsEntry("getMaxFileSize", "128MiB")
                .containsEntry("getParquetCompression", "zstd")
                .containsEntry("getWriterMemory", null)
                .containsEntry("getOutput", null)
                .containsEntry("getMappings", null)
                .containsEntry("getTransforms", null)
                .containsEntry("getResolveChoice", null)
                .containsEntry("getCastMode", "strict")
                .containsEntry("getCheckpoint", null)
                .containsEntry("getDeadLetters", null)
                .containsEntry("getMaxDeadLetters", null);
    }
}
