package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DeduplicateOptionsTest {

    @Test
    void everyDefaultIsTheDocumentedOne() throws Exception {
        assertThat(OptionDefaults.of(DeduplicateOptions.class))
                .hasSize(2)
                .containsEntry("getDeduplicate", null)
                .containsEntry("getDeduplicateWithin", null);
    }
}
