package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PayloadOptionsTest {

    @Test
    void everyDefaultIsTheDocumentedOne() throws Exception {
        assertThat(OptionDefaults.of(PayloadOptions.class))
                .hasSize(2)
                .containsEntry("getPayloadCompression", null)
                .containsEntry("getMaxRecordSize", "64MiB");
    }
}
