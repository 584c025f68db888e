package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SampleOptionsTest {

    @Test
    void everyDefaultIsTheDocumentedOne() throws Exception {
        assertThat(OptionDefaults.of(SampleOptions.class))
                .hasSize(4)
                .containsEntry("getClassification", null)
                .containsEntry("getHeader", null)
                .containsEntry("getSampleRecords", "1000")
                .containsEntry("getSampleTime", "PT10S");
    }
}
