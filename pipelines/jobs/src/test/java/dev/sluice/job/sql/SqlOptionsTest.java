package dev.sluice.job.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.OptionDefaults;
import org.junit.jupiter.api.Test;

final class SqlOptionsTest {

    @Test
    void everyDefaultIsTheDocumentedOne() throws Exception {
        assertThat(OptionDefaults.of(SqlOptions.class))
                .hasSize(9)
                .containsEntry("getScript", null)
                .containsEntry("getCatalog", "./tables")
                .containsEntry("getFormat", null)
                .containsEntry("getStartingPosition", "LATEST")
                .containsEntry("getEndingPosition", "NEVER")
                .containsEntry("getIdleTimeout", "PT30S")
                .containsEntry("getTimeout", null)
                .containsEntry("getDeadLetters", null)
                .containsEntry("getCheckpoint", null);
    }
}
