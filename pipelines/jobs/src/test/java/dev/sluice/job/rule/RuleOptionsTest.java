package dev.sluice.job.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.OptionDefaults;
import org.junit.jupiter.api.Test;

final class RuleOptionsTest {

    @Test
    void everyDefaultIsTheDocumentedOne() throws Exception {
        assertThat(OptionDefaults.of(RuleOptions.class))
                .hasSize(6)
                .containsEntry("getRule", null)
                .containsEntry("getCatalog", "./tables")
                .containsEntry("getClientId", null)
                .containsEntry("getCheckpoint", null)
                .containsEntry("getDeadLetters", null)
                .containsEntry("getTimeout", null);
    }
}
